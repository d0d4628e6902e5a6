"""The published hotlines as pages show them: plain values, which texts in which language, in which order.

The number, its order and its verification are those of the source in every language; only the texts differ.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from pages.help.hotlines import Hotline
from pages.values.partial_dates import localized_date

MOST_IN_SERVER_ERROR = 3
MOST_BYTES = 2_000  # of the plain text
TEXT_FIELDS = ("name", "operator", "purpose", "hours", "languages", "cost", "reachable_from", "anonymous")
_last_read = {}
_last_link = {}


@dataclass(frozen=True)
class HotlineEntry:
    """A hotline in one language. `language` is empty, or that of the texts where they are not translated yet."""

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
        """Asked each time, since an entry is kept in the cache over midnight."""
        return timezone.localdate() <= self.verify_by

    @property
    def facts(self):
        """All that is stated of the hotline beside its name and purpose, as `(label, text)`."""
        asked = [
            (_("Who answers?"), self.operator),
            (_("When?"), self.hours),
            (_("In which languages?"), self.languages),
            (_("What does it cost?"), self.cost),
            (_("From where?"), self.reachable_from),
            (_("Must I give my name?"), self.anonymous),
        ]
        return [(label, text) for label, text in asked if text]


def entry_of(source, translation, language):
    """The entry that has its facts from the source and its texts from a translation of it."""
    code = translation.locale.language_code
    return HotlineEntry(
        source.number,
        source.display_number or source.number,
        source.takes_sms,
        source.is_emergency,
        source.verified_on,
        source.verify_by,
        "" if code == language else code,
        **{name: getattr(translation, name) for name in TEXT_FIELDS},
    )


def hotline_entries(language):
    """Every published hotline, with its texts in this language, else in that of the source. One query."""
    entries = []
    for source, versions in published_hotlines():
        translation = versions.get(language) or versions.get(settings.LANGUAGE_CODE) or source
        entries.append((source.sort_order, entry_of(source, translation, language)))
    return [entry for _position, entry in sorted(entries, key=lambda pair: pair[0])]


def published_hotlines():
    """Each source that is published, with its published versions by language."""
    versions = defaultdict(list)
    for hotline in Hotline.objects.select_related("locale").order_by("pk"):
        versions[hotline.translation_key].append(hotline)
    for source, *translations in versions.values():
        if source.live:
            yield source, {each.locale.language_code: each for each in (*translations, source) if each.live}


def in_order(entries):
    """Danger first, and numbers that are being checked below all others; else as the editors put them."""
    return sorted(entries, key=lambda entry: (not entry.is_current, not entry.is_emergency))


def plain_text(site, help_url):
    """The current hotlines for the oldest telephone, in fewer than 2,000 bytes: what no longer fits is left out."""
    head = f"{site.site_name}. {site.help_label}\n"
    foot = "".join(f"\n{text}\n" for text in (site.help_note, help_url) if text)
    body = ""
    for entry in site.hotlines:
        paragraph = f"\n{_paragraph(entry)}\n" if entry.is_current else ""
        if len((head + body + paragraph + foot).encode()) < MOST_BYTES:
            body += paragraph
    return head + body + foot


def _paragraph(entry):
    number = entry.read_as if entry.read_as == entry.number else f"{entry.read_as} ({entry.number})"
    verified = _("Verified on %(date)s") % {"date": localized_date(entry.verified_on)}
    details = [text for _label, text in entry.facts]
    return "\n".join(filter(None, [entry.name, number, entry.purpose, *details, verified]))


def remember_for_server_error(language, entries, help_url, help_label):
    """What this process read last is all that it has when the database is gone."""
    _last_read[language], _last_link[language] = entries, (help_url, help_label)


def server_error_ways(language):
    """The ways home and to help, as HTML for that page; only home while this process has not read where help is."""
    with translation.override(language):
        ways = [(f"/{language}/", _("Home page")), _last_link.get(language, ("", ""))]
    return format_html("<p>{}</p>", format_html_join("", '<a href="{}">{}</a><br>', [way for way in ways if way[0]]))


def server_error_html(language):
    """The numbers that still count, as HTML for the page that needs nothing: no database, no template."""
    entries = _last_read.get(language) or _last_read.get(settings.LANGUAGE_CODE) or []
    shown = [entry for entry in in_order(entries) if entry.is_current][:MOST_IN_SERVER_ERROR]
    rows = [(entry.language or language, entry.name, entry.number, entry.read_as) for entry in shown]
    paragraphs = format_html_join("", '<p lang="{}">{}<br><a href="tel:{}">{}</a></p>', rows)
    return format_html("<section>{}</section>", paragraphs) if rows else ""


def search_texts(language):
    """By what the page with the hotlines is found: all that it says of them."""
    entries = hotline_entries(language)
    facts = [fact for entry in entries for _label, fact in entry.facts]
    return [*facts, *(text for entry in entries for text in (entry.name, entry.purpose, entry.number))]
