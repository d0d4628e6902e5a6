"""Words of English, Russian and Turkmen: spellings made equal, forms made equal, addresses made readable."""

import pytest

from pages.search.stems import content_words, plain_words, stems, stems_of_words
from pages.search.text import folded, slug_of, words
from pages.search.transliteration import possible_sounds, sounds_of


@pytest.mark.parametrize(
    ("written", "language", "plain"),
    [
        ("Zähmet", "tk", "zahmet"),
        ("ÝURT", "tk", "yurt"),
        ("Aşgabat", "tk", "asgabat"),
        ("Ashgabat", "tk", "asgabat"),
        ("çagañ", "tk", "cagan"),
        ("žurnal", "tk", "zurnal"),
        ("зәхмет", "tk", "zahmet"),
        ("йурт", "tk", "yurt"),
        ("юрт", "tk", "yurt"),
        ("Ашгабат", "tk", "asgabat"),
        ("Түркменистан", "tk", "turkmenistan"),
        ("җемгыет", "tk", "jemgyyet"),
        ("Егенназар", "tk", "yegennazar"),
        ("Өрәев", "tk", "orayew"),
        ("миграция", "tk", "migrasiya"),
        ("а\u0308", "ru", "а"),
        ("Её", "ru", "ее"),
        ("четвёртый", "ru", "четвертый"),
        ("стратеги\u0306", "ru", "стратегй"),
        ("МОЙ", "ru", "мой"),
        ("Zürich", "en", "zurich"),
        ("Straße", "en", "strasse"),
        ("Łódź, Tromsø", "en", "lodz, tromso"),
        ("İstanbul ılı", "en", "istanbul ili"),
    ],
)
def test_spellings_are_folded_to_plain_letters(written, language, plain):
    assert folded(written, language) == plain


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        ("migrant migrants Migrant's migrants’", "en"),
        ("policy policies", "en"),
        ("migrate migration migrating", "en"),
        ("country countries", "en"),
        ("мигрант мигранты мигрантов мигрантам мигрантами", "ru"),
        ("страна стран страны стране странах", "ru"),
        ("миграция миграции миграцией миграцию", "ru"),
        ("четвёртая четвертая четвертой", "ru"),
        ("молодёжь молодежи молодёжью", "ru"),
        ("migrasiýa migrasiýany migrasiýanyň migrasiýada migrasiýalar migrasiya миграция", "tk"),
        ("söwda söwdasy söwdasyny söwdasyna söwdasynyň sowda", "tk"),
        ("ýurt ýurdy ýurduň ýurtda ýurtlar ýurtlaryň ýurdumyz yurt юрт", "tk"),
        ("hukuk hukugy hukuklary hukuklaryny hukuklaryň", "tk"),
        ("zähmet zähmeti zähmetiň zahmet зәхмет", "tk"),
        ("Aşgabat Aşgabatda Aşgabatdan Aşgabadyň Asgabat Ashgabat Ашгабат", "tk"),
        ("Türkmenistan Türkmenistanyň Türkmenistana Türkmenistanda Türkmenistandaky", "tk"),
        ("mesele meseläniň meseleler meselesi meseleleriň", "tk"),
        ("iş işi işe işler işleriň", "tk"),
        ("ýaş ýaşlar ýaşlara ýaşlaryň", "tk"),
        ("maksat maksady maksatlar maksadymyz", "tk"),
        ("göçmek göçmäge göçmegiň", "tk"),
        ("garyplyk garyplygy garyplygyň", "tk"),
        ("HMG HMG-niň HMG-ä HMG-de", "tk"),
        ("1997 1997-nji", "tk"),
        ("işlemek işleýär işleýän işledim işlejek işlese işläp işlemeýär işlemeli", "tk"),
        ("aldamak aldadylar aldaýar aldady aldap aldajak", "tk"),
        ("almak aldy aldylar alýar alan alyp aldym", "tk"),
        ("gözlemek gözleýän gözleýärin gözläp gozleyan", "tk"),
        ("dönmek döndüm dönýär dönmäge", "tk"),
        ("gitmek gidýär gitdi gidýän gitmedi", "tk"),
        ("ýitmek ýitdi ýiten ýitýär", "tk"),
        ("kömek kömegi kömege kömegiňiz", "tk"),
        ("dogan doganym doganymy doganyň", "tk"),
        ("Туркменистан Туркменистана Туркменистане Туркменистану", "ru"),
        ("люди людей людям людьми", "ru"),
        ("дети детей детям детьми", "ru"),
        ("ИОМ иом", "ru"),
        ("I.O.M. IOM", "en"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms, language):
    assert set.intersection(*(set(stems(form, language)) for form in forms.split()))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("migrant", "migration", "en"),
        ("traffic", "trafficking", "en"),
        ("мигрант", "миграция", "ru"),
        ("страна", "сторона", "ru"),
        ("migrant", "migrasiýa", "tk"),
        ("Gazagystan", "Gyrgyzystan", "tk"),
        ("ýaş", "ýurt", "tk"),
        ("hukuk", "hyzmat", "tk"),
        ("Aziýa", "az", "tk"),
        ("dolandyrmak", "doly", "tk"),
        ("düşünmek", "düş", "tk"),
        ("kanun", "kanunçylyk", "tk"),
    ],
)
def test_different_words_keep_different_stems(one, other, language):
    assert not {*stems(one, language)} & {*stems(other, language)}


