"""The first screen of the admin: what one can do here, and what the site still waits for, in plain words."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site, get_page_models

from pages.base.models import BasePage
from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import RegionalApproachPage
from pages.content.strategy import ObjectivePage, StrategyPage
from pages.help import hotline_list
from pages.help.hotlines import Hotline
from pages.help.models import ReportMisconductPage
from pages.site.context import frame_for, open_languages
from pages.site.models import Alert, SiteIdentity, SiteWords
from pages.translations.admin import coverage

MISSING = {
    "email": _("The office has no public email address yet; the footer leaves it out."),
    "phone": _("The office has no public telephone number yet; the footer leaves it out."),
    "logo_id": _("The official logo is not uploaded yet; a neutral mark stands in its place."),
    "security_contact": _("There is no address for security reports; security.txt is not published."),
}


@dataclass
class Task:
    """Something that only staff can supply, and where to do it. An urgent one concerns the safety of readers."""

    text: str
    url: str
    urgent: bool = False


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def explore(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


def words_url(words):
    return reverse(SiteWords.snippet_viewset.get_url_name("edit"), args=[words.pk])


def _words_tasks():
    for words in SiteWords.objects.select_related("locale", "help_page"):
        if not words.help_page or not words.help_page.live:
            yield Task(
                _("No page of help is chosen (%(language)s): readers see no help button.") % {"language": words.locale},
                words_url(words),
                urgent=True,
            )
        if not words.address:
            yield Task(
                _("The postal address is not written yet (%(language)s).") % {"language": words.locale},
                words_url(words),
            )


def _identity_tasks():
    site = Site.objects.filter(is_default_site=True).first()
    if not site:
        return
    identity = SiteIdentity.for_site(site)
    url = reverse("wagtailsettings:edit", args=["pages", "siteidentity", site.pk])
    for name, text in MISSING.items():
        if not getattr(identity, name):
            yield Task(text, url)


def _strategy_tasks():
    originals = ObjectivePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    waiting = originals.filter(links_confirmed_on=None, gcm_objectives__isnull=False).distinct()
    count = waiting.count()
    if count:
        yield Task(
            ngettext(
                "%(count)d objective has proposed links to the Global Compact: please check and confirm them.",
                "%(count)d objectives have proposed links to the Global Compact: please check and confirm them.",
                count,
            )
            % {"count": count},
            edit(waiting.first()),
        )
    for strategy in StrategyPage.objects.live().filter(
        status=StrategyPage.Status.NOT_STATED, locale__language_code=settings.LANGUAGE_CODE
    ):
        yield Task(_("“%(title)s” has no period: readers are told so.") % {"title": strategy.title}, edit(strategy))


def _review_tasks():
    for model in get_page_models():
        if issubclass(model, BasePage):
            for page in model.objects.live().filter(review_by__lt=timezone.localdate())[:5]:
                yield Task(_("“%(title)s” should have been checked by now.") % {"title": page.title}, edit(page), True)


def _hotline_tasks():
    """No number is the worst, then one that readers can no longer trust, then one in a language not their own."""
    url = reverse(Hotline.snippet_viewset.get_url_name("list"))
    for code in open_languages():
        lines, language = frame_for(code).lines, dict(settings.LANGUAGES)[code]
        if not any(each.is_current for each in lines):
            text = _("There is no verified help line (%(language)s): readers find words instead of a number.")
            yield Task(text % {"language": language}, url, urgent=True)
        count = sum(bool(each.language) for each in lines)
        if count:
            text = ngettext(
                "%(count)d help line has no words of its own in this language: %(language)s.",
                "%(count)d help lines have no words of their own in this language: %(language)s.",
                count,
            )
            yield Task(text % {"count": count, "language": language}, url)
    for page in ReportMisconductPage.objects.live().filter(channel_name="").select_related("locale"):
        text = _("IOM's own channel for reports is not written yet (%(language)s): the page leaves it out.")
        yield Task(text % {"language": page.locale}, edit(page))
    for hotline in hotline_list.falling_due():
        yield Task(hotline_list.state_in_words(hotline), hotline_list.edit_url(hotline), urgent=True)


def tasks():
    """All that the site waits for, the urgent first; floors above add theirs by the hook `register_site_tasks`."""
    found = [*_hotline_tasks(), *_words_tasks(), *_identity_tasks(), *_strategy_tasks(), *_review_tasks()]
    for more in hooks.get_hooks("register_site_tasks"):
        found += more()
    return sorted(found, key=lambda task: not task.urgent)


class TasksPanel(Component):
    """What the site still waits for."""

    name = "tasks"
    template_name = "admin/tasks.html"
    order = 20

    def get_context_data(self, parent_context):
        return {"tasks": tasks()}


class ShortcutsPanel(Component):
    """What one can do here, as large links."""

    name = "shortcuts"
    template_name = "admin/shortcuts.html"
    order = 10

    def get_context_data(self, parent_context):
        links = []
        kinds = [
            (HomePage, _("Change the home page"), "home", edit),
            (MissionPage, _("Change “Who we are”"), "group", edit),
            (StrategyPage, _("Change the strategy"), "doc-full", edit),
            (StrategyPage, _("Objectives: change, add, put in order"), "list-ol", explore),
            (RegionalApproachPage, _("Change the regional approach"), "globe", edit),
            (RegionalApproachPage, _("Countries: change, add, put in order"), "list-ul", explore),
        ]
        for model, label, icon, way in kinds:
            page = model.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path").first()
            if page and page.permissions_for_user(parent_context["request"].user).can_edit():
                links.append({"label": label, "url": way(page), "icon": icon})
        words = SiteWords.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if words:
            links.append({"label": _("Change the menu and the footer"), "url": words_url(words), "icon": "edit"})
        links.append(
            {
                "label": _("Put an alert on the site"),
                "url": reverse(Alert.snippet_viewset.get_url_name("list")),
                "icon": "warning",
            }
        )
        return {"links": links, "has_pages": Page.objects.filter(depth__gt=1).exists()}


class CoveragePanel(Component):
    """How far each language is, with the first pages that need work."""

    name = "coverage"
    template_name = "admin/coverage.html"
    order = 30

    def get_context_data(self, parent_context):
        return {"languages": list(coverage())}
