"""Words such as “five countries”, which no longer hold when a sixth is published: a hint for staff.

Only the pages that speak of the whole are looked through, and only for numbers near the true one. “The other four” says
that there are five.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.html import strip_tags
from wagtail.models import Page

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import CountryPage, RegionalApproachPage
from pages.content.strategy import ObjectivePage, StrategyPage
from pages.search.stems import plain_words, stems_of_words
from pages.translations.texts import source_texts
from pages.values.cache import cached_in_process

NEAR, BETWEEN = 2, 2  # how far a number may be from the true one; how many words may stand before what it counts
KEPT_SECONDS = 86400
LEAST = 3
LOOKED_THROUGH = (HomePage, MissionPage, StrategyPage, ObjectivePage, RegionalApproachPage, CountryPage)
# From `LEAST` on, each with its cases.
NUMBERS = {
    "en": ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"],
    "ru": [
        *("три трёх трём тремя", "четыре четырёх четырём четырьмя", "пять пяти пятью", "шесть шести шестью"),
        *("семь семи семью", "восемь восьми восемью восьмью", "девять девяти девятью", "десять десяти десятью"),
        "одиннадцать одиннадцати",
    ],
    "tk": ["üç", "dört", "bäş", "alty", "ýedi", "sekiz", "dokuz", "on"],
}
COUNTED = {
    CountryPage: {"en": "countries states", "ru": "страны государства", "tk": "ýurt ýurdy döwlet"},
    ObjectivePage: {"en": "objectives", "ru": "цели", "tk": "maksat maksady"},
}
OTHERS = {"en": "other", "ru": "остальные другие", "tk": "beýleki galan"}


ALIKE = {"tk": {"ucin"}}  # folded words that end at the letters of a number: “üçin” is “for”


@dataclass(frozen=True)
class Statement:
    """A page that says another number of the pages of a kind than readers find."""

    page: int
    title: str
    model: type[Page]


def untrue_statements() -> list[Statement]:
    """The published pages with a number that does not hold, each once for a kind."""
    return cached_in_process("stated-counts", lambda: list(_untrue()))


def _untrue() -> Iterator[Statement]:
    counts = {
        (model, code): model.objects.live().filter(locale__language_code=code).count()
        for model, nouns in COUNTED.items()
        for code in nouns
    }
    for kind in LOOKED_THROUGH:
        for page in kind.objects.live().select_related("locale"):
            said, code = _numbers_in(page), page.locale.language_code
            for model in COUNTED:
                near = [number for number in said[model] if abs(number - counts.get((model, code), 0)) <= NEAR]
                if any(number != counts[model, code] for number in near):
                    yield Statement(page.pk, page.title, model)


def _numbers_in(page: Page) -> dict[type[Page], set[int]]:
    """The numbers that a page says of each kind: read once for each of its versions."""
    key = f"numbers-in:{page.pk}:{page.live_revision_id}:{page.last_published_at}"
    return cache.get_or_set(key.replace(" ", "_"), lambda: _read_numbers(page), KEPT_SECONDS)


def _read_numbers(page):
    code = page.locale.language_code
    if code not in NUMBERS:
        return {model: set() for model in COUNTED}
    numbers = {stem: number for number, forms in enumerate(NUMBERS[code], LEAST) for stem in _stems(forms, code)}
    nouns = {model: _stems(words[code], code) for model, words in COUNTED.items()}
    found, others = {model: set() for model in COUNTED}, _stems(OTHERS[code], code)
    for text in source_texts(page):
        words = plain_words(strip_tags(text.replace("<", " <")), code)
        stems = [
            set() if word in ALIKE.get(code, ()) else set(own)
            for word, own in zip(words, stems_of_words(words, code), strict=True)
        ]
        for place, own in enumerate(stems):
            for number in {numbers[stem] for stem in own if stem in numbers}:
                behind = set().union(*stems[place + 1 : place + 2 + BETWEEN])
                beside = set().union(*stems[max(0, place - BETWEEN) : place + 1 + BETWEEN])
                for model in COUNTED:
                    if nouns[model] & behind:
                        found[model].add(number + bool(others & beside))
    return found


def _stems(words, code):
    return {stem for each in stems_of_words(plain_words(words, code), code) for stem in each}
