"""The help lines as pages show them: plain values, which words in which language, in which order, and the alarm.

The number, its order and its verification are those of the original in every language; only the words differ.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.mail import send_mail

from pages.help.hotlines import Hotline
from pages.values.partial_dates import in_words

KEEPERS = "Moderators"  # the group that is told
ALARM_DAYS = 7  # before a number falls due
MOST_ON_FAILURE = 3
MOST_BYTES = 2_000  # of the plain text
WORDS = ("name", "operator", "purpose", "hours", "languages", "cost", "reachable_from", "anonymous")
_last_known = {}


@dataclass(frozen=True)
class Line:
    """A help line in one language. `language` is empty, or that of the words where they are not translated yet."""

    number: str
    read_as: str
    takes_sms: bool
    is_emergency: bool
    verified_on: date
    verify_by: date
    language: str = ""
    name: str = ""
    operator: str = ""
    purpose: str = ""
    hours: str = ""
    languages: str = ""
    cost: str = ""
    reachable_from: str = ""
    anonymous: str = ""

    @property
    def is_current(self):
        """Asked each time, since a line is kept in memory over midnight."""
        return timezone.localdate() <= self.verify_by

    @property
    def details(self):
        """All that is known of the line beside its name and purpose."""
        known = (self.operator, self.hours, self.languages, self.cost, self.reachable_from, self.anonymous)
        return [words for words in known if words]


def line(original, words, language):
    """The line that has its facts from the original and its words from a version of it."""
    code = words.locale.language_code
    return Line(
        original.number,
        original.display_number or original.number,
        original.takes_sms,
        original.is_emergency,
        original.verified_on,
        original.verify_by,
        "" if code == language else code,
        **{name: getattr(words, name) for name in WORDS},
    )


def lines_of(language):
    """Every published line, with its words in this language, else in that of the originals. One query."""
    lines = []
    for original, versions in _published():
        words = versions.get(language) or versions.get(settings.LANGUAGE_CODE) or original
        lines.append((original.sort_order, line(original, words, language)))
    return [each for _place, each in sorted(lines, key=lambda pair: pair[0])]


def _published():
    """Each original that is published, with its published versions by language."""
    versions = defaultdict(list)
    for each in Hotline.objects.select_related("locale").order_by("pk"):
        versions[each.translation_key].append(each)
    for original, *translations in versions.values():
        if original.live:
            yield original, {each.locale.language_code: each for each in (*translations, original) if each.live}


def in_order(lines):
    """Danger first, and numbers that are being checked below all others; else as the editors put them."""
    return sorted(lines, key=lambda each: (not each.is_current, not each.is_emergency))


def plain_text(frame, address):
    """The current lines for the oldest telephone, in fewer than 2,000 bytes: lines that no longer fit are left out."""
    head = f"{frame.site_name}. {frame.help_label}\n"
    foot = "".join(f"\n{words}\n" for words in (frame.help_note, address) if words)
    lines = ""
    for each in frame.lines:
        paragraph = f"\n{_paragraph(each)}\n" if each.is_current else ""
        if len((head + lines + paragraph + foot).encode()) < MOST_BYTES:
            lines += paragraph
    return head + lines + foot


def _paragraph(each):
    number = each.read_as if each.read_as == each.number else f"{each.read_as} ({each.number})"
    verified = _("Verified on %(date)s") % {"date": in_words(each.verified_on)}
    return "\n".join(filter(None, [each.name, number, each.purpose, *each.details, verified]))


def keep_for_failure(language, lines):
    """What this process read last is all that it has when the database is gone."""
    _last_known[language] = lines


def for_failure(language):
    """The numbers that still count, as HTML for the page that needs nothing: no database, no template."""
    lines = _last_known.get(language) or _last_known.get(settings.LANGUAGE_CODE) or []
    shown = [each for each in in_order(lines) if each.is_current][:MOST_ON_FAILURE]
    rows = [(each.language or language, each.name, each.number, each.read_as) for each in shown]
    paragraphs = format_html_join("", '<p lang="{}">{}<br><a href="tel:{}">{}</a></p>', rows)
    return format_html("<section>{}</section>", paragraphs) if rows else ""


def falling_due():
    """The published originals whose verification is past, or will be within a week; the most urgent first."""
    alarm = timezone.localdate() + timedelta(days=ALARM_DAYS)
    return sorted(
        (each for each, _versions in _published() if each.verify_by <= alarm), key=lambda each: each.verify_by
    )


def state_in_words(hotline):
    """One sentence on a line that falls due, for staff."""
    date_due = in_words(hotline.verify_by)
    if hotline.is_current:
        return _("“%(name)s”: call it and enter the date before %(date)s.") % {"name": hotline.name, "date": date_due}
    return _("“%(name)s” was to be verified by %(date)s. Readers are told that it is being checked.") % {
        "name": hotline.name,
        "date": date_due,
    }


def edit_url(hotline):
    """Where staff correct a line."""
    return reverse(Hotline.snippet_viewset.get_url_name("edit"), args=[hotline.pk])


def remind():
    """Write to those who keep the lines if any falls due; answers how many do and how many people were written to."""
    due = falling_due()
    people = get_user_model().objects.filter(groups__name=KEEPERS, is_active=True).exclude(email="")
    if not due or not people:
        return len(due), 0
    lines = [f"{state_in_words(each)}\n{settings.WAGTAILADMIN_BASE_URL}{edit_url(each)}\n" for each in due]
    subject = ngettext("%(count)d help line must be verified", "%(count)d help lines must be verified", len(due)) % {
        "count": len(due)
    }
    send_mail(subject, "\n".join(lines), [person.email for person in people])
    return len(due), len(people)
