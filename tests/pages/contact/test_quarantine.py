"""Which messages are quarantined, and the limits of what is taken in an hour."""

from time import time

import pytest

from pages.contact import limits, spam, tokens
from pages.contact.models import Message
from pages.values import rate_limits
from tests.pages.contact.messages import filled, make_pages, post, reference_after, send


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"website": "http://sample.example"}, "trap"),
        ({"text": "See http://a.example www.b.example https://c.example"}, "links"),
        ({"text": "The best online casino for you, dear sample"}, "commerce"),
    ],
)
def test_suspicious_message_is_quarantined_and_its_sender_sees_no_difference(client, pages, changed, reason):
    reference_after(client, send(client, pages["contact"], "contact", **changed))

    assert Message.objects.get().quarantined_for == reason
    assert len(Message.objects.get().reasons) == 1


def test_message_sent_within_three_seconds_is_quarantined(client, pages):
    reference_after(client, send(client, pages["contact"], "contact", token=tokens.issue("contact", age=0)))

    assert Message.objects.get().quarantined_for == "fast"


def test_another_alphabet_is_a_sign_only_beside_another_sign(client, pages):
    for text in (
        "样本文字样本文字样本文字样本文字",
        "样本文字样本文字样本文字 https://a.example",
        "पासपोर्ट मेरे मालिक के पास है",
    ):
        send(client, pages["confidential"], "confidential", text=text)

    assert sorted(Message.objects.values_list("quarantined_for", flat=True)) == ["", "", "alphabet"]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"sec-fetch-site": "cross-site"}, "foreign"),
        ({"origin": "https://evil.example"}, "foreign"),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, ""),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, ""),
        ({"origin": "null"}, ""),
        ({"sec-fetch-site": "none"}, ""),
        ({}, ""),
    ],
    ids=str,
)
def test_form_sent_by_a_page_of_another_site_is_quarantined(client, pages, headers, reason):
    reference_after(client, post(client, pages["contact"], filled("contact"), headers=headers))

    assert Message.objects.get().quarantined_for == reason


def test_what_is_remembered_of_a_text_is_forgotten_at_a_set_time(client, pages, monkeypatch):
    ends = []
    monkeypatch.setattr(spam.cache, "set", lambda key, value, timeout, **more: ends.append((key, time() + timeout)))

    send(client, pages["contact"], "contact")

    ends = [round(end) for key, end in ends if key.startswith("messages:text")]
    assert [end % spam.REMEMBERED_SECONDS for end in ends] == [0]


def test_same_text_again_is_quarantined(client, pages):
    for _ in range(2):
        send(client, pages["contact"], "contact")

    assert sorted(Message.objects.values_list("quarantined_for", flat=True)) == ["", "repeated"]


@pytest.mark.parametrize(
    "text",
    [
        "Мой паспорт у хозяина, он не платит деньги и требует вернуть долг. Помогите.",
        "Işden boşadyldym, pasportymy bermeýärler. Kömek ediň!",
        "They took a loan in my name. See https://sample.example and www.sample.example",
        "I want to work in Seoul, is the offer real? 1000 $ a month",
        "سلام، من در مرز هستم و به کمک ضرورت دارم. لطفا جواب بدهید.",
        "د مرستې لپاره لیکم، زه په پوله کې یم او سند نه لرم.",
        "سلام، کمک! https://sample.example",
        "\u2067سلام\u2069 \u202bپاسپورت من\u202c \u200fنزد او است.",
    ],
)
def test_genuine_message_is_not_quarantined(client, pages, text):
    reference_after(client, send(client, pages["confidential"], "confidential", text=text))

    message, marks = Message.objects.get(), dict.fromkeys(map(ord, "\u202a\u202b\u202c\u2067\u2069"))
    assert message.quarantined_for == ""
    assert message.text == text.translate(marks)


def test_eleventh_message_of_a_network_is_quarantined_and_none_is_refused(client, pages):
    for n in range(70):
        reference_after(client, send(client, pages["contact"], "contact", text=f"Sample text number {n}"))

    assert Message.objects.filter(quarantined_for="").count() == 10
    assert Message.objects.filter(quarantined_for="crowd").count() == 60
    send(client, pages["confidential"], "confidential", text="Sample text of the other form")
    send(client, pages["contact"], "contact", text="Sample text from elsewhere", network="203.0.113.9")
    assert Message.objects.filter(quarantined_for="").count() == 12


