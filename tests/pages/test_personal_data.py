"""Who saves a text that leads to a person is told, and saves it all the same."""

from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import Site

from pages.accounts.models import User
from pages.news.models import NewsPage
from pages.site.models import SiteIdentity
from tests.browser.sample_page import make_hotline
from tests.pages.approvals.people import PUBLISH, staff, told
from tests.pages.forms import form_data
from tests.pages.listings import samples

NUMBER = "+993 12 22-12-12"


@pytest.fixture
def save(db):
    def save(words):
        page = samples.make(NewsPage, body=[{"type": "text", "value": f"<p>{words}</p>"}])
        moderator = staff("moderator", "Moderators")
        answer = moderator.edit(reverse("wagtailadmin_pages:edit", args=[page.pk]), summary="Sample changed", **PUBLISH)
        assert NewsPage.objects.get(pk=page.pk).summary == "Sample changed"
        return unescape(told(answer))

    return save


@pytest.mark.parametrize("number", [NUMBER, "8 12 22 12 12", "+41 22 717 91 11"])
def test_telephone_is_told(save, number):
    assert f"holds a telephone number: {number}" in save(f"Call {number} today.")


@pytest.mark.parametrize("words", ["2024-2025", "26.11.2026", "1 250 000 people", "USD 12 345 678", "code 10.7.1"])
def test_other_figures_are_none(save, words):
    assert "telephone" not in save(words)


def test_address_is_told(save):
    assert "holds an e-mail address: sample.person@example.org" in save("Write to sample.person@example.org.")


def test_name_of_a_colleague_is_told(save):
    User.objects.create_user("s", "s@example.org", first_name="Sample", last_name="Xylophone")

    assert "names someone who works here: Sample Xylophone" in save("Thanks to sample  xylophone for this.")


def test_what_the_office_publishes_is_left_out(save):
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.phone, identity.email = "+993 12 221212", "office@example.org"
    identity.save()
    assert "This text" not in save(f"Call {NUMBER} or write to office@example.org.")


def test_hotline_is_left_out(save):
    make_hotline(number="+99312221212")

    assert "telephone" not in save(f"Call {NUMBER}.")


def test_autosave_says_nothing(db):
    page = samples.make(NewsPage, body=[{"type": "text", "value": f"<p>{NUMBER}</p>"}])
    moderator = staff("moderator", "Moderators")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {k: v for k, v in form_data(moderator.client.get(url).context["form"]).items() if v is not None}
    assert moderator.client.post(url, data, headers={"accept": "application/json"}).status_code == 200
    assert "This text holds" not in moderator.client.get("/admin/").text
