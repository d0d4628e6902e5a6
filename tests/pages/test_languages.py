"""Words of English, Russian and Turkmen: spellings made equal, forms made equal, addresses made readable."""

import pytest

from pages.search.text import content_stems, folded, slug_of, stems, words


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
        ("Ýaşlar ýaşlar", "fa-af"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms, language):
    assert len({tuple(stems(form, language)) for form in forms.split()}) == 1


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
    assert stems(one, language) != stems(other, language)


@pytest.mark.parametrize(
    ("query", "language", "left"),
    [
        ("the rights of migrants", "en", "right migrant"),
        ("women's rights", "en", "women right"),
        ("помощь в пути", "ru", "помощ пут"),
        ("zähmet we hukuk", "tk", "zahmet hukuk"),
        ("to be or", "en", "be"),
        ("the", "en", "the"),
        ("?!", "en", ""),
        ("حقوق مهاجران", "fa-af", "حقوق مهاجران"),
    ],
)
def test_a_query_is_stripped_of_words_that_say_nothing(query, language, left):
    assert " ".join(content_stems(query, language)) == left


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
