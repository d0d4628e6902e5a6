"""How hard a help page is to read, in figures that fit its language.

English and Russian have a tested formula: Flesch's, and its Russian form by Oborneva (2006); 100 is very easy, below
50 hard. Turkmen builds long words from short ones, so that neither fits, and no other was found: only lengths are told.
"""

import re
from dataclasses import dataclass

LETTERS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
END = re.compile(r"[.!?…:]+(?=\s|$)|\n")
VOWELS = {"en": re.compile(r"[aeiouy]+", re.IGNORECASE), "ru": re.compile("[аеёиоуыэюя]", re.IGNORECASE)}
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$", re.IGNORECASE)
FLESCH = {"en": (206.835, 1.015, 84.6), "ru": (206.835, 1.3, 60.1)}


@dataclass
class Figures:
    """What was counted on a page. `ease` is None in a language without a formula."""

    words: int
    sentences: int
    words_a_sentence: float
    longest_sentence: int
    letters_a_word: float
    ease: float | None


def syllables(word, language):
    """How many syllables the word has: exact in Russian, an estimate in English."""
    if language == "en" and len(word) > 3:
        word = SILENT_E.sub("", word)
    return max(1, len(VOWELS[language].findall(word)))


def figures(text, language):
    """Count a text whose paragraphs are lines."""
    lengths = [count for part in END.split(text) if (count := len(LETTERS.findall(part)))]
    words = LETTERS.findall(text)
    if not words:
        return Figures(0, 0, 0, 0, 0, None)
    a_sentence, ease = len(words) / len(lengths), None
    if language in FLESCH:
        base, sentence, word = FLESCH[language]
        ease = base - sentence * a_sentence - word * sum(syllables(each, language) for each in words) / len(words)
    letters = sum(map(len, words)) / len(words)
    return Figures(len(words), len(lengths), a_sentence, max(lengths), letters, ease)
