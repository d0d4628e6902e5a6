"""What an office fills in once before it goes live: each thing is told of, also when it is done."""

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.content.strategy import StrategyPage
from pages.dashboard.tasks import Task, edit_url_of, may_change, settings_of_site
from pages.site.models import SiteIdentity
from pages.values.mail import sends_mail
from pages.values.permissions import editable_by, may_edit_pages, may_edit_whole_site

IDENTITY = {
    "email": _("The office has no public email address yet; the footer leaves it out."),
    "phone": _("The office has no public telephone number yet; the footer leaves it out."),
    "logo_id": _("The official logo is not uploaded yet; a neutral mark stands in its place."),
    "security_contact": _("There is no address for security reports; security.txt is not published."),
}


def site_identity_tasks(user):
    """What the site must know of the office."""
    identity = settings_of_site(SiteIdentity) if may_change(user, SiteIdentity) else None
    if not identity:
        return
    url = reverse("wagtailsettings:edit", args=["pages", "siteidentity", identity.site_id])
    for name, text in IDENTITY.items():
        yield Task(text, url, once=True, done=bool(getattr(identity, name)))


def page_facts_tasks(user):
    """The period of a strategy; IOM's own channel for reports of misconduct, once in each language. One question."""
    if not may_edit_pages(user):
        return
    strategies = Q(strategypage__isnull=False, locale__language_code=settings.LANGUAGE_CODE)
    pages = Page.objects.live().filter(strategies | Q(reportmisconductpage__isnull=False), editable_by(user))
    facts = {"period": F("strategypage__status"), "channel": F("reportmisconductpage__channel_name")}
    for page in pages.annotate(**facts).select_related("locale").order_by("path"):
        url = edit_url_of(page)
        if page.period is not None:
            text = _("“%(title)s” has no period: readers are told so.") % {"title": page.title}
            yield Task(text, url, once=True, done=page.period != StrategyPage.Status.NOT_STATED)
        else:
            text = _("IOM's own channel for reports is not written yet: the page leaves it out.")
            yield Task(text, url, language=str(page.locale), once=True, done=bool(page.channel))


def mail_tasks(user):
    """Without mail nobody is told of anything. Where it is set up is no page of the admin."""
    if may_edit_whole_site(user):
        text = _("This site sends no mail: notices and new passwords reach nobody. Whoever runs it sets EMAIL_URL.")
        done = sends_mail()
        urgent = not done and not settings.LOCAL
        yield Task(text, reverse("wagtailadmin_home"), urgent=urgent, once=True, done=done)