def test_an_abbreviation_is_not_taken_for_a_small_word():
    assert stems("ИОМ", "ru") == ["иом"]


@pytest.mark.parametrize(
    "hidden", ["ми\u00adгра\u00adция", "миграция\u200b", "\u200fмиграция", "миграция".replace("я", "я\u2060")]
)
def test_signs_that_nobody_sees_do_not_hide_a_word(hidden):
    assert stems(hidden, "ru") == stems("миграция", "ru")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pomosh", "помощь"),
        ("pomoshch", "помощь"),
        ("torgovlya", "торговля"),
        ("vozvrashenie", "возвращение"),
        ("jenshina", "женщина"),
        ("zhenshchina", "женщина"),
        ("migraciya", "миграция"),
        ("migratsia", "миграция"),
        ("rabotu", "работа"),
        ("domoy", "домой"),
        ("russkij", "русский"),
        ("lyudmi", "людьми"),
        ("ashhabad", "Ашхабад"),
    ],
)
def test_russian_in_latin_letters_sounds_like_the_word(typed, meant):
    assert {sounds_of(stem) for stem in stems(meant, "ru")} <= possible_sounds(typed)


@pytest.mark.parametrize(
    ("query", "language", "left"),
    [
        ("the rights of migrants", "en", "right migrant"),
        ("women's rights", "en", "women right"),
        ("помощь в пути", "ru", "помощ пут"),
        ("zähmet we hukuk", "tk", "zahmet hukuk"),
        ("what to be", "en", "what to be"),
        ("the", "en", "the"),
        ("?!", "en", ""),
        ("حقوق مهاجران", "fa-af", "حقوق مهاجران"),
    ],
)
def test_a_query_is_stripped_of_words_that_say_nothing(query, language, left):
    content = content_words(plain_words(query, language), language)
    assert " ".join(stem for each in stems_of_words(content, language) for stem in each) == left


def test_words_are_taken_as_they_are_written():
    assert words("HMG-niň 2-nji «Ýurt», e\u0301t_a") == ["HMG", "niň", "2", "nji", "Ýurt", "ét", "a"]


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Who we are", "en", "who-we-are"),
        ("Women’s rights", "en", "womens-rights"),
        ("Café São Tomé", "en", "cafe-sao-tome"),
        ("Помощь мигрантам", "ru", "pomoshch-migrantam"),
        ("Ещё один объём: юг, цех, жизнь", "ru", "eshche-odin-obem-yug-tsekh-zhizn"),
        ("Йод и шея", "ru", "yod-i-sheya"),
        ("Adam söwdasyna garşy göreş", "tk", "adam-sowdasyna-garsy-gores"),
        ("Ýoldaky adamlara kömek", "tk", "yoldaky-adamlara-komek"),
        ("Иш ве зәхмет", "tk", "is-we-zahmet"),
        ("Биз ёлда", "tk", "biz-yolda"),
        ("МОМ", "en", "mom"),
        ("移民", "en", "page"),
        ("!!!", "tk", "page"),
        ("", "ru", "page"),
    ],
)
def test_a_title_becomes_an_address_of_plain_letters(title, language, slug):
    assert slug_of(title, language) == slug
