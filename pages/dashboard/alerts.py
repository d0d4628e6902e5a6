"""Alerts that readers of some languages do not see."""

from collections import defaultdict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from pages.dashboard.tasks import Task, may_change
from pages.site.context import published_languages
from pages.site.models import Alert


def alert_tasks(user):
    """An alert that readers of another language do not see."""
    if not may_change(user, Alert):
        return
    versions = defaultdict(dict)
    for alert in Alert.objects.filter(live=True).select_related("locale"):
        versions[alert.translation_key][alert.locale.language_code] = alert
    for there in versions.values():
        for code in published_languages():
            if code not in there:
                alert = next(iter(there.values()))
                yield Task(
                    _("“%(title)s” warns readers of some languages only.") % {"title": alert.title},
                    reverse(Alert.snippet_viewset.get_url_name("edit"), args=[alert.pk]),
                    urgent=True,
                    language=dict(settings.LANGUAGES)[code],
                )


def languages_without(alert):
    """The languages of the site in which nobody reads this alert."""
    live = Alert.objects.filter(translation_key=alert.translation_key, live=True)
    there = set(live.values_list("locale__language_code", flat=True))
    return [code for code in published_languages() if code not in there]


def say_who_is_not_warned(request, instance):
    """After an alert was published: in which languages nobody reads it."""
    is_live = isinstance(instance, Alert) and Alert.objects.filter(pk=instance.pk, live=True).exists()
    missing = languages_without(instance) if is_live else []
    if missing:
        names = ", ".join(dict(settings.LANGUAGES)[code] for code in missing)
        text = _("Readers of these languages do not see this alert: %(languages)s. Use “Translate” for each.")
        messages.warning(request, text % {"languages": names})
