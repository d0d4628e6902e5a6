"""What others wrote meanwhile is kept, and what changed is known."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.rich_text import RichText

from tests.pages.contact.messages import PASSWORD
from tests.pages.translations.po import (
    RICH,
    TRANSLATED,
    bring_back,
    change,
    draft,
    fresh,
    reasons,
    send,
    take_out,
    with_first_part,
)


@pytest.fixture
def other(django_user_model):
    return django_user_model.objects.create_superuser("other", "other@example.org", PASSWORD)


def entries_of(content, **changed):
    file = polib.pofile(content.decode(), wrapwidth=0)
    for entry in file:
        entry.msgstr = changed.get(entry.msgid, entry.msgstr)
    return str(file).encode()


def test_draft_of_somebody_else_keeps_what_the_file_did_not_change(client, finished, other):
    file = take_out(client, finished)
    change(finished, other, title="Исправлено другим")

    assert send(client, finished, entries_of(file, **{"First part": "Новая часть"})).status_code == 302
    assert draft(finished).title == "Исправлено другим"
    assert draft(finished).body[2].value == "Новая часть"


def test_text_that_both_changed_is_named(client, finished, other):
    file = take_out(client, finished)
    change(finished, other, title="Исправлено другим")

    why = reasons(send(client, finished, entries_of(file, **{"Sample page": "По-своему"})))

    assert "Sample page" in why
    assert draft(finished).title == "Исправлено другим"


def test_draft_of_somebody_else_is_not_overwritten_by_a_file_that_does_not_say_its_version(client, finished, other):
    change(finished, other, title="Исправлено другим")

    assert "Somebody else" in reasons(bring_back(client, finished, {"Sample page": "По-своему"}))


def test_translator_may_bring_a_better_file(client, page):
    file = take_out(client, page)
    send(client, page, entries_of(file, **{"Sample page": "Первый"}))

    assert send(client, page, entries_of(file, **{"Sample page": "Второй"})).status_code == 302
    assert draft(page).title == "Второй"


OLDER = "Этот перевод ещё не учитывает изменений"


def rewrite(source, text="<p>Something else altogether.</p>"):
    source.body = with_first_part(source, text)
    source.save_revision().publish()


def test_finished_file_makes_the_translation_current(client, source, finished):
    assert OLDER not in client.get(finished.url).text
    rewrite(source)
    assert OLDER in client.get(finished.url).text


def test_file_marks_what_changed_since_the_translation(client, source, finished):
    rewrite(source)

    entries = {entry.msgid: entry for entry in polib.pofile(take_out(client, finished).decode())}

    changed = entries["<p>Something else altogether.</p>"]
    assert (changed.fuzzy, changed.msgstr, changed.previous_msgid) == (True, TRANSLATED, RICH)
    assert [text for text, entry in entries.items() if entry.fuzzy] == [changed.msgid]


def test_file_brought_back_untouched_leaves_the_translation_older_and_loses_nothing(client, source, finished):
    rewrite(source)
    for _time in range(2):
        assert send(client, finished, take_out(client, finished)).status_code == 302
        fresh(finished).get_latest_revision().publish()

        assert fresh(finished).body[0].value.source == TRANSLATED
        assert OLDER in client.get(finished.url).text


def test_old_file_brought_back_leaves_the_translation_older(client, source, finished):
    file = take_out(client, finished)
    rewrite(source)
    response = client.post(
        reverse("translation_upload", args=[finished.pk]), {"file": SimpleUploadedFile("a.po", file)}, follow=True
    )
    fresh(finished).get_latest_revision().publish()

    assert "1 text is not translated yet" in response.text
    assert "1 text of the file is not in the original any more" in response.text
    assert OLDER in client.get(finished.url).text


def test_translation_of_what_changed_makes_the_page_current(client, source, finished):
    rewrite(source)
    bring_back(client, finished, {"<p>Something else altogether.</p>": "<p>Совсем другое.</p>"})
    fresh(finished).get_latest_revision().publish()

    assert OLDER not in client.get(finished.url).text


def test_version_that_is_gone_makes_every_text_of_an_older_translation_work(client, source, finished):
    then = finished.translated_revision
    rewrite(source)
    source.revisions.filter(pk=then).delete()

    entries = polib.pofile(take_out(client, finished).decode())

    assert all(entry.fuzzy or not entry.msgstr for entry in entries)


def test_draft_that_was_begun_is_not_marked_when_the_file_is_taken_out_again(client, page):
    bring_back(client, page, {"First part": "Часть 1"})

    entries = {entry.msgid: entry for entry in polib.pofile(take_out(client, fresh(page)).decode())}

    assert (entries["First part"].fuzzy, entries["First part"].msgstr) == (False, "Часть 1")
    assert not entries["Second part"].msgstr


def test_part_that_was_added_to_the_original_leaves_the_others_translated(client, source, finished):
    source.body.insert(0, ("text", RichText("<p>New.</p>")))
    source.save_revision().publish()

    entries = {entry.msgid: entry for entry in polib.pofile(take_out(client, finished).decode())}

    assert entries[RICH].msgstr == TRANSLATED
    assert not entries["<p>New.</p>"].msgstr
    assert not any(entry.fuzzy for entry in entries.values())
