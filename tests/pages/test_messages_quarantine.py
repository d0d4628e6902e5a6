"""Which messages are quarantined, and the limits of what is taken in an hour."""

import pytest

from pages.contact import tokens
from pages.contact.models import Message
from pages.values import rate_limits
from tests.pages.messages import make_pages, post, reference_after, send


@pytest.fixture
def pages(db):
    return make_pages()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"website": "http://sample.example"}, "trap"),
        ({"text": "See http://a.example www.b.example https://c.example"}, "links"),
        ({"text": "The best online casino for you, dear sample"}, "commerce"),
        ({"text": "样本文字样本文字样本文字样本文字"}, "alphabet"),
    ],
)
def test_suspicious_message_is_quarantined_and_its_sender_sees_no_difference(client, pages, changed, reason):
    reference_after(client, send(client, pages["contact"], "contact", **changed))

    assert Message.objects.get().quarantined_for == reason
    assert len(Message.objects.get().reasons) == 1


def test_message_sent_within_three_seconds_is_quarantined(client, pages):
    reference_after(client, send(client, pages["contact"], "contact", token=tokens.issue("contact", age=0)))

    assert Message.objects.get().quarantined_for == "fast"


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
    ],
)
def test_genuine_message_is_not_quarantined(client, pages, text):
    send(client, pages["confidential"], "confidential", text=text)

    assert Message.objects.get().quarantined_for == ""


def test_eleventh_message_of_a_network_is_quarantined_and_the_sixty_first_waits(client, pages):
    answers = [send(client, pages["contact"], "contact", text=f"Sample text number {n}") for n in range(62)]

    assert [answer.status_code for answer in answers] == [303] * 60 + [429] * 2
    assert "Sample text number 61" in answers[-1].text
    assert Message.objects.filter(quarantined_for="crowd").count() == 50
    other = send(client, pages["contact"], "contact", text="Sample text from elsewhere", network="203.0.113.9")
    assert other.status_code == 303


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


def test_guessing_references_is_slowed_down(client, pages):
    answers = [post(client, f"{pages['contact']}status/", {"reference": "ABCD-EFGH-JKMN"}) for _ in range(31)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
