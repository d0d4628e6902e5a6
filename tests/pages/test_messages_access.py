"""Who sees which message where: each role, each state, each address; and that access is written down."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, ReferenceIndex

from pages.contact.models import Message, MessageAccess, MessageNote
from tests.pages.messages import ROLES, TEXT, counts_in, make_pages, numbers_in, person, reference_after, send

READS = {
    "Message desk": {"contact"},
    "Confidential desk": {"contact", "confidential"},
    "administrator": {"contact"},
}
ACTIONS = [
    {"action": "take"},
    {"action": "close"},
    {"action": "release"},
    {"action": "answer", "answer": "Changed"},
    {"action": "note", "note": "Changed"},
    {"action": "assign", "role": ""},
    {"action": "notify"},
]


@pytest.fixture
def messages(db):
    """One message of each kind in each state, and of each kind one that is quarantined."""
    made = []
    for kind in Message.Kind.values:
        for state in Message.State.values:
            made.append((kind, state, ""))
        made.append((kind, "new", "links"))
    return [
        Message.objects.create(
            kind=kind,
            state=state,
            quarantined_for=reasons,
            language="en",
            about="other",
            fingerprint=f"{kind}-{state}-{reasons}",
            text=f"Words-{kind}-{state}-{reasons}.",
            contact_details="sample@example.org",
        )
        for kind, state, reasons in made
    ]


@pytest.fixture(params=ROLES)
def role(request, client, db):
    client.force_login(person(request.param))
    return request.param


def state_of(message):
    fresh = Message.objects.get(pk=message.pk)
    return fresh.state, fresh.quarantined_for, fresh.answer, fresh.notes.count(), fresh.assigned_to


def test_message_opens_only_for_those_who_may_read_it(client, role, messages):
    for message in messages:
        response = client.get(reverse("messages:inspect", args=[message.pk]))
        if message.kind in READS.get(role, ()):
            assert message.text in response.text
        else:
            assert response.status_code == (404 if role in READS else 302)
            assert message.text not in response.text


def test_nothing_is_done_to_a_message_that_one_may_not_read(client, role, messages):
    foreign = [message for message in messages if message.kind not in READS.get(role, ())]
    for message in foreign:
        before = state_of(message)
        for act in ACTIONS:
            client.post(reverse("messages:inspect", args=[message.pk]), act)
        for act in ("release", "close"):
            client.post(reverse("messages:change_selected"), {"action": act, "selected": [message.pk]})
        assert state_of(message) == before
    assert not MessageAccess.objects.exclude(message__kind__in=READS.get(role, ())).exists()


def test_lists_tabs_and_counts_know_only_what_one_may_read(client, role, messages):
    mine = [message for message in messages if message.kind in READS.get(role, ())]
    seen = set()
    for tab in ("new", "in_progress", "answered", "closed", "quarantined"):
        response = client.get(reverse("messages:index"), {"tab": tab, "kind": "confidential"})
        seen |= numbers_in(response) if mine else set()
        response = client.get(reverse("messages:index"), {"tab": tab})
        if not mine:
            assert response.status_code == 302
            continue
        seen |= numbers_in(response)
        assert sum(counts_in(response).values()) == len(mine)
        assert "Words-" not in response.text
    assert seen == {message.pk for message in mine}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_holds_only_what_one_may_read(client, role, messages, kind):
    for tab in ("new", "in_progress", "answered", "closed", "quarantined"):
        response = client.post(reverse("messages:export", query={"tab": tab}), {"format": kind})
        if role not in READS:
            assert response.status_code == 302
            continue
        found = " ".join(map(str, cells(response, kind)))
        for message in messages:
            stands_here = (message.quarantined_for and tab == "quarantined") or (
                not message.quarantined_for and message.state == tab
            )
            assert (message.text in found) == bool(stands_here and message.kind in READS[role])
    exported = MessageAccess.objects.filter(action="exported").values_list("message", flat=True)
    expected = [message.pk for message in messages if role == "Confidential desk" and message.is_confidential]
    assert sorted(exported) == sorted(expected)


def cells(response, kind):
    if kind == "csv":
        return [cell for row in csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))) for cell in row]
    sheet = load_workbook(BytesIO(response.getvalue())).active
    return [cell.value for row in sheet.iter_rows() for cell in row]


def test_number_and_reference_lead_only_to_what_one_may_read(client, role, messages):
    references = {}
    for kind, address in make_pages().items():
        references[kind] = reference_after(client, send(client, address, kind, text=f"{TEXT} {kind}"))
    sent = {message.kind: message for message in Message.objects.filter(text__isnull=False) if TEXT in message.text}
    assert len(sent) == 2
    for kind, message in sent.items():
        for query in (references[kind], str(message), str(message.pk)):
            response = client.post(reverse("messages:look_up"), {"query": query})
            there = response.status_code == 302 and response.url == reverse("messages:inspect", args=[message.pk])
            assert there == (kind in READS.get(role, ()))


def test_menu_and_first_screen_show_messages_only_to_those_who_read_any(client, role, messages):
    if role == "nobody":
        assert client.get("/admin/").status_code == 302
        return
    text = client.get("/admin/").text
    assert (reverse("messages:index") in text) == (role in READS)
    counts = {"Message desk": "Held back: 1", "administrator": "Held back: 1", "Confidential desk": "Held back: 2"}
    for count in set(counts.values()):
        assert (count in text) == (counts.get(role) == count)


def test_history_search_references_and_api_know_nothing_of_messages(client, messages):
    client.force_login(person("administrator"))
    Message.objects.first().change(assigned_to=Group.objects.get(name="Message desk"))

    for address in ("/admin/reports/site-history/", "/admin/search/?q=Words", "/en/search/?q=Words", "/api/v1/"):
        assert "Words-" not in client.get(address).text
    assert not ReferenceIndex.objects.filter(base_content_type__model__in=["message", "messagenote"]).exists()
    assert not ModelLogEntry.objects.filter(content_type__model="message").exists()


def test_list_is_filtered_by_kind_and_role(client, messages):
    client.force_login(person("Confidential desk"))
    new = [message for message in messages if message.state == "new" and not message.quarantined_for]
    role = Group.objects.get(name="Message desk")
    new[0].change(assigned_to=role)

    for query, found in (
        ({}, new),
        ({"kind": "confidential"}, new[1:]),
        ({"assigned_to": role.pk}, new[:1]),
        ({"kind": "confidential", "assigned_to": role.pk}, []),
    ):
        for name in ("messages:index", "messages:index_results"):
            assert numbers_in(client.get(reverse(name), query)) == {message.pk for message in found}


def test_time_of_arrival_is_that_of_the_office(client, messages):
    Message.objects.update(received_at=datetime(2026, 1, 31, 20, 30, tzinfo=UTC))
    client.force_login(person("Message desk"))

    assert "1 February 2026, 01:30" in client.get(reverse("messages:inspect", args=[messages[0].pk])).text
    assert "2026-02-01 01:30" in cells(client.post(reverse("messages:export")), "csv")


def test_file_is_made_only_when_it_is_asked_for_by_post_and_is_kept_by_no_cache(client, messages):
    client.force_login(person("Confidential desk"))

    assert client.get(reverse("messages:export"), {"format": "csv"}).status_code == 405
    assert "text/html" in client.get(reverse("messages:index"), {"export": "csv"}).headers["Content-Type"]
    assert not MessageAccess.objects.exists()
    assert "no-store" in client.post(reverse("messages:export")).headers["Cache-Control"]


@pytest.mark.parametrize("view", ["edit", "delete", "add", "copy", "history", "usage"])
def test_wagtail_offers_nothing_else_for_messages(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"messages:{view}", args=[] if view == "add" else [1])


def test_visitor_is_asked_to_sign_in(client, messages):
    for name, args in (("messages:index", []), ("messages:inspect", [messages[0].pk])):
        assert client.get(reverse(name, args=args)).url.startswith("/admin/login/")
    for name in ("messages:look_up", "messages:change_selected", "messages:export"):
        assert client.post(reverse(name)).url.startswith("/admin/login/")


def test_admin_asks_for_the_token_of_the_session(messages):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(person("Confidential desk"))
    assert client.post(reverse("messages:inspect", args=[messages[0].pk]), {"action": "close"}).status_code == 403
    assert client.post(reverse("messages:export")).status_code == 403


def test_every_reading_of_a_confidential_message_is_written_down_and_shown(client, messages):
    client.force_login(person("Confidential desk"))
    confidential = next(message for message in messages if message.is_confidential)
    address = reverse("messages:inspect", args=[confidential.pk])

    client.get(address)
    client.get(reverse("messages:inspect", args=[messages[0].pk]))
    text = client.get(address).text

    accesses = MessageAccess.objects.values_list("message", "username", "action")
    assert list(accesses) == [(confidential.pk, "confidential-desk", "opened")] * 2
    assert text.count("confidential-desk, opened") == 2


def test_access_stays_when_the_person_is_gone(client, messages):
    user = person("Confidential desk")
    client.force_login(user)
    confidential = next(message for message in messages if message.is_confidential)
    client.get(reverse("messages:inspect", args=[confidential.pk]))

    user.delete()

    assert MessageAccess.objects.get().username == "confidential-desk"


def test_assignment_gives_no_right_and_goes_only_to_roles_that_may_read(client, messages):
    confidential = next(message for message in messages if message.is_confidential)
    editors, desk = Group.objects.get(name="Editors"), Group.objects.get(name="Confidential desk")
    client.force_login(person("Confidential desk"))
    address = reverse("messages:inspect", args=[confidential.pk])

    client.post(address, {"action": "assign", "role": editors.pk})
    assert state_of(confidential)[-1] is None
    client.post(address, {"action": "assign", "role": desk.pk})
    assert state_of(confidential)[-1] == desk

    confidential.change(assigned_to=editors)
    client.force_login(person("Editors"))
    assert confidential.text not in client.get(address).text


def test_role_that_loses_its_right_sees_nothing_at_once(client, messages):
    client.force_login(person("Message desk"))
    assert client.get(reverse("messages:index")).status_code == 200

    Group.objects.get(name="Message desk").permissions.filter(codename="handle_messages").delete()

    assert client.get(reverse("messages:index")).status_code == 302


def test_work_on_a_message_from_new_to_closed(client, messages):
    client.force_login(person("Message desk"))
    message = messages[0]
    address = reverse("messages:inspect", args=[message.pk])

    assert "The message is in progress now." in client.post(address, {"action": "take"}, follow=True).text
    assert state_of(message)[0] == "in_progress"
    noted = client.post(address, {"action": "note", "note": "A sample note"}, follow=True)
    assert "The note was saved." in noted.text
    assert MessageNote.objects.get().text == "A sample note"
    assert "A sample note" in client.get(address).text
    client.post(address, {"action": "answer", "answer": "A sample answer"})
    assert state_of(message)[:3] == ("answered", "", "A sample answer")
    assert "The message is closed now." in client.post(address, {"action": "close"}, follow=True).text
    assert state_of(message)[0] == "closed"
    text = client.get(address).text
    for what in ("taken in hand", "note written", "answered", "closed"):
        assert f"message-desk, {what}" in text


def test_empty_answer_is_refused_beside_the_field(client, messages):
    client.force_login(person("Message desk"))

    response = client.post(reverse("messages:inspect", args=[messages[0].pk]), {"action": "answer", "answer": " "})

    assert "This field is required." in response.text
    assert state_of(messages[0])[0] == "new"


@pytest.mark.parametrize("data", [{}, {"action": "x"}, {"action": "close", "selected": ["x", "9" * 30, "-1"]}])
def test_odd_requests_of_staff(client, messages, data):
    client.force_login(person("Message desk"))

    assert client.post(reverse("messages:change_selected"), data).status_code < 500
    assert client.post(reverse("messages:inspect", args=[messages[0].pk]), data | {"role": "x"}).status_code < 500
    for query in (
        {"tab": "x"},
        {"assigned_to": "9" * 30},
        {"assigned_to": "²"},
        {"kind": "x"},
        {"p": "x"},
        {"ordering": "text"},
    ):
        assert client.get(reverse("messages:index"), query).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("text", "guarded"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\t'=1"), ("a;+1", "a;'+1"), ("%0", "'%0")],
)
def test_no_cell_of_a_file_begins_like_a_formula(client, messages, kind, text, guarded):
    messages[0].change(sender=text)
    client.force_login(person("Message desk"))

    found = cells(client.post(reverse("messages:export"), {"format": kind}), kind)

    assert guarded in found
    assert text not in found


def test_message_whose_key_is_lost_is_told_and_stops_nothing(client, messages, settings):
    settings.MESSAGE_KEYS = ["A" * 43 + "="]
    client.force_login(person("Message desk"))

    assert client.get(reverse("messages:index")).status_code == 200
    assert client.get(reverse("messages:inspect", args=[messages[0].pk])).status_code == 302
    assert client.post(reverse("messages:export")).status_code == 302
    assert "cannot be read: its key" in client.get(reverse("messages:index")).text


def test_form_that_nobody_reads_is_an_urgent_task(client, db):
    make_pages()
    client.force_login(person("administrator"))
    sentence = "Nobody may read what this form brings: “Confidential feedback or complaint”"
    assert sentence in client.get("/admin/").text

    person("Confidential desk")

    assert sentence not in client.get("/admin/").text
