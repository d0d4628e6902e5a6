"""A redirect away from the site takes two people; none leads away from help or contact."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from pages.approvals.models import PendingChange
from pages.site.redirects import leads_away
from tests.pages.approvals.people import logged, staff, told

AWAY = {"old_path": "/old", "redirect_link": "https://other.example/", "redirect_page": "", "is_permanent": "on"}
ADD = "/admin/redirects/add/"


@pytest.fixture
def administrator(db):
    return staff("administrator", is_superuser=True)


def test_redirect_away_waits_for_a_second_person(client, administrator, first):
    response = administrator.post(ADD, **AWAY)
    assert "waits until another person confirms it" in told(response)
    assert client.get("/old").status_code == 404

    first.post(f"/admin/pending/{PendingChange.objects.get().pk}/confirm/")

    assert client.get("/old").headers["Location"] == "https://other.example/"
    assert logged("change_confirmed")[0][0] == "first"
    assert logged("change_confirmed")[0][2] == {"requested_by": "administrator"}


def test_redirect_that_comes_to_lead_away_waits_too(client, administrator, first):
    redirect = Redirect.add_redirect("/old", "/en/")
    administrator.post(f"/admin/redirects/{redirect.pk}/", **AWAY)

    assert client.get("/old").headers["Location"] == "/en/"
    first.post(f"/admin/pending/{PendingChange.objects.get().pk}/confirm/")
    assert client.get("/old").headers["Location"] == "https://other.example/"


def test_moderator_asks_for_none_away(first, second):
    response = first.post(ADD, **AWAY)

    assert "Only an administrator may ask for a redirect away from the site." in response.text
    assert not Redirect.objects.exists()
    assert not PendingChange.objects.exists()


def test_lone_administrator_is_told(client, administrator):
    assert "without a second person" in told(administrator.post(ADD, **AWAY))
    assert client.get("/old").status_code == 301
    assert logged("live_changed")[-1][2]["alone"] is True


def test_nothing_leads_away_from_below_help_or_contact_in_any_language(home, administrator, first):
    for path in ("/info/", "/info/hotline/", "/INFO/1", "/info/1/?a=1", "/contact/", "/contact/x/"):
        for code in ("en", "ru", "tk"):
            response = administrator.post(ADD, old_path=f"/{code}{path}", redirect_link="", redirect_page=home.pk)
            assert "Nothing leads away from below" in response.text, path

    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("link", "away"),
    [
        *(("/en/", False), ("https://testserver/en/", True), ("//other.example/", True), ("/\\other.example", True)),
        *(("https:other.example", True), ("javascript:alert(1)", True), ("", False)),
    ],
)
def test_where_a_browser_would_end_decides_what_leads_away(db, link, away):
    assert leads_away(link) is away


def test_redirect_within_the_site_takes_one_and_all_who_publish_learn_of_it(
    client, home, first, second, work, mailoutbox
):
    first.post(ADD, old_path="/old", redirect_link="", redirect_page=home.pk)
    work()

    assert client.get("/old").headers["Location"].endswith("/en/")
    assert {each.to[0] for each in mailoutbox} == {"first@example.org", "second@example.org"}


def test_import_of_files_is_closed(first):
    response = first.client.get("/admin/redirects/import/", follow=True)

    assert "made one by one" in told(response)
