"""Which hotlines must be verified, and the mail that says so. A wrong number is worse than none."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.mail import send_mail
from wagtail.permission_policies import ModelPermissionPolicy

from pages.help.hotline_list import published_hotlines
from pages.help.hotlines import Hotline
from pages.values.mail import sends_mail
from pages.values.partial_dates import localized_date

ALARM_DAYS = 7  # before a number falls due


def falling_due(sources=None):
    """The published sources whose verification is past, or will be within a week; the most urgent first.

    `sources` are all published ones, if they were asked for before.
    """
    alarm = timezone.localdate() + timedelta(days=ALARM_DAYS)
    known = (hotline for hotline, _versions in published_hotlines()) if sources is None else sources
    return sorted((each for each in known if each.verify_by <= alarm), key=lambda hotline: hotline.verify_by)


def verification_state(hotline):
    """One sentence on a hotline that falls due, for staff."""
    details = {"name": hotline.name, "date": localized_date(hotline.verify_by)}
    if hotline.is_current:
        return _("“%(name)s”: call it and enter the date before %(date)s.") % details
    return _("“%(name)s” was to be verified by %(date)s. Readers are told that it is being checked.") % details


def edit_url(hotline):
    """Where staff correct a hotline."""
    return reverse(Hotline.snippet_viewset.get_url_name("edit"), args=[hotline.pk])


def recipients():
    """Those who may publish a hotline, by permission: a group may be renamed."""
    people = ModelPermissionPolicy(Hotline).users_with_permission("publish")
    return people.filter(is_active=True, is_superuser=False).exclude(email="")


def send_reminder():
    """Write to those who keep the hotlines if any falls due; returns how many do, and to how many it wrote."""
    due, people = falling_due(), recipients()
    if not due or not people or not sends_mail():
        return len(due), 0
    paragraphs = [f"{verification_state(each)}\n{settings.WAGTAILADMIN_BASE_URL}{edit_url(each)}\n" for each in due]
    subject = ngettext("%(count)d help line must be verified", "%(count)d help lines must be verified", len(due))
    send_mail(subject % {"count": len(due)}, "\n".join(paragraphs), [person.email for person in people])
    return len(due), len(people)
