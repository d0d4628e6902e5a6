"""What holds for an item of every kind."""

import pytest

from pages.events.models import EventPage
from pages.opportunities.models import VacancyPage
from pages.publications.models import PublicationPage
from tests.pages.listings import samples
from tests.pages.listings.reading import ROOT, read


@pytest.mark.parametrize("kind", samples.KINDS)
def test_item_is_passed_on_without_telling_anyone(client, db, kind):
    item = samples.make(kind, "Sample & item")
    part = read(client, item.url).region("Pass this page on")

    assert part.root.xpath(".//input[@readonly]/@value") == [ROOT + item.url]
    assert any(link.startswith("sms:?&body=Sample%20%26%20item%0Ahttp") for link in part.links)
    assert any(link.startswith("mailto:?subject=Sample%20%26%20item&body=") for link in part.links)
    assert part.root.xpath(".//*[local-name()='svg' and @class='qr']")


@pytest.mark.parametrize("kind", samples.KINDS)
def test_unfinished_draft_can_be_looked_at(db, kind):
    nothing = dict.fromkeys({kind.date_field, kind.end_field} - {""})
    parent = samples.list_of(kind)
    page = parent.add_child(instance=kind(title="Sample draft", slug="draft", live=False, locale=parent.locale))
    for name, value in nothing.items():
        setattr(page, name, value)
    response = page.make_preview_request()

    assert response.status_code == 200
    assert "Sample draft" in response.text


@pytest.mark.parametrize("kind", [EventPage, PublicationPage, VacancyPage])
def test_item_that_was_published_unfinished_breaks_no_list(client, db, kind):
    item = samples.make(kind)
    name = getattr(kind, "moment_field", kind.date_field)
    kind.objects.filter(pk=item.pk).update(**{name: None})
    samples.make(kind, "Sample finished")
    url = samples.list_of(kind).url

    assert "Sample finished" in client.get(url).text
    assert client.get(f"{url}feed.xml").status_code == 200
    assert client.get(f"{item.url}event.ics").status_code == 404
    assert client.get(item.url).status_code == 200


def test_first_screen_leads_to_a_new_item_of_each_kind(client, editor):
    page = read(client, "/admin/")
    for kind in samples.KINDS:
        address = f"/admin/pages/add/pages/{kind._meta.model_name}/{samples.list_of(kind).pk}/"
        assert address in page.links
        assert client.get(address).status_code == 200
