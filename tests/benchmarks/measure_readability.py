"""Print for each published help page how long its sentences are and how hard it is to read.

English and Russian have a tested formula: Flesch's, and its Russian form by Oborneva (2006); 100 is very easy, below
50 hard. Turkmen builds long words from short ones, so that neither fits, and no other was found: only lengths are told.
"""

import re

from tests.benchmarks.measuring import keep, set_up

LETTERS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
END = re.compile(r"[.!?…:]+(?=\s|$)|\n")
VOWELS = {"en": re.compile(r"[aeiouy]+", re.IGNORECASE), "ru": re.compile("[аеёиоуыэюя]", re.IGNORECASE)}
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$", re.IGNORECASE)
FLESCH = {"en": (206.835, 1.015, 84.6), "ru": (206.835, 1.3, 60.1)}
NAMES = ("words", "sentences", "per sent.", "longest", "letters", "ease")
COLUMNS = "{:>6} {:>10} {:>9} {:>8} {:>8} {:>6}  {}"


def main():
    set_up()
    from wagtail.models import get_page_models

    from pages.help.models import HelpPage

    kinds = [model for model in get_page_models() if issubclass(model, HelpPage)]
    pages = [page for model in kinds for page in model.objects.live().select_related("locale")]
    print(COLUMNS.format(*NAMES, "page"))
    found = {}
    for page in sorted(pages, key=lambda page: page.path):
        row = figures("\n".join(texts(page)), page.locale.language_code)
        print(COLUMNS.format(*row, page.url))
        found[page.url] = dict(zip(NAMES, row, strict=True))
    keep("readability", found)


def texts(page):
    """The words of a page by the site's own account of what can be searched, each text on its own line."""
    for field in page.get_searchable_search_fields():
        value = field.get_value(page)
        yield from map(str, value if isinstance(value, list) else [value or ""])


def figures(text, language):
    """The columns of a text whose paragraphs are lines."""
    words = LETTERS.findall(text)
    lengths = [count for part in END.split(text) if (count := len(LETTERS.findall(part)))]
    if not words:
        return 0, 0, "–", 0, "–", "–"
    a_sentence, ease = len(words) / len(lengths), "–"
    if language in FLESCH:
        base, sentence, word = FLESCH[language]
        a_word = sum(syllables(each, language) for each in words) / len(words)
        ease = f"{base - sentence * a_sentence - word * a_word:.0f}"
    letters = sum(map(len, words)) / len(words)
    return len(words), len(lengths), f"{a_sentence:.1f}", max(lengths), f"{letters:.1f}", ease


def syllables(word, language):
    """How many syllables the word has: exact in Russian, an estimate in English."""
    if language == "en" and len(word) > 3:
        word = SILENT_E.sub("", word)
    return max(1, len(VOWELS[language].findall(word)))


if __name__ == "__main__":
    main()
