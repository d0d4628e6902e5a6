"""Every string that the interface says is said in each language, and the compiled files are as new as their sources."""

import re
import shutil

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, override, pgettext

from pages.help.models import SafetyPage
from tests import content

catalogues = pytest.mark.xdist_group("catalogues")  # one test rewrites them for a moment
LOCALE = settings.ROOT / "iom_site" / "locale"
CODES = ["ru", "tk"]
# The admin is not offered in Turkmen, so only what readers see is translated into it.
PUBLIC = (
    *(
        "templates/",
        "iom_site/views.py",
        "pages/views.py",
        "pages/templatetags/",
        "pages/search/views.py",
        "pages/listings/query.py",
        "programmes/blocks.py",
    ),
    *("pages/contact/forms.py", "pages/contact/views.py", "pages/help/hotline_list.py", "pages/help/views.py"),
    *("programmes/index_page.py", "programmes/portfolio/", "programmes/exports/", "programmes/templatetags/"),
)
STAFF = (
    *("templates/admin/", "templates/account/", "templates/mfa/"),
    *("templates/wagtailadmin/", "templates/wagtailimages/"),
)
COMMON_ENGLISH = re.compile(r"\b(the|and|of|with|this|page|from|since|which|are)\b", re.IGNORECASE)


def file(code):
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def catalogue(code):
    return polib.pofile(str(file(code)))


@pytest.fixture(scope="module")
def collected():
    """The catalogues as `make messages` would write them now; the files stay as they are."""
    if not shutil.which("xgettext"):
        pytest.skip("GNU gettext was not found")
    before = {code: file(code).read_bytes() for code in CODES}
    options = {"verbosity": 0, "no_obsolete": True, "ignore_patterns": [".venv", "tests", "docs"]}
    try:
        call_command("makemessages", locale=CODES, **options)
        return {code: catalogue(code) for code in CODES}
    finally:
        for code, content in before.items():
            file(code).write_bytes(content)


def all_texts(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


def is_public(entry):
    paths = [path for path, _line in entry.occurrences]
    return any(path.startswith(PUBLIC) and not path.startswith(STAFF) for path in paths)


def test_places_of_public_strings_are_where_they_are_looked_for():
    assert [path for path in PUBLIC if not (settings.ROOT / path).exists()] == []


@catalogues
@pytest.mark.parametrize("code", CODES)
def test_nothing_is_left_unsaid_or_unsure(collected, code):
    entries = [entry for entry in collected[code] if code == "ru" or is_public(entry)]

    assert len(entries) > 70
    assert [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()] == []


@catalogues
@pytest.mark.parametrize("code", CODES)
def test_catalogues_know_every_string_of_the_code(collected, code):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue(code)}

    assert {(entry.msgctxt, entry.msgid) for entry in collected[code]} - known == set()


@catalogues
@pytest.mark.parametrize("code", CODES)
def test_compiled_file_is_as_new_as_its_source(code):
    compiled = polib.mofile(str(file(code).with_suffix(".mo")))

    assert {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled} == {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue(code).translated_entries()
    }


@pytest.mark.parametrize("code", CODES)
def test_quotation_marks_are_those_of_the_language(code):
    english = [entry.msgid for entry in catalogue(code) if re.search("[“”]", "".join(all_texts(entry)))]

    assert english == []


@pytest.mark.parametrize(
    ("code", "context", "msgid", "text"),
    [
        ("ru", None, "number", "номер"),
        ("ru", "a cell of a table", "Number", "Число"),
        ("ru", None, "All", "Все"),
        ("ru", "a total", "All", "Всего"),
    ],
)
def test_one_english_word_for_two_things_is_two_words_in_russian(code, context, msgid, text):
    with override(code):
        assert (pgettext(context, msgid) if context else gettext(msgid)) == text


def visible_words(html, lang):
    """The text of a page in its own language: what carries another `lang` is left out."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(
        rf'<(\w+)[^>]* lang="(?!{lang}")[^"]+"[^>]*>.*?</\1>', " ", html.partition("<body")[2], flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("code", CODES)
def test_no_english_sentence_stands_on_a_page_of_another_language(crawl, code):
    answers = [*crawl.pages(code), *crawl.views(code)]
    found = {each.address: COMMON_ENGLISH.findall(visible_words(each.text, code)) for each in answers}

    assert len(answers) > content.pages(code)
    assert {address: words for address, words in found.items() if words} == {}


def test_pages_in_russian_are_written_in_cyrillic(crawl):
    for page in crawl.pages("ru"):
        words = visible_words(page.text, "ru")
        cyrillic, latin = (
            len(re.findall(r"[а-яё]", words, re.IGNORECASE)),
            len(re.findall(r"[a-z]", words, re.IGNORECASE)),
        )
        # The page on clearing traces names telephones, browsers and their buttons.
        assert cyrillic > (3 if page.page_class is SafetyPage else 10) * latin, page.address


@pytest.mark.parametrize(("admin", "words"), [("ru", "Что вы хотите сделать?"), ("en", "What would you like to do?")])
def test_admin_speaks_the_language_of_the_editor(client, publisher, admin, words):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(publisher)
    profile.preferred_language = admin
    profile.save()

    assert words in client.get("/admin/").text
