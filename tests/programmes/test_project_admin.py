"""What staff do with projects in the admin, without being superusers."""

import csv
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from programmes.admin.listing import listing_url
from programmes.areas import ProgrammeAreaPage
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor, Partner
from programmes.places import Province
from programmes.projects import ProjectPage
from tests.factories import person
from tests.html import Document
from tests.programmes import samples


def project_form(**changed):
    """The form of a project as the browser sends it, empty unless filled."""
    lists = {name: streamfield([]) for name in ("sources", "change_notes", "corrections", "body", "results")}
    return nested_form_data(
        {
            **lists,
            "beneficiaries": streamfield([]),
            "comments": inline_formset([]),
            "donors": inline_formset(changed.pop("donors", [])),
            "title": "A sample project",
            "slug": "a-sample-project",
            "status": "not_stated",
            **changed,
        }
    )


def add(client, locations=(), **changed):
    address = reverse("wagtailadmin_pages:add", args=["programmes", "projectpage", samples.area().pk])
    return client.post(address, project_form(**changed) | {"locations": locations, "action-publish": "1"})


def test_publisher_makes_a_project_in_one_form(client, publisher):
    donor = samples.donor("A sample donor")
    ahal = Province.objects.get(code="TM-A", locale__language_code="en")

    response = add(
        client,
        status="active",
        start_date="06.2024",
        end_date="2030",
        budget_amount="1000.50",
        budget_currency="EUR",
        budget_as_of="2024",
        budget_source="Sample",
        locations=[str(ahal.pk)],
        donors=[{"donor": str(donor.pk), "amount": "10", "currency": "EUR", "year": "2024", "ORDER": "1"}],
    )

    assert response.status_code == 302, response.context["form"].errors
    page = client.get(ProjectPage.objects.get(slug="a-sample-project").url).text
    for words in ("June 2024 – 2030", "1,000.50\u00a0EUR", "A sample donor", "10\u00a0EUR, 2024", "Ahal"):
        assert words in page, words


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"start_date": "2015", "end_date": "2014"}, "end_date", "The end is before the beginning"),
        ({"status": "completed"}, "status", "A completed project has an end"),
        ({"budget_amount": "5"}, "budget_source", "only with its currency, its date and its source"),
        ({"end_date": "31.11.2024"}, "end_date", "does not exist"),
        ({"reviewed_on": "2999-01-01"}, "reviewed_on", "still to come"),
    ],
)
def test_impossible_data_is_refused_beside_the_field_and_kept(client, publisher, typed, field, words):
    response = add(client, **typed)

    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])
    name, value = list(typed.items())[-1]
    assert f'value="{value}"' in response.text, name
    assert not ProjectPage.objects.filter(slug="a-sample-project").exists()


def test_donor_with_an_amount_needs_a_currency(client, publisher):
    donor = samples.donor("A sample donor")

    response = add(client, donors=[{"donor": str(donor.pk), "amount": "10", "ORDER": "1"}])

    assert response.status_code == 200
    assert "only with its currency" in str(response.context["form"].formsets["donors"].errors)


@pytest.mark.parametrize("alias", ["", "on"])
def test_copy_of_a_project_is_another_project_without_its_number(client, publisher, alias):
    page = samples.project("Sample", project_id="SA.1", start_date="2020")
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": samples.area().pk, "publish_copies": "on"}

    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form | {"alias": alias})

    assert response.status_code == 302
    copy = ProjectPage.objects.get(slug="copy")
    page.save_revision().publish()
    assert "SA.1" in client.get(page.url).text
    assert "SA.1" not in client.get(copy.url).text
    assert "2020" in client.get(copy.url).text


def test_number_is_found_on_the_page_of_a_translation_too(client, db):
    page = samples.project("Sample", project_id="SA.1")

    assert "SA.1" in client.get(samples.translated(page, "ru", "Образец").url).text


def test_translation_is_saved_without_the_facts_and_keeps_those_of_the_original(client, publisher):
    original = samples.project("Sample", status="active", start_date="2020", donors=["A sample donor"])
    copy = samples.translated(original, "ru", "Образец")
    form = client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).context["form"]
    assert "status" not in form.fields
    assert "donors" not in form.formsets

    data = project_form(title="Новый образец", slug=copy.slug) | {"action-publish": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[copy.pk]), data)

    assert response.status_code == 302, response.context["form"].errors
    page = client.get(copy.url).text
    assert "Новый образец" in page
    assert "A sample donor" in page


def test_from_the_first_screen_one_click_on_an_area_leads_to_the_form_of_a_project_there(client, editor):
    first_screen = Document(client.get(reverse("wagtailadmin_home")).text)
    areas = Document(client.get(_link(first_screen, "Add a project")).text)

    titles = [area.title for area in ProgrammeAreaPage.objects.sources().order_by("path")]
    assert [each.text_content().strip() for each in areas.root.xpath("//main//ul//a")][-len(titles) :] == titles
    answer = client.get(_link(areas, "National legislation"))
    assert "New: Project" in answer.text
    assert answer.context["parent_page"].title == "National legislation"


