"""What stands around every page follows what staff write, at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from pages.site.models import Alert, SiteIdentity, SiteTexts


@pytest.fixture
def texts(db):
    return SiteTexts.objects.get(locale__language_code="en")


@pytest.fixture
def identity(db):
    return SiteIdentity.for_site(Site.objects.get())


@pytest.fixture
def alert(english):
    return Alert.objects.create(title="Sample notice", text="<p>A sample text.</p>", locale=english)


def test_changed_texts_are_seen_at_once(client, texts):
    client.get("/en/")
    texts.footer_about = "A sample sentence."
    texts.save_revision().publish()

    assert "A sample sentence." in client.get("/en/").text


def test_draft_of_texts_is_not_seen(client, texts):
    texts.footer_about = "A sample sentence."
    texts.save_revision()

    assert "A sample sentence." not in client.get("/en/").text


def test_office_details_are_left_out_until_staff_supply_them(client, db):
    page = client.get("/en/").text

    assert "tel:" not in page
    assert "mailto:" not in page


def test_office_details_appear_in_the_footer(client, identity):
    identity.email, identity.phone = "sample@example.org", "+000 00 000000"
    identity.social_accounts = [("account", {"name": "Sample network", "url": "https://example.org/sample"})]
    identity.save()

    page = client.get("/en/").text

    assert 'href="tel:+00000000000"' in page
    assert 'href="mailto:sample@example.org"' in page
    assert '<a href="https://example.org/sample" rel="noreferrer">Sample network</a>' in page


def test_help_button_stands_on_every_page_while_its_page_is_published(client, texts):
    button = f'<a class="button button--accent button--small" href="{texts.help_page.url}">Get help</a>'
    for address in ("/en/", "/en/privacy/", "/en/our-work/projects/", "/en/search/", "/en/nothing/"):
        assert button in client.get(address).text, address

    texts.help_page.specific.unpublish()

    assert button not in client.get("/en/privacy/").text


def test_menu_leaves_out_a_page_that_is_not_published(client, texts, region):
    region.get_children().get(slug="uzbekistan").unpublish()

    menu = client.get("/en/privacy/").text

    assert "/en/who-we-are/regional-approach/kazakhstan/" in menu
    assert "/en/who-we-are/regional-approach/uzbekistan/" not in menu


def test_alert_stands_on_every_page(client, alert):
    for address in ("/en/", "/en/privacy/", "/en/search/"):
        assert "A sample text." in client.get(address).text


def test_alert_for_a_part_stands_only_there(client, alert, strategy):
    alert.part = strategy.page_ptr
    alert.save()

    assert "A sample text." in client.get("/en/who-we-are/strategy/less-poverty/").text
    assert "A sample text." not in client.get("/en/who-we-are/").text


def test_alert_that_is_over_is_gone_though_nothing_took_it_down(client, alert):
    alert.expire_at = timezone.now() - timedelta(seconds=1)
    alert.save()

    assert "A sample text." not in client.get("/en/").text


def test_alert_ends_while_the_site_context_is_cached(client, alert, monkeypatch):
    alert.expire_at = timezone.now() + timedelta(hours=1)
    alert.save()
    assert "A sample text." in client.get("/en/").text

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("pages.site.context.timezone.now", lambda: later)

    assert "A sample text." not in client.get("/en/").text


def test_alert_before_its_time_is_not_shown(client, alert):
    alert.live = False
    alert.go_live_at = timezone.now() + timedelta(hours=1)
    alert.save()

    assert "A sample text." not in client.get("/en/").text
