"""What English, Russian and Turkmen words need, so that a search forgives and an address can be read.

`folded` makes two spellings of one word equal, `slug_of` writes a title with the letters of an address; two forms of
one word are made equal by `pages.search.stems`. Nothing here knows pages or the database.
"""

import re
import unicodedata

from django.utils.text import slugify

# The Turkmen Latin alphabet (law of 12 April 1993, letters of today since 1999) for the Cyrillic one that stood
# before it; from the table of the Institute of the Estonian Language, eki.ee/teatmik/turkmeeni-vastavustabel.
TURKMEN_LATIN = {
    **dict(zip("абвгдежҗзийклмнңоөпрстуүфхцчшыэә", "abwgdežjziýklmnňoöprstuüfhsçşyeä", strict=True)),
    **{"ё": "ýo", "щ": "şç", "ъ": "", "ь": "", "ю": "ýu", "я": "ýa"},
}
_YE = re.compile(r"(?:(?<=[аеёиоуыэюяәөүй])|\b)е")  # the same table: ýe at the beginning, after a vowel and after й

# Russian in the system of BGN/PCGN of 1947, plain: the signs ъ and ь are left out, е and ё are always e.
RUSSIAN_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"},
}

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = {"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"}
# How Turkmen is written on keyboards that have no ş, ç and ž, or in the manner of other languages.
TYPED = {"sh": "s", "ch": "c", "zh": "z", "v": "w"}

# Signs that nobody sees: soft hyphens, joiners, marks of direction. A word is the same with and without them.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_WORD = re.compile(r"[^\W_]+")


def folded(text: str, language: str = "") -> str:
    """The text in small plain letters: without marks, with е for ё, and Turkmen always in Latin."""
    text = unicodedata.normalize("NFC", visible(text)).casefold()
    if language == "tk":
        text = _turkmen_in_latin(text)
    text = unicodedata.normalize("NFKD", text).replace("и\u0306", "й")  # й is a letter of its own
    text = "".join(PLAIN.get(letter, letter) for letter in text if not unicodedata.combining(letter))
    if language == "tk":
        for typed, plain in TYPED.items():
            text = text.replace(typed, plain)
    return text


def visible(text: str) -> str:
    """The text without the signs that nobody sees."""
    return _UNSEEN.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text as they are written."""
    return _WORD.findall(unicodedata.normalize("NFC", visible(text)))


# The order of the letters: Russian puts ё after е; the Turkmen alphabet is that of the law of 1993.
ALPHABETS = {"ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "tk": "abçdeäfghijžklmnňoöprsştuüwyýz"}
_PLACES = {
    code: {letter: place for place, letter in enumerate(letters, start=1)} for code, letters in ALPHABETS.items()
}


LONGEST_SLUG = 70  # letters of an address that can still be read and copied


def sort_key(text: str, language: str) -> list[tuple[int, str]]:
    """Puts titles in the order of the language's own alphabet; digits and other letters come first."""
    places = _PLACES.get(language, {})
    letters = unicodedata.normalize("NFC", text).casefold()
    return [(places.get(letter, 0), letter) for letter in letters if letter.isalnum() or letter == " "]


def slug_of(title: str, language: str) -> str:
    """The last part of an address for this title: small Latin letters, digits and hyphens, never empty."""
    if language != "tk":
        title = "".join(RUSSIAN_LATIN.get(letter, letter) for letter in unicodedata.normalize("NFC", title).casefold())
    else:
        title = _turkmen_in_latin(unicodedata.normalize("NFC", title).casefold())
    slug = slugify(folded(title).replace("'", "")) or "page"
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


def _turkmen_in_latin(text):
    return "".join(TURKMEN_LATIN.get(letter, letter) for letter in _YE.sub("ýe", text))
