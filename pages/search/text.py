"""What English, Russian and Turkmen words need, so that a search forgives and an address can be read.

`folded` makes two spellings of one word equal, `stems` two forms of one word, `slug_of` writes a title with the
letters of an address. Nothing here knows pages or the database.
"""

import re
import unicodedata

import snowballstemmer
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
# How Turkmen is written on keyboards that have no ş, ç and ž.
TYPED = {"sh": "s", "ch": "c", "zh": "z"}

SNOWBALL = {"en": "english", "ru": "russian"}  # snowballstem.org

# Stop words: they say nothing of what somebody looks for. Folded.
STOP_WORDS = {
    "en": re.compile("a|an|and|are|at|by|for|from|how|in|is|of|on|or|the|to|we|what|where|who|with"),
    "ru": re.compile("а|без|в|во|для|до|за|и|из|или|к|как|кто|мы|на|не|о|об|от|по|при|с|со|что|это"),
    "tk": re.compile("barada|bilen|bu|hakda|hakynda|hem|ol|we|ucin|ya"),
}

# Turkmen endings of nouns, folded: number, person, place, origin, and -daky (“that is in”). Cases of one vowel or n
# are taken away letter by letter in `_without_ending`. From “Türkmen Language” (studfile.net/preview/11805552),
# chapters 1.7, 5.0 and 5.1.
TURKMEN_ENDINGS = ("daky", "daki", "lar", "ler", "myz", "miz", "nyz", "niz", "dan", "den", "da", "de")
_INFINITIVE = re.compile(r"(?<=\w{3})m[ae][kg]$")  # göçmek, göçmäge
_VOWELS = "aeiouy"
_HARDENED = str.maketrans("bdgj", "ptkc")  # kitap, kitaby; ýurt, ýurdy; hukuk, hukugy; güýç, güýji
_AFTER_HYPHEN = re.compile(r"(?<=\w)-(?:n?[yiu]n|n[yi]|n?d[ae]n?|dak[yi]|n?j[yi]|[ae])\b")  # HMG-niň, 1997-nji
_POSSESSIVE = re.compile(r"(?<=\w)'s?\b")
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"(?!)")


def folded(text: str, language: str = "") -> str:
    """The text in small plain letters: without marks, with е for ё, and Turkmen always in Latin."""
    text = unicodedata.normalize("NFC", text).casefold()
    if language == "tk":
        text = _turkmen_in_latin(text)
    text = unicodedata.normalize("NFKD", text).replace("и\u0306", "й")  # й is a letter of its own
    text = "".join(PLAIN.get(letter, letter) for letter in text if not unicodedata.combining(letter))
    if language == "tk":
        for typed, plain in TYPED.items():
            text = text.replace(typed, plain)
    return text


def words(text):
    """The words of a text as they are written."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def stems(text, language):
    """The words of a text without their endings, in their order. Both the index and the query are made of them."""
    return _stemmed(_plain_words(text, language), language)


def content_stems(text, language):
    """As `stems`, without stop words like “the”, unless there are no others."""
    plain = _plain_words(text, language)
    is_stop_word = STOP_WORDS.get(language, _NO_WORD).fullmatch
    return _stemmed([word for word in plain if not is_stop_word(word)] or plain, language)


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


def _plain_words(text, language):
    """The folded words, without what hangs on an apostrophe (women's) or, in Turkmen, on a hyphen (HMG-niň)."""
    return _WORD.findall((_AFTER_HYPHEN if language == "tk" else _POSSESSIVE).sub("", folded(text, language)))


def _stemmed(plain, language):
    if language == "tk":
        return [_turkmen_stem(word) for word in plain]
    if language not in SNOWBALL:
        return plain
    # A stemmer keeps the word that it works on: one for each call, since several threads call.
    return snowballstemmer.stemmer(SNOWBALL[language]).stemWords(plain)


def _turkmen_in_latin(text):
    return "".join(TURKMEN_LATIN.get(letter, letter) for letter in _YE.sub("ýe", text))


def _turkmen_stem(word):
    """Take endings away until none is left, so that a word and all its forms end at the same letters.

    What is left may be shorter than the root (söwda becomes “sow”, Türkmenistan “turkmenist”): -nyň after a vowel
    and -yň after n cannot be told apart without a dictionary. It only has to be the same for every form.
    """
    while not _INFINITIVE.search(word) and (shorter := _without_ending(word)):
        word = shorter
    word = _INFINITIVE.sub("", word)
    return word[:-1] + word[-1].translate(_HARDENED) if len(word) > 2 else word


def _without_ending(word):
    """The word without its last ending; nothing if it has none."""
    if word.endswith(TURKMEN_ENDINGS):
        ending = next(ending for ending in TURKMEN_ENDINGS if word.endswith(ending))
        rest = word.removesuffix(ending)
        if len(rest) >= 3 or (len(rest) == 2 and ending in ("lar", "ler")):
            return rest
    if word.endswith(("sy", "si")) and len(word) >= 6 and word[-3] in _VOWELS:
        return word[:-2]
    if word.endswith("n") and len(word) >= 4 and word[-2] in _VOWELS:
        return word[:-1]
    if len(word) >= 3 and word[-1] in "aeiuy" and word[-2] not in "aeiou":
        return word[:-1]
    return ""
