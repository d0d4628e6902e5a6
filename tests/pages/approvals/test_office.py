"""How people reach the office is changed by two."""

import pytest
from wagtail.models import Site

from pages.approvals.models import PendingChange
from pages.site.models import SiteIdentity
from tests.pages.approvals.people import logged, office_url, staff, told

OF_THE_OFFICE = "change: The office “IOM Turkmenistan”"
PAGES = ["/en/", "/ru/", "/tk/"]


def office():
    return SiteIdentity.for_site(Site.objects.get())


@pytest.fixture(autouse=True)
def reachable(db):
    identity = office()
    identity.phone, identity.email = "+99300000001", "office@example.org"
    identity.save()


def footers(client, words):
    """In how many languages the footer has these words."""
    return sum(words in client.get(page).text for page in PAGES)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("phone", "+99300000002", "+99300000002"), ("email", "other@example.org", "other@example.org")],
)
def test_readers_see_a_new_way_to_the_office_once_two_agree(client, first, second, name, value, shown):
    assert "waits until another person confirms it" in told(first.edit(office_url(), **{name: value}))
    assert footers(client, shown) == 0

    waiting = second.client.get("/admin/pending/").text
    assert value in waiting
    change = PendingChange.objects.get()
    second.post(f"/admin/pending/{change.pk}/confirm/")

    assert footers(client, shown) == 3
    assert logged("change_proposed") == [("first", OF_THE_OFFICE, {"fields": [name]})]
    assert logged("change_confirmed") == [("second", OF_THE_OFFICE, {"requested_by": "first"})]
    assert logged("live_changed")[-1][2] == {"change": "change", "fields": [name], "alone": False}


def test_address_for_reports_of_weakness_takes_two_too(client, first, second):
    first.edit(office_url(), security_contact="other@example.org")

    assert "other@example.org" not in client.get("/.well-known/security.txt").text


def test_the_rest_of_the_form_is_saved_at_once(client, first, second):
    first.edit(office_url(), phone="+99300000002", organisation_url="https://example.org/x")

    assert office().organisation_url == "https://example.org/x"
    assert office().phone == "+99300000001"


def test_nobody_confirms_what_they_asked_for(client, first, second):
    first.edit(office_url(), phone="+99300000002")
    change = PendingChange.objects.get()

    own = first.client.get("/admin/pending/").text
    assert "Confirm: readers see it at once" not in own
    assert "You asked for this, so someone else confirms it." in own
    assert "it takes two people" in told(first.post(f"/admin/pending/{change.pk}/confirm/"))
    assert footers(client, "+99300000002") == 0
    assert "Confirm: readers see it at once" in second.client.get("/admin/pending/").text


@pytest.mark.parametrize("who", ["first", "second"])
def test_either_takes_it_back(client, first, second, who):
    first.edit(office_url(), phone="+99300000002")
    change = PendingChange.objects.get()

    response = {"first": first, "second": second}[who].post(f"/admin/pending/{change.pk}/withdraw/")

    assert "Nothing was changed" in told(response)
    assert not PendingChange.objects.exists()
    assert footers(client, "+99300000001") == 3
    assert logged("change_withdrawn") == [(who, OF_THE_OFFICE, {"requested_by": "first"})]


def test_what_changed_meanwhile_is_asked_for_again(client, first, second):
    first.edit(office_url(), phone="+99300000002")
    SiteIdentity.objects.update(phone="+99300000003")
    change = PendingChange.objects.get()

    response = second.post(f"/admin/pending/{change.pk}/confirm/")

    assert "It has changed since this was asked for" in told(response)
    assert office().phone == "+99300000003"
    assert PendingChange.objects.exists()


def test_two_who_press_confirm_at_once_do_it_once(client, first, second):
    third = staff("third", "Moderators")
    first.edit(office_url(), phone="+99300000002")
    address = f"/admin/pending/{PendingChange.objects.get().pk}/confirm/"

    second.post(address)

    assert third.client.post(address).status_code == 404
    assert len(logged("change_confirmed")) == 1


def test_second_request_takes_the_place_of_the_first(client, first, second):
    first.edit(office_url(), phone="+99300000002")
    first.edit(office_url(), phone="+99300000003")

    assert [change.after for change in PendingChange.objects.all()] == [{"phone": "+99300000003"}]


def test_lone_publisher_is_told_and_it_is_written_down(client, first):
    assert "nobody else may publish it" in first.client.get(office_url()).text

    response = first.edit(office_url(), phone="+99300000002")

    assert "without a second person" in told(response)
    assert footers(client, "+99300000002") == 3
    assert logged("live_changed")[-1] == (
        "first",
        "The office: IOM Turkmenistan",
        {"change": "change", "fields": ["phone"], "alone": True},
    )


def test_nothing_is_said_of_being_alone_when_nothing_of_it_changed(first):
    assert "without a second person" not in told(first.edit(office_url(), organisation_url="https://example.org/"))


@pytest.mark.parametrize("roles", [("Translators",), ("Editors",), ("Message desk",), ("Confidential desk",), ()])
def test_no_other_role_changes_or_confirms(client, first, second, roles):
    other = staff("other", *roles)
    first.edit(office_url(), phone="+99300000002")
    change = PendingChange.objects.get()

    for address in (office_url(), f"/admin/pending/{change.pk}/confirm/", f"/admin/pending/{change.pk}/withdraw/"):
        other.client.post(address, {"phone": "+99300000009"})

    assert office().phone == "+99300000001"
    assert PendingChange.objects.get().pk == change.pk


def test_first_screen_says_what_waits_to_those_who_may_confirm(first, second, writer):
    first.edit(office_url(), phone="+99300000002")

    assert "Waits for a second person" in second.client.get("/admin/").text
    assert "Waits for a second person" not in writer.client.get("/admin/").text