def test_who_may_not_add_projects_is_not_shown_the_way(client, db):
    client.force_login(person("Message desk"))

    assert "Add a project" not in client.get(reverse("wagtailadmin_home"), follow=True).text


def _link(page, words):
    [address] = page.root.xpath("//main//a[normalize-space()=$words]/@href", words=words)
    return address


def test_list_shows_the_facts_and_only_originals(client, editor):
    original = samples.project("A sample of the list", status="active", start_date="2020", end_date="2021")
    samples.translated(original, "ru", "Образец списка")

    page = client.get(listing_url()).text

    assert "A sample of the list" in page
    assert "⚑ Active, but ended" in page
    assert "2020–2021" in page
    assert "Образец списка" not in page


def test_list_is_filtered(client, editor):
    samples.project("Overdue sample", status="active", start_date="2020", end_date="2021")
    samples.project("Unchecked sample", code="A3.6", awaits_check=True)

    overdue = client.get(listing_url(waits="overdue")).text
    unchecked = client.get(listing_url(waits="check", area=samples.area("A3.6").pk)).text
    active = client.get(listing_url(status="active")).text

    assert "Overdue sample" in overdue and "Unchecked sample" not in overdue
    assert "Unchecked sample" in unchecked and "Overdue sample" not in unchecked
    assert "Overdue sample" in active and "Unchecked sample" not in active


def test_project_that_ends_this_year_is_not_overdue(client, editor):
    from django.utils import timezone

    samples.project("Sample of this year", status="active", end_date=str(timezone.localdate().year))

    assert "Sample of this year" not in client.get(listing_url(waits="overdue")).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_exported(client, editor, kind):
    samples.project("Exported sample", budget_amount=5, budget_currency="USD", budget_as_of="2020", budget_source="S")

    response = client.get(listing_url(export=kind))
    content = b"".join(response.streaming_content)

    assert response.status_code == 200
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode())))
        assert any("Exported sample" in row and "5.00" in row for row in rows)


def test_first_screen_says_what_projects_wait_for(client, publisher):
    samples.project("Overdue sample", status="active", start_date="2020", end_date="2021", awaits_check=True)

    page = client.get(reverse("wagtailadmin_home")).text

    assert "still marked as active" in page
    assert "taken over from public sources: please check" in page
    assert "6 areas of work have proposed objectives" in page
    assert "No licence is stated for the data of projects." in page
    assert "The IATI file is not offered" in page


def test_task_of_the_data_disappears_when_it_is_done(client, publisher):
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["programmes", "opendatasettings", site.pk])
    form = {
        "licence_name": "Sample licence",
        "licence_url": "https://example.org/",
        "organisation_identifier": "XX-SAMPLE",
        "organisation_kind": "40",
        "organisation_name": "Sample",
        "country_code": "TM",
    }

    assert client.post(address, form).status_code == 302

    assert OpenDataSettings.for_site(site).offers_iati
    page = client.get(reverse("wagtailadmin_home")).text
    assert "No licence is stated" not in page
    assert "The IATI file is not offered" not in page


@pytest.mark.parametrize("model", [Donor, Partner, Province])
def test_publisher_keeps_donors_partners_and_places_and_an_editor_looks(client, publisher, model):
    """They are before readers at once, so whoever keeps them must have the right to publish."""
    listed, added = (reverse(model.snippet_viewset.get_url_name(name)) for name in ("list", "add"))
    assert [client.get(address).status_code for address in (listed, added)] == [200, 200]

    client.force_login(person("Editors"))
    assert [client.get(address).status_code for address in (listed, added)] == [200, 302]


def test_donor_that_pays_for_a_project_is_not_deleted(client, publisher):
    samples.project("Sample", donors=["A sample donor"])
    donor = Donor.objects.get(name="A sample donor")

    client.post(reverse(Donor.snippet_viewset.get_url_name("delete"), args=[donor.pk]))

    assert Donor.objects.filter(pk=donor.pk).exists()


def test_two_donors_of_one_name_have_two_addresses(db, english):
    one, two = (Donor.objects.create(name="A sample name", locale=english) for _ in range(2))

    assert (one.slug, two.slug) == ("a-sample-name", "a-sample-name-2")


def test_preview_shows_facts_that_are_not_published_yet(client, editor, rf):
    page = samples.project("Sample", start_date="2020", donors=["A sample donor"])
    draft = page.get_latest_revision_as_object()
    draft.project_id = "PREVIEW.1"
    draft.locations = Province.objects.filter(code="TM-B", locale=page.locale)
    request = rf.get("/")
    request.user = AnonymousUser()

    preview = draft.make_preview_request(request).render().text

    assert "PREVIEW.1" in preview
    assert "Balkan" in preview
    assert "A sample donor" in preview


@pytest.mark.parametrize(("who", "shown"), [("editor", False), ("publisher", True)])
def test_import_stands_in_the_menu_of_those_who_may(client, request, who, shown):
    request.getfixturevalue(who)

    assert (reverse("project_import") in client.get(reverse("wagtailadmin_home")).text) == shown
