"""How a page reads and what it still lacks, for whoever writes it: as it was last saved."""

import re
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel
from wagtail.models import Page

from pages.base.hints import hints
from pages.values.rich_text import words

WORDS_A_MINUTE = 180  # of an adult who reads for meaning, on a screen
# Words a sentence: plain up to the first, heavy beyond the second. Ours; a hint to editors and never a block.
PLAIN, HEAVY = 15, 25
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


def texts_of(page):
    """What the page says, part by part, without markup."""
    texts = [page.summary]
    if body := getattr(page, "body", None):
        texts += type(page)._meta.get_field("body").get_searchable_content(body)
    return [found for text in texts if (found := words(str(text)))]


def how_it_reads(page):
    """Number of words, minutes, mean and greatest length of its sentences; nothing for a page without text."""
    sentences = [each.split() for text in texts_of(page) for each in _SENTENCE_END.split(text)]
    lengths = [len(each) for each in sentences if each]
    if not lengths:
        return {}
    mean = round(sum(lengths) / len(lengths))
    level = _("plain") if mean <= PLAIN else _("heavy") if mean > HEAVY else _("middling")
    minutes = ceil(sum(lengths) / WORDS_A_MINUTE)
    return {"words": sum(lengths), "minutes": minutes, "mean": mean, "longest": max(lengths), "level": level}


def missing_parts(page):
    """What readers would miss, in words."""
    found = {
        _("a summary: two sentences for lists, search engines and sharing"): not page.summary,
        _("a picture, for its head and for cards"): not page.image
        and not hasattr(page, "neutral_title"),  # help has none
        _("what the picture shows: its caption here, or its description in the library"): (
            page.image and not (page.image_caption or page.image_is_decorative or page.image.description)
        ),
        _("the role that keeps it right"): not page.content_owner,
        _("the day on which somebody last checked it"): not page.reviewed_on,
    }
    return [text for text, is_missing in found.items() if is_missing]


def missing_languages(page):
    """The languages in which readers do not have the page."""
    versions = Page.objects.live().filter(translation_key=page.translation_key)
    there = set(versions.values_list("locale__language_code", flat=True))
    return [name for code, name in settings.LANGUAGES if code not in there]


class ReadinessPanel(Panel):
    """Shown in the form of a page that was saved once; there is nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/readiness.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            page = self.instance
            return super().get_context_data(parent_context) | {
                "page": page,
                "reads": how_it_reads(page),
                "missing": missing_parts(page),
                "hints": hints(page),
                "languages": missing_languages(page),
            }
