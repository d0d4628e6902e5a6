"""A message is read, changed, counted and taken out only by those who may read it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from pages.contact.models import Message, MessageNumber
from pages.contact.staff_records import MessageAccess
from tests.pages.contact.inbox import cells, state_of
from tests.pages.contact.messages import (
    ROLES,
    TEXT,
    counts_in,
    make_pages,
    numbers_in,
    person,
    reference_after,
    selected,
    send,
)

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


@pytest.fixture(params=ROLES)
def role(request, client, db):
    client.force_login(person(request.param))
    return request.param


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
        for each in ACTIONS:
            client.post(reverse("messages:inspect", args=[message.pk]), {**each, "version": 0})
        for each in ("release", "close"):
            client.post(reverse("messages:change_selected"), {"action": each, "selected": selected(message)})
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
def test_file_holds_only_what_one_may_read_and_no_words_of_confidential_messages(client, role, messages, kind):
    MessageNumber.give(Message.objects.all())
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
            number = str(Message.objects.get(pk=message.pk))
            assert (number in found) == bool(stands_here and message.kind in READS[role])
            assert (message.text in found) == bool(stands_here and message.kind == "contact")
        assert "Words-confidential" not in found
    exported = MessageAccess.objects.filter(action="exported").values_list("message", flat=True)
    assert sorted(exported) == sorted(message.pk for message in messages if message.kind in READS.get(role, ()))


def test_number_and_reference_lead_only_to_what_one_may_read(client, role, messages):
    references = {}
    for kind, address in make_pages().items():
        references[kind] = reference_after(client, send(client, address, kind, text=f"{TEXT} {kind}"))
    sent = {message.kind: message for message in Message.objects.all() if TEXT in message.text}
    assert len(sent) == 2
    for kind, message in sent.items():
        MessageNumber.give(Message.objects.all())
        message = Message.objects.get(pk=message.pk)
        for query in (references[kind], str(message), str(message.number.pk)):
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
    for name in ("messages:look_up", "messages:change_selected", "messages:export", "messages:export_words"):
        assert client.post(reverse(name)).url.startswith("/admin/login/")


def test_admin_asks_for_the_token_of_the_session(messages):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(person("Confidential desk"))
    assert client.post(reverse("messages:inspect", args=[messages[0].pk]), {"action": "close"}).status_code == 403
    for name in ("messages:export", "messages:export_words"):
        assert client.post(reverse(name)).status_code == 403
