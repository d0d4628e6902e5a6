"""A number that people in need call is changed by two: neither published nor removed by who asked for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.log_actions import LogContext

from pages.approvals.models import PendingChange
from pages.help.hotlines import Hotline
from pages.help.models import HelpIndexPage
from tests.factories import make_hotline
from tests.pages.approvals.people import PUBLISH, SUBMIT, hotline_url, logged, told

OLD, NEW = "+99300000001", "+99300000007"
CODES = ["en", "ru", "tk"]


@pytest.fixture
def line(db):
    line = make_hotline()
    line.save_revision()
    return line


@pytest.fixture
def pages(line):
    return [HelpIndexPage.objects.get(locale__language_code=code).url for code in CODES]


def shows(client, pages, number):
    """In how many languages readers are offered a number."""
    return sum(f"tel:{number}" in client.get(page).text for page in pages)


def test_number_that_one_drafted_is_published_by_another_in_three_languages(client, line, pages, writer, first):
    for code in ("ru", "tk"):
        make_hotline(code, translation_key=line.translation_key)
    writer.edit(hotline_url(line), number=NEW, **SUBMIT)
    assert shows(client, pages, OLD) == 3

    response = first.edit(hotline_url(line), **{"action-workflow-action": "true", "workflow-action-name": "approve"})

    assert response.status_code == 200
    assert shows(client, pages, NEW) == 3
    assert shows(client, pages, OLD) == 0
    [(who, subject, details)] = logged("live_changed")[-1:]
    assert (who, subject) == ("first", "hotline: Sample line")
    assert details == {"change": "change", "fields": ["number"], "alone": False}


def test_whoever_wrote_the_number_submits_it_by_pressing_publish(client, line, pages, first, second):
    response = first.edit(hotline_url(line), number=NEW, **PUBLISH)

    assert "somebody else publishes them" in told(response)
    assert shows(client, pages, OLD) == 3
    line.refresh_from_db()
    assert line.workflow_in_progress

    second.edit(hotline_url(line), **PUBLISH)
    assert shows(client, pages, NEW) == 3


def test_nobody_approves_their_own_number(client, line, pages, first, second):
    first.edit(hotline_url(line), number=NEW, **PUBLISH)

    response = first.edit(hotline_url(line), **{"action-workflow-action": "true", "workflow-action-name": "approve"})

    assert "it takes two people" in told(response)
    assert shows(client, pages, OLD) == 3


def test_saving_the_draft_of_another_makes_it_nobody_elses(client, line, pages, first, second):
    first.edit(hotline_url(line), number=NEW)
    second.edit(hotline_url(line), name="Sample words")

    assert "somebody else" in told(first.edit(hotline_url(line), **PUBLISH))
    assert shows(client, pages, OLD) == 3


def test_words_of_a_line_need_no_second_person(client, line, pages, first, second):
    first.edit(hotline_url(line), name="Better words", **PUBLISH)

    assert Hotline.objects.get().name == "Better words"


def test_lone_publisher_is_told_and_it_is_written_down(client, line, pages, first):
    form = first.client.get(hotline_url(line)).text
    assert "nobody else may publish it" in form

    response = first.edit(hotline_url(line), number=NEW, **PUBLISH)

    assert "without a second person" in told(response)
    assert shows(client, pages, NEW) == 3
    assert logged("live_changed")[-1][2]["alone"] is True
    history = first.client.get(hotline_url(line, "history")).text
    assert "Changed without a second person" in history


def test_form_says_that_it_takes_two(line, first, second):
    assert "a change takes two people" in first.client.get(hotline_url(line)).text


@pytest.mark.parametrize(("view", "data"), [("unpublish", {}), ("delete", {})])
def test_line_goes_only_once_a_second_person_has_confirmed_it(client, line, pages, first, second, view, data):
    response = first.post(hotline_url(line, view), **data)
    assert "waits until another person confirms it" in told(response)
    assert shows(client, pages, OLD) == 3

    change = PendingChange.objects.get()
    assert "it takes two people" in told(first.post(f"/admin/pending/{change.pk}/confirm/"))
    assert shows(client, pages, OLD) == 3

    assert "Done" in told(second.post(f"/admin/pending/{change.pk}/confirm/"))
    assert shows(client, pages, OLD) == 0
    assert not PendingChange.objects.exists()
    assert [(who, details["change"]) for who, _subject, details in logged("live_deleted")] == [("second", view)]
    [(who, _subject, _details)] = logged("change_proposed")
    [(confirmed_by, _subject, details)] = logged("change_confirmed")
    assert (who, confirmed_by, details) == ("first", "second", {"requested_by": "first"})


def test_deleting_from_the_list_waits_too(client, line, pages, first, second):
    response = first.post(f"/admin/bulk/pages/hotline/delete/?id={line.pk}&next=/admin/")

    assert "waits until another person confirms it" in told(response)
    assert shows(client, pages, OLD) == 3


def test_deleted_line_is_gone_in_every_language(client, line, pages, first, second):
    for code in ("ru", "tk"):
        make_hotline(code, translation_key=line.translation_key)
    first.post(hotline_url(line, "delete"))
    second.post(f"/admin/pending/{PendingChange.objects.get().pk}/confirm/")

    assert not Hotline.objects.exists()


def test_line_that_nobody_sees_is_deleted_by_one(first, second, line):
    Hotline.objects.update(live=False)

    first.post(hotline_url(line, "delete"))

    assert not Hotline.objects.exists()


def test_editor_deletes_no_line(writer, line):
    writer.post(hotline_url(line, "delete"))

    assert Hotline.objects.exists()


@pytest.mark.parametrize("change", [{"number": NEW}, {"live": False}, {"takes_sms": False}])
def test_code_is_asked_as_a_form_is(line, first, second, change):
    for name, value in change.items():
        setattr(line, name, value)

    with LogContext(user=first.user), pytest.raises(PermissionDenied):
        line.save()


def test_new_line_of_one_person_waits_for_another(client, line, pages, first, second):
    add = "/admin/snippets/pages/hotline/add/"
    data = {"name": "Other", "number": "+99300000008", "verified_by_role": "Sample", "verify_every_days": "30"}

    response = first.post(add, **data, verified_on=str(timezone.localdate()), **PUBLISH)

    assert "somebody else publishes them" in told(response)
    assert not Hotline.objects.get(name="Other").live


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_day_of_verification_to_come_is_refused_in_the_form(line, first):
    response = first.edit(hotline_url(line), verified_on=str(tomorrow()), **PUBLISH)

    assert "This day is still to come." in response.text
    assert Hotline.objects.get().verified_on == timezone.localdate()


def test_day_of_verification_to_come_is_refused_in_code(line):
    line.verified_on = tomorrow()
    with pytest.raises(ValidationError, match="still to come"):
        line.save()
    with pytest.raises(ValidationError, match="still to come"):
        make_hotline(days_ago=-365)


def test_draft_with_a_day_to_come_is_not_published(line, first, second):
    line.verified_on = tomorrow()
    revision = line.save_revision(user=first.user, clean=False)

    with pytest.raises(ValidationError, match="still to come"):
        line.publish(revision, user=second.user)

    assert Hotline.objects.get().verified_on == timezone.localdate()
