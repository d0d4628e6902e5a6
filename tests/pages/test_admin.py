"""What staff can do in the admin without being superusers."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pages.accounts.models import User
from pages.base.taxonomies import GCMObjective
from pages.content.mission import MissionPage
from pages.content.regional import CountryPage
from pages.content.strategy import ObjectivePage
from pages.site.models import Alert, SiteIdentity, SiteTexts

PAGES = [
    "/en/",
    "/en/who-we-are/",
    "/en/who-we-are/strategy/",
    "/en/who-we-are/strategy/less-poverty/",
    "/en/who-we-are/regional-approach/",
    "/en/who-we-are/regional-approach/tajikistan/",
    "/en/privacy/",
]


def page_at(address):
    return next(page for page in Page.objects.filter(depth__gt=1) if page.url == address)


def lists(**filled):
    """The form data of the lists that every page carries, empty unless filled."""
    names = ("sources", "change_notes", "corrections", "body")
    data = {name: streamfield(filled.pop(name, [])) for name in names}
    return {**data, "comments": inline_formset([]), **filled}


def objective_form(**changed):
    return nested_form_data(
        lists(
            title="A ninth sample objective",
            slug="ninth",
            summary="A sample summary.",
            short_title="",
            icon="compass",
            body=[("text", rich_text("<p>A sample text.</p>"))],
            **changed,
        )
    )


@pytest.mark.parametrize("address", PAGES)
def test_editor_opens_every_page(client, editor, address):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page_at(address).pk]))

    assert response.status_code == 200
    for tab in ("Content", "Upkeep and sources", "Search and sharing"):
        assert tab in response.text


def test_dashboard_says_what_can_and_must_be_done(client, publisher):
    page = client.get(reverse("wagtailadmin_home")).text

    assert "What would you like to do?" in page
    assert "Change “Who we are”" in page
    assert "What the site waits for" in page
    assert "8 objectives have proposed links to the Global Compact" in page
    assert "The postal address is not written yet" in page


def test_task_disappears_when_it_is_done(client, publisher):
    ObjectivePage.objects.update(links_confirmed_on="2026-11-01")

    assert "proposed links" not in client.get(reverse("wagtailadmin_home")).text


def test_page_that_should_have_been_checked_is_an_urgent_task(client, publisher, mission):
    mission.review_by = timezone.localdate() - timedelta(days=1)
    mission.save()

    assert "“Who we are” should have been checked by now" in client.get(reverse("wagtailadmin_home")).text


def test_form_says_that_proposed_links_wait_for_confirmation(client, editor):
    objective = page_at("/en/who-we-are/strategy/less-poverty/")

    assert "PROPOSED" in client.get(reverse("wagtailadmin_pages:edit", args=[objective.pk])).text


def test_publisher_adds_a_ninth_objective(client, publisher, strategy):
    address = reverse("wagtailadmin_pages:add", args=["pages", "objectivepage", strategy.pk])

    response = client.post(address, objective_form() | {"action-publish": "1"})

    assert response.status_code == 302, response.context["form"].errors
    page = client.get("/en/who-we-are/strategy/ninth/").text
    assert "Objective 9 of 9" in page
    assert "A sample text." in page


def test_publisher_adds_a_sixth_country(client, publisher, region):
    address = reverse("wagtailadmin_pages:add", args=["pages", "countrypage", region.pk])
    form = nested_form_data(
        lists(title="Sample country", slug="sample", summary="", iso2="XX", iom_status="member", member_since="06.2001")
    )

    response = client.post(address, form | {"action-publish": "1"})

    assert response.status_code == 302, response.context["form"].errors
    assert str(CountryPage.objects.get(slug="sample").member_since) == "2001-06"
    assert "since June 2001" in client.get("/en/who-we-are/regional-approach/sample/").text


def test_date_that_does_not_exist_is_refused_beside_the_field_and_kept(client, publisher, region):
    address = reverse("wagtailadmin_pages:add", args=["pages", "countrypage", region.pk])
    form = nested_form_data(
        lists(
            title="Sample country", slug="sample", summary="", iso2="XX", iom_status="member", member_since="31.11.2001"
        )
    )

    response = client.post(address, form | {"action-publish": "1"})

    assert response.status_code == 200
    assert "does not exist" in str(response.context["form"].errors["member_since"])
    assert 'value="31.11.2001"' in response.text
    assert not CountryPage.objects.filter(slug="sample").exists()


def test_draft_is_not_seen_by_readers(client, editor, strategy):
    address = reverse("wagtailadmin_pages:add", args=["pages", "objectivepage", strategy.pk])

    assert client.post(address, objective_form()).status_code == 302

    assert ObjectivePage.objects.get(slug="ninth").live is False
    assert client.get("/en/who-we-are/strategy/ninth/").status_code == 404


def test_editor_may_not_publish_but_submits_for_review(client, editor, strategy):
    address = reverse("wagtailadmin_pages:add", args=["pages", "objectivepage", strategy.pk])
    client.post(address, objective_form() | {"action-publish": "1"})
    page = ObjectivePage.objects.get(slug="ninth")
    assert page.live is False

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, objective_form() | {"action-submit": "1"})

    assert Workflow.objects.filter(active=True).exists()
    assert page.current_workflow_state.status == "in_progress"


def test_scheduled_page_waits_for_its_time(client, publisher, strategy):
    from django.core.management import call_command

    tomorrow = timezone.localtime() + timedelta(days=1)
    address = reverse("wagtailadmin_pages:add", args=["pages", "objectivepage", strategy.pk])
    client.post(address, objective_form(go_live_at=f"{tomorrow:%Y-%m-%d %H:%M}") | {"action-publish": "1"})
    page = ObjectivePage.objects.get(slug="ninth")
    assert (page.live, page.approved_schedule) == (False, True)

    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    content = revision.content
    content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.content = content
    revision.save()
    call_command("publish_scheduled", verbosity=0)

    assert client.get("/en/who-we-are/strategy/ninth/").status_code == 200


def test_history_compares_and_restores(client, publisher, home):
    home.headline = "A sample headline"
    home.save_revision().publish()
    first, last = home.revisions.order_by("pk").first(), home.revisions.order_by("pk").last()

    assert client.get(reverse("wagtailadmin_pages:history", args=[home.pk])).status_code == 200
    compared = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[home.pk, first.pk, last.pk])).text
    assert "sample" in re.sub(r"<[^>]+>", "", compared)
    assert client.get(reverse("wagtailadmin_pages:revisions_revert", args=[home.pk, first.pk])).status_code == 200


def test_objectives_are_put_in_order_by_dragging(client, publisher, strategy):
    listing = reverse("wagtailadmin_explore", args=[strategy.pk])
    assert "reorder" in client.get(listing, {"ordering": "ord"}).text.lower()
    last = ObjectivePage.objects.child_of(strategy).last()

    client.post(reverse("wagtailadmin_pages:set_page_position", args=[last.pk]) + "?position=0")

    assert ObjectivePage.objects.child_of(strategy).first() == last


@pytest.mark.parametrize("field", ["support_strands", "milestones"])
def test_strands_and_milestones_can_be_dragged(client, editor, mission, field):
    form = client.get(reverse("wagtailadmin_pages:edit", args=[mission.pk])).context["form"]

    assert form.fields[field].block.meta.max_num is None
    assert MissionPage._meta.get_field(field).stream_block.child_blocks


def test_publisher_changes_the_words_around_every_page(client, publisher):
    words = SiteTexts.objects.get(locale__language_code="en")
    address = reverse(SiteTexts.snippet_viewset.get_url_name("edit"), args=[words.pk])
    texts = [field.name for field in SiteTexts._meta.fields if field.get_internal_type() in ("CharField", "TextField")]
    form = {name: getattr(words, name) for name in texts if isinstance(getattr(words, name), str)}
    form |= nested_form_data({"menu": streamfield([]), "footer_groups": streamfield([])})

    response = client.post(address, form | {"footer_about": "A sample sentence.", "action-publish": "1"})

    assert response.status_code == 302, response.context["form"].errors
    assert "A sample sentence." in client.get("/en/").text


def test_publisher_changes_what_is_true_of_the_office(client, publisher):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["pages", "siteidentity", site.pk])
    form = {"country_iso2": "TM", "email": "sample@example.org"} | nested_form_data(
        {"social_accounts": streamfield([])}
    )

    assert client.post(address, form).status_code == 302

    assert SiteIdentity.for_site(site).email == "sample@example.org"


def test_telephone_without_country_code_is_refused_beside_the_field(client, publisher):
    address = reverse("wagtailsettings:edit", args=["pages", "siteidentity", Site.objects.get().pk])
    form = {"country_iso2": "TM", "phone": "12-34"} | nested_form_data({"social_accounts": streamfield([])})

    response = client.post(address, form)

    assert response.status_code == 200
    assert "country code" in str(response.context["form"].errors["phone"])


def test_publisher_puts_an_alert_on_the_site(client, publisher):
    address = reverse(Alert.snippet_viewset.get_url_name("add"))
    form = nested_form_data({"title": "Sample notice", "text": rich_text("<p>A sample text.</p>"), "part": ""})

    response = client.post(address, form | {"action-publish": "1"})

    assert response.status_code == 302, response.context["form"].errors
    assert "A sample text." in client.get("/en/").text


@pytest.mark.parametrize("model", [Alert, SiteTexts, GCMObjective])
def test_editor_sees_the_lists_of_what_stands_across_the_site(client, editor, model):
    assert client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


def test_two_headings_that_say_the_same_are_refused(client, publisher, strategy):
    body = [("heading", "Sample"), ("heading", "Sample")]
    address = reverse("wagtailadmin_pages:add", args=["pages", "objectivepage", strategy.pk])
    form = nested_form_data(
        lists(title="Sample", slug="ninth", summary="Sample.", short_title="", icon="compass", body=body)
    )

    response = client.post(address, form | {"action-publish": "1"})

    assert response.status_code == 200
    assert not ObjectivePage.objects.filter(slug="ninth").exists()


@pytest.mark.parametrize("address", PAGES)
def test_preview_shows_the_page_as_readers_will_see_it(client, editor, rf, address):
    page = page_at(address).specific
    request = rf.get("/")
    request.user = AnonymousUser()

    response = page.make_preview_request(request)

    assert response.status_code == 200
    assert page.title in response.rendered_content if hasattr(response, "rendered_content") else True


def test_visitor_of_the_admin_is_asked_to_sign_in(client, db):
    assert client.get("/admin/").status_code == 302
    assert "password" in client.get("/admin/login/").text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_two_entries_of_the_menu_share_a_name_or_a_label(rf, db, language):
    """A second entry of a name that Wagtail has opens Wagtail's, and cannot be reached itself."""
    from django.utils import translation
    from wagtail.admin.menu import admin_menu

    request = rf.get("/admin/")
    request.user = User.objects.create_superuser("sample", "sample@example.org")
    with translation.override(language):
        entries = admin_menu.menu_items_for_request(request)
        names, labels = [each.name for each in entries], [str(each.label) for each in entries]

    assert len(entries) > 8
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert "hotlines" in names
