"""Signing in: guessing gets slow, nobody is locked out, and no answer tells whether there is an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pages.accounts.models import FailedAttempts
from tests.pages.accounts.people import PASSWORD, code_now, entries, give_second_factor, is_signed_in, person, sign_in


def guess(name, times, network="10.1.1.1", client=None):
    client = client or Client()
    return [sign_in(client, name, f"wrong guess {number}", network).status_code for number in range(times)]


def let_pass(seconds):
    """The counters become older by so much."""
    for row in FailedAttempts.objects.all():
        row.last_at -= timedelta(seconds=seconds)
        row.save()


def shown(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)


def test_person_signs_in_by_name_or_address_and_reaches_the_admin(client, db):
    person("sample", "Editors")

    assert sign_in(client, "sample").url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert sign_in(Client(), "Sample@Example.org").url == "/admin/"
    assert entries("signed_in").filter(username="sample").count() == 2


@pytest.mark.parametrize("address", ["/admin/login/", "/accounts/login/"])
def test_sign_in_says_whose_site_it_is_and_loads_nothing_inline(client, db, address):
    response = client.get(address)

    assert "IOM Turkmenistan" in response.text
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_whose_address_nobody_knows_can_sign_in(client, db):
    person("sample")

    assert sign_in(client, "sample", network="").url == "/admin/"


def test_sign_in_speaks_russian(client, db):
    assert "Войти" in client.get("/accounts/login/", headers={"accept-language": "ru"}).text


def test_by_the_tenth_wrong_guess_one_waits(db):
    person("sample")

    answers = guess("sample", 10)

    assert answers[:5] == [200] * 5
    assert answers[5:] == [429] * 5
    assert sign_in(Client(), "sample").status_code == 429


def test_waiting_says_so_and_ends(db):
    person("sample")
    guess("sample", 6)
    response = sign_in(Client(), "sample")
    assert "Wait a little" in response.text
    assert 0 < int(response.headers["Retry-After"]) <= 20

    let_pass(20)

    assert sign_in(Client(), "sample").status_code == 302


def test_each_wrong_guess_makes_the_next_wait_longer(db):
    person("sample")
    waits = []
    guess("sample", 5)
    for _each in range(4):
        waits.append(int(sign_in(Client(), "sample", "wrong").headers["Retry-After"]))
        let_pass(waits[-1] + 1)
        guess("sample", 1)

    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_answer_does_not_tell_whether_there_is_an_account(db):
    person("sample")
    for times in (1, 5):
        guess("sample", times - 1), guess("nobody", times - 1)
        real, none = sign_in(Client(), "sample", "wrong"), sign_in(Client(), "nobody", "wrong")
        assert real.status_code == none.status_code
        assert shown(real).replace("sample", "nobody") == shown(none)


def test_neighbour_behind_the_same_address_gets_in(db):
    person("sample"), person("neighbour")
    guess("sample", 10)
    for number in range(40):
        guess(f"nobody-{number}", 1)

    assert sign_in(Client(), "neighbour").status_code == 302


def test_busy_network_gets_one_guess_an_account(db):
    person("sample")
    for number in range(30):
        guess(f"nobody-{number}", 1)

    assert guess("sample", 2) == [200, 429]


def test_person_is_not_locked_out_of_a_device_they_know_by_guesses_from_elsewhere(db):
    person("sample")
    own = Client()
    assert sign_in(own, "sample").status_code == 302
    own.post("/accounts/logout/")
    for number in range(15):
        guess("sample", 1, network=f"10.2.{number}.1")
    guess("sample", 6)

    assert sign_in(Client(), "sample", network="10.3.1.1").status_code == 429
    assert sign_in(own, "sample").status_code == 302


def test_person_with_a_second_factor_gets_past_guesses_from_everywhere(db):
    give_second_factor(person("sample"))
    for number in range(15):
        guess("sample", 1, network=f"10.2.{number}.1")

    assert sign_in(Client(), "sample", "wrong", network="10.3.1.1").status_code == 429
    assert sign_in(Client(), "sample", network="10.3.1.1").url == "/accounts/second-factor/authenticate/"


def test_addresses_of_one_ipv6_home_count_as_one(db):
    person("sample")
    for number in range(6):
        guess("sample", 1, network=f"2001:db8:1:1::{number + 1}")

    assert sign_in(Client(), "sample", network="2001:db8:1:1::99").status_code == 429
    assert sign_in(Client(), "sample", network="2001:db8:1:2::1").status_code == 302


def test_counters_name_nobody_and_do_not_stay(db):
    person("sample")
    guess("sample", 3)
    stored = " ".join(FailedAttempts.objects.values_list("key", flat=True))
    assert "sample" not in stored
    assert "10.1.1.1" not in stored

    FailedAttempts.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    guess("nobody", 1)

    assert FailedAttempts.objects.count() == 3


def test_wrong_guesses_are_written_down_but_no_word_that_might_be_a_password(db):
    person("sample")
    guess("sample", 5)
    guess("my secret password", 1)

    assert entries("sign_in_failed").filter(username="sample").count() == 5
    assert entries("sign_in_failed").filter(username="").count() == 1
    assert entries("sign_in_throttled").filter(username="sample").count() == 1


def test_closed_account_does_not_open(client, db):
    person("sample", is_active=False)

    sign_in(client, "sample", PASSWORD)

    assert not is_signed_in(client)


def test_nobody_signs_up_or_changes_an_address(client, db):
    client.force_login(person("sample", "Editors"))

    for address in ("/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/", "/accounts/social/"):
        assert client.get(address).status_code == 404
    assert "name_email-email" not in client.get("/admin/account/").text


def test_signing_out_from_the_admin(client, db):
    client.force_login(person("sample", "Editors"))

    assert client.post("/admin/logout/").status_code == 302

    assert not is_signed_in(client)
    assert entries("signed_out").filter(username="sample").exists()


def told(mailoutbox):
    return [(mail.bcc, mail.body) for mail in mailoutbox if mail.subject == "About your account at IOM Turkmenistan"]


def test_owner_learns_of_a_sign_in_on_a_device_that_the_account_does_not_know(db, work, mailoutbox):
    person("sample")
    here = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"})
    sign_in(here, "sample")
    here.post("/accounts/logout/")
    sign_in(here, "sample")
    work()

    [(addresses, body)] = told(mailoutbox)
    assert addresses == ["sample@example.org"]
    assert "sample. What happened: signed in, Firefox, Windows." in body
    assert "/accounts/sessions/" in body
    assert "10.1.1.1" not in body


def test_owner_learns_once_that_somebody_guesses(db, work, mailoutbox):
    person("sample")
    for network in ("10.1.1.1", "10.1.1.2"):
        guess("sample", 6, network)
    guess("nobody", 6)
    work()

    [(addresses, body)] = told(mailoutbox)
    assert addresses == ["sample@example.org"]
    assert "made to wait after wrong guesses" in body


def test_owner_learns_that_somebody_who_has_the_password_guesses_codes(db, work, mailoutbox):
    give_second_factor(person("sample"))
    work()
    mailoutbox.clear()
    client = Client()
    sign_in(client, "sample")
    for number in range(6):
        client.post("/accounts/second-factor/authenticate/", {"code": f"00000{number}"})
    work()

    assert [("wrong code of the second factor" in body) for _addresses, body in told(mailoutbox)] == [True]


def test_owner_learns_that_password_and_second_factor_were_changed(db, work, mailoutbox):
    person("sample")
    client = Client()
    sign_in(client, "sample")
    new = "another long password"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    page = client.get("/accounts/second-factor/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/second-factor/totp/activate/", {"code": code_now(secret)})
    client.post("/accounts/second-factor/totp/deactivate/")
    work()

    bodies = "\n".join(body for _addresses, body in told(mailoutbox))
    for what in ("password changed", "second factor set up", "second factor removed"):
        assert what in bodies