@pytest.mark.parametrize(("bits", "most"), list(zip((64, 48, 32), limits.UNSUSPICIOUS, strict=True)))
def test_many_ipv6_networks_of_one_owner_are_one_crowd(client, pages, bits, most):
    place = {64: "2001:db8:1:2::{:x}", 48: "2001:db8:1:{:x}::1", 32: "2001:db8:{:x}::1"}[bits]
    for n in range(most + 3):
        send(client, pages["contact"], "contact", text=f"Sample text number {n}", network=place.format(n))

    assert Message.objects.filter(quarantined_for="crowd").count() == 3


def test_flood_of_one_form_is_held_back_and_leaves_the_other_alone(client, pages, monkeypatch):
    monkeypatch.setattr(limits, "FLOOD", 4)
    for n in range(6):
        send(client, pages["contact"], "contact", text=f"Sample text number {n}", network=f"203.0.113.{n}")
    send(client, pages["confidential"], "confidential", text="Sample text of the other form", network="203.0.113.99")

    assert Message.objects.filter(kind="contact", quarantined_for="flood").count() == 2
    assert Message.objects.get(kind="confidential").quarantined_for == ""


def test_storage_that_fills_up_refuses_the_crowd_first_and_keeps_their_words(client, pages, monkeypatch):
    monkeypatch.setattr(limits, "FULL_FOR_MANY", 12)
    monkeypatch.setattr(limits, "FULL", 14)
    crowd = [send(client, pages["contact"], "contact", text=f"Sample text number {n}") for n in range(14)]
    quiet = [
        send(client, pages["contact"], "contact", text=f"A quiet text {n}", network=f"203.0.113.{n}") for n in range(3)
    ]

    assert [answer.status_code for answer in crowd] == [200] * 12 + [429] * 2
    assert "Sample text number 13</textarea>" in crowd[-1].text
    assert [answer.status_code for answer in quiet] == [200] * 2 + [429]


def test_network_is_counted_without_its_address(client, pages, rf, monkeypatch):
    kept, add = {}, rate_limits.cache.add

    def watched(key, value, timeout=None, **options):
        kept[key] = (value, timeout)
        return add(key, value, timeout, **options)

    monkeypatch.setattr(rate_limits.cache, "add", watched)

    assert rate_limits.from_one_network(rf.get("/", REMOTE_ADDR="203.0.113.77"), "sent") == 1

    assert len(kept) == 2
    assert "203.0.113" not in str(kept)
    assert all(timeout and timeout <= rate_limits.DAY for _value, timeout in kept.values())


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("203.0.113.1", "203.0.113.2", False),
        ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::4", "2001:db8:1:3::4", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
    ],
)
def test_which_addresses_are_one_network(rf, first, second, same):
    rate_limits.from_one_network(rf.get("/", REMOTE_ADDR=first), "sent")

    assert rate_limits.from_one_network(rf.get("/", REMOTE_ADDR=second), "sent") == (2 if same else 1)


def test_cache_that_is_down_means_no_limit_and_no_loss(client, pages, settings):
    nowhere = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1}
    redis = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": nowhere}
    settings.CACHES = {"default": redis, "renditions": redis}

    for n in range(12):
        send(client, pages["contact"], "contact", text=f"Sample text number {n}")

    assert Message.objects.filter(quarantined_for="").count() == 12


def test_wrong_references_are_counted_and_a_right_one_is_answered_whatever_a_neighbour_tried(client, pages):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    asked = f"{pages['contact']}a/"
    answers = [post(client, asked, {"reference": "ABCD-EFGH-JKMN"}).status_code for _ in range(100)]

    assert answers == [200] * 30 + [429] * 70
    assert "has arrived" in post(client, asked, {"reference": reference}).text


def test_right_references_are_not_counted(client, pages):
    reference = reference_after(client, send(client, pages["contact"], "contact"))
    asked = f"{pages['contact']}a/"
    for _ in range(40):
        post(client, asked, {"reference": reference})

    assert post(client, asked, {"reference": "ABCD-EFGH-JKMN"}).status_code == 200


@pytest.mark.parametrize("seconds", [rate_limits.MINUTE, rate_limits.HOUR])
def test_what_was_counted_ends_at_a_set_time(monkeypatch, seconds):
    ends = []
    monkeypatch.setattr(rate_limits, "time", time)
    monkeypatch.setattr(rate_limits.cache, "add", lambda key, value, timeout, **more: ends.append(time() + timeout))

    rate_limits._count("sent", seconds)

    assert round(ends[-1]) % seconds == 0
