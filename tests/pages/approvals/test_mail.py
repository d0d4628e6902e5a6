"""Who may publish is written to when something that readers rely on changed, or waits for a second person."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from pages.approvals.models import PendingChange
from pages.contact.page_types import ContactPage, FeedbackPage
from pages.help.hotlines import Hotline
from pages.help.models import HelpIndexPage, HelpTopicPage
from tests.factories import make_hotline
from tests.pages.approvals.people import PUBLISH, hotline_url, logged, office_url, staff


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


BY_ONE = {
    "published": ("edit/", {"action-publish": "1"}),
    "unpublished": ("unpublish/", {}),
    "deleted": ("delete/", {}),
}


@pytest.mark.parametrize(
    ("kind", "how"),
    [*((HelpTopicPage, how) for how in BY_ONE), (FeedbackPage, "unpublished"), (ContactPage, "published")],
)
def test_words_of_help_and_forms_never_change_or_vanish_unseen(first, second, work, mailoutbox, kind, how):
    page = kind.objects.live().first()
    ending, form = BY_ONE[how]
    if how == "published":
        first.edit(f"/admin/pages/{page.pk}/edit/", title="Sample", **form)
    else:
        first.post(f"/admin/pages/{page.pk}/{ending}")
    work()

    told = [mail for mail in mailoutbox if mail.subject.startswith("Changed on the public site")]
    assert sorted(mail.to[0] for mail in told) == ["first@example.org", "second@example.org"]
    assert all("By: first" in mail.body for mail in told)
    [(who, what, _details)] = logged("live_changed" if how == "published" else "live_deleted")
    assert (who, str(kind._meta.verbose_name) in what) == ("first", True)


def test_other_pages_and_drafts_of_help_are_told_of_to_nobody(first, second, work, mailoutbox, mission):
    first.edit(f"/admin/pages/{mission.pk}/edit/", **PUBLISH)
    first.edit(f"/admin/pages/{HelpIndexPage.objects.first().pk}/edit/", title="Sample")
    work()

    assert [mail for mail in mailoutbox if mail.subject.startswith("Changed on")] == []


def test_what_the_schedule_publishes_was_done_by_whoever_wrote_it(first, second, work, mailoutbox):
    page = HelpTopicPage.objects.live().first()
    page.save_revision(user=first.user, approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    work()

    assert {mail.to[0] for mail in mailoutbox} >= {"second@example.org"}
    assert any("By: first" in mail.body for mail in mailoutbox)
