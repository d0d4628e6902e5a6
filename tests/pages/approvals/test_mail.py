"""Who may publish is written to when something that readers rely on changed, or waits for a second person."""

import pytest

from pages.approvals.models import PendingChange
from pages.help.hotlines import Hotline
from tests.factories import make_hotline
from tests.pages.approvals.people import PUBLISH, hotline_url, office_url, staff


@pytest.fixture
def line(db, work, mailoutbox):
    line = make_hotline()
    work()
    mailoutbox.clear()  # what was told of the line itself
    return line


def test_second_person_is_written_to_and_led_to_what_waits(first, second, writer, work, mailoutbox):
    first.edit(office_url(), phone="+99300000002")
    work()

    [message] = mailoutbox
    assert message.to == ["second@example.org"]
    assert message.subject.startswith("A change waits for a second person: ")
    assert "/admin/pending/" in message.body


def test_all_who_may_publish_learn_what_changed_and_by_whom(first, second, writer, work, mailoutbox):
    first.edit(office_url(), phone="+99300000002")
    second.post(f"/admin/pending/{PendingChange.objects.get().pk}/confirm/")
    work()

    changed = [message for message in mailoutbox if message.subject.startswith("Changed on the public site")]
    assert sorted(message.to[0] for message in changed) == ["first@example.org", "second@example.org"]
    for message in changed:
        assert "By: second" in message.body
        assert "telephone" in message.body
        assert "/admin/settings/pages/siteidentity/" in message.body
        assert "If you did not expect this" in message.body


def test_mail_is_in_the_language_of_whoever_reads_it(first, second, work, mailoutbox):
    staff("third", "Moderators", language="ru")
    first.edit(office_url(), phone="+99300000002")
    work()

    subjects = {message.to[0]: message.subject for message in mailoutbox}
    assert subjects["third@example.org"].startswith("Изменение ждёт второго человека")


def test_mail_says_that_there_was_no_second_person(line, first, work, mailoutbox):
    first.edit(hotline_url(line), number="+99300000007", **PUBLISH)
    work()

    [message] = mailoutbox
    assert "there was no second person" in message.body
    assert "number" in message.body


def test_mail_of_a_deleted_line_leads_to_no_form(line, first, second, work, mailoutbox):
    first.post(hotline_url(line, "delete"))
    second.post(f"/admin/pending/{PendingChange.objects.get().pk}/confirm/")
    work()

    assert not Hotline.objects.exists()
    gone = [message for message in mailoutbox if message.subject.startswith("Changed on the public site")]
    assert len(gone) == 2
    assert all("delete" in message.body and "/hotline/edit/" not in message.body for message in gone)


def test_nobody_is_written_to_who_left(first, second, work, mailoutbox):
    second.user.is_active = False
    second.user.save()
    staff("third", "Moderators")
    first.edit(office_url(), phone="+99300000002")
    work()

    assert [message.to for message in mailoutbox] == [["third@example.org"]]
