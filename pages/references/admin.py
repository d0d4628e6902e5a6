"""Before pages are deleted, unpublished or moved: what leads to each, by name, and which translations it leaves."""

from django.contrib import messages
from django.template.loader import render_to_string
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages import unpublish
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page, ReferenceIndex

from pages.base.bulk import EachForItself
from pages.translations.status import is_source

MOST = 30  # of names on a screen
TAKES_AWAY = ("delete", "unpublish")


def links_to(page, user):
    """What refers to a page or to one below it, from elsewhere: `(name, address in the admin, fields)`, each once."""
    below = Page.objects.filter(path__startswith=page.path)
    inside = {str(pk) for pk in below.values_list("pk", flat=True)}
    finder, found = AdminURLFinder(user), []
    for source, references in ReferenceIndex.get_references_to_in_bulk(below).group_by_source_object():
        if source is None or (isinstance(source, Page) and str(source.pk) in inside):
            continue
        fields = dict.fromkeys(str(each.describe_source_field()) for each in references)
        found.append((str(source), finder.get_edit_url(source), ", ".join(fields)))
    return sorted(found)


def say_what_links_here(request, page, act):
    """Above the question, once for each page that is asked about."""
    page = page.specific
    links = links_to(page, request.user)
    translations = page.get_translations().select_related("locale") if act in TAKES_AWAY and is_source(page) else []
    if not links and not translations:
        return
    context = {
        "page": page,
        "act": act,
        "links": links[:MOST],
        "more": max(0, len(links) - MOST),
        "translations": translations,
        "keeps_facts": bool(getattr(page, "shared_fields", ())),
    }
    messages.warning(request, render_to_string("admin/references/links_here.html", context))


def before_delete_page(request, page):
    """Its question is shown by a function of Wagtail's."""
    if request.method == "GET":
        say_what_links_here(request, page, "delete")


class Unpublish(unpublish.Unpublish):
    """The question before a page is unpublished."""

    def get(self, request, *args, **kwargs):
        say_what_links_here(request, self.object, "unpublish")
        return super().get(request, *args, **kwargs)


def before_move_page(request, page, destination):
    """Likewise."""
    if request.method == "GET":
        say_what_links_here(request, page, "move")


class _SaidBefore(EachForItself):
    """Many at once: what leads to each of them stands above the question, as it does for one alone."""

    def get(self, request, *args, **kwargs):
        for page in self.get_actionable_objects()[0]:
            say_what_links_here(request, page, self.action_type)
        return super().get(request, *args, **kwargs)


class DeletePages(_SaidBefore, DeleteBulkAction):
    """Of the page explorer."""


class MovePages(_SaidBefore, MoveBulkAction):
    """Of the page explorer."""


class UnpublishPages(_SaidBefore, UnpublishBulkAction):
    """Of the page explorer."""


def unpublish_translations(instance, **kwargs):
    """A translation does not stand before readers without the facts that its deleted original held."""
    page = instance.specific
    if is_source(page) and getattr(page, "shared_fields", ()):
        for translation in page.get_translations().live():
            translation.specific.unpublish()
