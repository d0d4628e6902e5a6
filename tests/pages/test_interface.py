"""Every string that the interface says is said in each language, and the compiled files are as new as their sources."""

import re
import shutil

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, override, pgettext
from wagtail.models import Page

from pages.help.models import SafetyPage

pytestmark = pytest.mark.xdist_group("catalogues")  # one test rewrites them for a moment
LOCALE = settings.ROOT / "iom_site" / "locale"
# The admin is not offered in Turkmen, so only what readers see is translated into it.
PUBLIC = re.compile(
    r"^(templates/(?!admin/)|pages/views\.py|pages/searching\.py|iom_site/views\.py|pages/templatetags/"
    r"|programmes/(filters|overview|downloads|details|records|iati|api)\.py|programmes/templatetags/"
    r"|programmes/models/programme_index\.py|pages/(leaving|hotlines)\.py|pages/correspondence/(forms|sending)\.py)"
)
COMMON_ENGLISH = re.compile(r"\b(the|and|of|with|this|page|from|since|which|are)\b", re.IGNORECASE)


def catalogue(code):
    return polib.pofile(str(LOCALE / code / "LC_MESSAGES" / "django.po"))


def all_texts(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_nothing_is_left_unsaid_or_unsure(code):
    entries = [
        entry for entry in catalogue(code) if code == "ru" or any(PUBLIC.match(path) for path, _ in entry.occurrences)
    ]

    assert len(entries) > 70
    assert [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()] == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext was not found")
def test_catalogues_know_every_string_of_the_code():
    files = {code: LOCALE / code / "LC_MESSAGES" / "django.po" for code in ("ru", "tk")}
    known = {code: {(entry.msgctxt, entry.msgid) for entry in catalogue(code)} for code in files}
    before = {code: file.read_bytes() for code, file in files.items()}
    options = {"verbosity": 0, "no_obsolete": True, "ignore_patterns": [".venv", "tests", "docs"]}
    try:
        call_command("makemessages", locale=[*files], **options)
        present = {code: {(entry.msgctxt, entry.msgid) for entry in catalogue(code)} for code in files}
    finally:
        for code, file in files.items():
            file.write_bytes(before[code])

    assert {code: present[code] - known[code] for code in files} == {"ru": set(), "tk": set()}


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_compiled_file_is_as_new_as_its_source(code):
    compiled = polib.mofile(str(LOCALE / code / "LC_MESSAGES" / "django.mo"))

    assert {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled} == {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue(code).translated_entries()
    }


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_quotation_marks_are_those_of_the_language(code):
    english = [entry.msgid for entry in catalogue(code) if re.search("[“”]", "".join(all_texts(entry)))]

    assert english == []


@pytest.mark.parametrize(
    ("code", "context", "msgid", "text"),
    [
        ("ru", None, "number", "номер"),
        ("ru", "a cell of a table", "number", "число"),
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


@pytest.mark.parametrize("code", ["ru", "tk"])
def test_no_english_sentence_stands_on_a_page_of_another_language(client, db, code):
    pages = [page.url for page in Page.objects.live().filter(depth__gt=1, locale__language_code=code)]
    pages += [f"/{code}/search/?q=xyzxyz", f"/{code}/search/", f"/{code}/all-pages/", f"/{code}/nothing/"]

    assert len(pages) == 52
    for address in pages:
        found = COMMON_ENGLISH.findall(visible_words(client.get(address).text, code))
        assert not found, (address, found)


def test_pages_in_russian_are_written_in_cyrillic(client, db):
    for page in Page.objects.live().filter(depth__gt=1, locale__language_code="ru"):
        words = visible_words(client.get(page.url).text, "ru")
        cyrillic, latin = (
            len(re.findall(r"[а-яё]", words, re.IGNORECASE)),
            len(re.findall(r"[a-z]", words, re.IGNORECASE)),
        )
        # The page on clearing traces names telephones, browsers and their buttons.
        assert cyrillic > (3 if page.specific_class is SafetyPage else 10) * latin, page.url


@pytest.mark.parametrize(("admin", "words"), [("ru", "Что вы хотите сделать?"), ("en", "What would you like to do?")])
def test_admin_speaks_the_language_of_the_editor(client, publisher, admin, words):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(publisher)
    profile.preferred_language = admin
    profile.save()

    assert words in client.get("/admin/").text
