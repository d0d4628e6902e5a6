"""What the site still waits for, in plain words, with the place where it is done."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy

from pages.base.consents import ConsentRecord
from pages.consents.notifications import what_is_left
from pages.contact.admin import flooded_kinds, kinds_without_readers
from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage
from pages.dashboard.stated_counts import untrue_statements
from pages.help.hotline_list import published_hotlines
from pages.help.hotlines import Hotline
from pages.help.reminders import edit_url, falling_due, verification_state
from pages.links.admin import broken_links
from pages.site.context import published_languages, site_context_for
from pages.site.models import SiteTexts
from pages.values.partial_dates import localized_date
from pages.values.permissions import editable_by, may_edit_pages, may_edit_whole_site
from pages.values.visibility import is_readable


def may_change(user, model):
    """Whether somebody may change records of a model."""
    policy = getattr(model, "get_permission_policy", lambda: ModelPermissionPolicy(model))()
    return policy.user_has_permission(user, "change")


@dataclass
class Task:
    """Something that only staff can supply, and where to do it. An urgent one concerns the safety of readers.

    What is said of several languages, or pages, is one line, which leads to each by its name in `language`. What is
    done `once`, before the site goes live, stands apart from today's work; of that it is told as well what is `done`.
    """

    text: str
    url: str
    urgent: bool = False
    language: str = ""
    once: bool = False
    done: bool = False


@dataclass
class Line:
    """What is shown of tasks that say the same of several languages; each of `places` is a language and an address."""

    text: str
    urgent: bool
    places: list


def lines(tasks):
    """Each thing to do once, in the order in which it was first named."""
    found = {}
    for task in tasks:
        line = found.setdefault((str(task.text), task.urgent), Line(task.text, task.urgent, []))
        line.places.append((task.language, task.url))
    return list(found.values())


def checklist(tasks):
    """What is done once: the lines that are left, how many are done, and of how many."""
    once = [task for task in tasks if task.once]
    every, left = lines(once), lines(task for task in once if not task.done)
    return {"once": left, "done": len(every) - len(left), "of": len(every)}


def edit_url_of(page):
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def list_below(page):
    """Where the pages below a page are listed in the order of the site, and put into another."""
    return reverse("wagtailadmin_explore", args=[page.pk])


def site_texts_url(pk):
    return reverse(SiteTexts.snippet_viewset.get_url_name("edit"), args=[pk])


def site_texts_tasks(user):
    """The page of help behind the button of every page, and the address under it."""
    if not may_change(user, SiteTexts):
        return
    for texts in SiteTexts.objects.select_related("locale", "help_page"):
        if not is_readable(texts.help_page):
            yield Task(
                _("No page of help is chosen: readers see no help button."),
                site_texts_url(texts.pk),
                urgent=True,
                language=str(texts.locale),
            )
        yield Task(
            _("The postal address is not written yet."),
            site_texts_url(texts.pk),
            language=str(texts.locale),
            once=True,
            done=bool(texts.address),
        )


def settings_of_site(model):
    """The settings of one kind for the site that readers see; begun if nobody wrote any, `None` without a site."""
    written = model.objects.filter(site__is_default_site=True).first()
    site = None if written else Site.objects.filter(is_default_site=True).first()
    return model.for_site(site) if site else written


def strategy_tasks(user):
    """Links that nobody confirmed."""
    if not may_edit_pages(user):
        return
    sources = ObjectivePage.objects.sources().live().filter(editable_by(user))
    waiting = list(sources.filter(links_confirmed_on=None, gcm_objectives__isnull=False).distinct().only("path"))
    count = len(waiting)
    if count:
        yield Task(
            ngettext(
                "%(count)d objective has proposed links to the Global Compact: please check and confirm them.",
                "%(count)d objectives have proposed links to the Global Compact: please check and confirm them.",
                count,
            )
            % {"count": count},
            edit_url_of(waiting[0]),
        )


def hotlines_of(user):
    """The published originals, asked for once a request."""
    if not hasattr(user, "_hotlines_of"):
        user._hotlines_of = [hotline for hotline, _versions in published_hotlines()]
    return user._hotlines_of


def hotline_tasks(user):
    """No number is the worst, then one that readers can no longer trust, then one in a language not their own."""
    if not may_change(user, Hotline):
        return
    url = reverse(Hotline.snippet_viewset.get_url_name("list"))
    for code in published_languages():
        hotlines, language = site_context_for(code).hotlines, dict(settings.LANGUAGES)[code]
        if not any(each.is_current for each in hotlines):
            text = _("There is no verified help line: readers find words instead of a number.")
            yield Task(text, url, urgent=True, language=language)
        count = sum(bool(each.language) for each in hotlines)
        if count:
            text = ngettext(
                "%(count)d help line has no words of its own in a language of the site.",
                "%(count)d help lines have no words of their own in a language of the site.",
                count,
            )
            yield Task(text % {"count": count}, url, language=language)
    for hotline in falling_due(hotlines_of(user)):
        yield Task(verification_state(hotline), edit_url(hotline), urgent=True)


def consent_tasks(user):
    """A consent that has ended and is not settled; one that ends within a month."""
    if not may_change(user, ConsentRecord):
        return
    name = ConsentRecord.snippet_viewset.get_url_name("edit")
    ended, ending = ConsentRecord.ended_or_ending()
    for consent in ended:
        text = _("Consent %(consent)s has ended. %(left)s") % {"consent": consent, "left": what_is_left(consent)}
        yield Task(text, reverse(name, args=[consent.pk]), urgent=True)
    for consent in ending:
        text = _("Consent %(consent)s ends after %(date)s: ask again, or plan what takes its place.")
        details = {"consent": consent, "date": localized_date(consent.expires_on)}
        yield Task(text % details, reverse(name, args=[consent.pk]))


def message_tasks(user):
    """A form that is published and whose messages nobody may read; one that is flooded."""
    text = _("Nobody may read what this form brings: “%(kind)s”. Put somebody into the role that may.")
    for kind in kinds_without_readers() if may_change(user, get_user_model()) else ():
        yield Task(text % {"kind": kind.label}, reverse("wagtailusers_users:index"), urgent=True)
    text = _("Much more is sent than people write, and held back: “%(kind)s”. Genuine messages may be among it.")
    for kind in flooded_kinds(user):
        url = reverse("messages:index") + "?tab=quarantined"
        yield Task(text % {"kind": kind.label}, url, urgent=True)


def link_tasks(user):
    """Links that failed on two days."""
    if count := may_edit_whole_site(user) and broken_links().count():
        text = ngettext("%(count)d link leads nowhere.", "%(count)d links lead nowhere.", count) % {"count": count}
        yield Task(text, reverse("broken_links"))


SPEAKS_OF = {
    CountryPage: _("These pages speak of another number of countries than readers find:"),
    ObjectivePage: _("These pages speak of another number of objectives than readers find:"),
}


def count_tasks(user):
    """Pages that say “five countries” after a sixth was published."""
    if not (may_edit_pages(user) and (found := untrue_statements())):
        return
    mine = set(
        Page.objects.filter(editable_by(user), pk__in={each.page for each in found}).values_list("pk", flat=True)
    )
    for each in found:
        if each.page in mine:
            url = reverse("wagtailadmin_pages:edit", args=[each.page])
            yield Task(SPEAKS_OF[each.model], url, language=each.title)


def site_tasks(user):
    """All that the site waits for and this person may do, the urgent first; of what is done once also the done.

    Each subject adds its own by the hook `register_site_tasks`, and asks the database for nothing that is not theirs.
    """
    found = [task for tasks_of in hooks.get_hooks("register_site_tasks") for task in tasks_of(user)]
    return sorted(found, key=lambda task: not task.urgent)
