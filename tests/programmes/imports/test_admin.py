"""An import in the admin: seen, confirmed, carried out in the background."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from programmes.import_file import ProjectImport
from programmes.imports import run
from programmes.imports.columns import COLUMNS
from programmes.projects import ProjectPage
from tests.programmes import samples
from tests.programmes.imports.steps import NEW, confirm, database, table, the_project, uploaded

pytestmark = pytest.mark.database


def preview(client, *rows):
    response = uploaded(client, table(*rows))
    return client.get(response.url)


def result(client):
    """The page of the result of the file that was uploaded last."""
    return client.get(reverse("project_import_result", args=[ProjectImport.objects.latest("pk").pk]))


def test_editors_may_not_import(client, editor):
    record = ProjectImport.objects.create(file_name="sample.csv", content=table(NEW))
    addresses = [
        *(reverse("project_import"), reverse("project_import_template")),
        *(reverse(f"project_import_{view}", args=[record.pk]) for view in ("preview", "apply", "result", "file")),
    ]

    for address in addresses:
        assert client.post(address).url == reverse("wagtailadmin_home")
    assert not ProjectPage.objects.filter(title=NEW["title"]).exists()


def test_the_empty_table_has_every_column(client, publisher):
    text = client.get(reverse("project_import_template")).content.decode("utf-8-sig")

    assert text.strip().split(",") == list(COLUMNS)


def test_a_publisher_sees_then_confirms(client, publisher, work):
    page = preview(client, {**NEW, "donor": "Sample <fund>"})
    assert "Sample of an import" in page.text
    assert "Sample &lt;fund&gt;" in page.text
    assert not ProjectPage.objects.filter(title=NEW["title"]).exists()

    confirm(client)
    work()

    assert "New: 1. Changed: 0." in result(client).text
    assert the_project().owner == publisher


def test_a_confirmed_import_is_shown_as_running_until_it_is_done(client, publisher, work):
    preview(client, NEW)

    page = confirm(client)

    assert "The file is being applied." in page.text
    assert int(page["Refresh"]) <= 10
    work()
    assert "Refresh" not in result(client)


def test_what_was_uploaded_can_be_seen_and_taken_back(client, publisher, work):
    preview(client, NEW)
    confirm(client)
    work()

    listed = client.get(reverse("project_import")).text
    page = result(client).text
    file = client.get(reverse("project_import_file", args=[ProjectImport.objects.latest("pk").pk]))

    assert "sample.csv" in listed and "moderators" in listed and "done" in listed
    assert "Confirmed by moderators" in page
    assert file.getvalue() == table(NEW)


def test_the_preview_of_a_change_shows_old_and_new(client, publisher):
    samples.project("Sample", project_id="SA.3", start_date="2014")

    page = preview(client, {"project_id": "SA.3", "title": "Sample", "start": "2015"})

    assert "start: 2014 → 2015" in page.text


def test_the_preview_of_a_refused_file_offers_nothing_to_confirm(client, publisher):
    page = preview(client, NEW, {"title": "Other", "programme_area": "Z9"})

    assert "“Z9”" in page.text
    assert "Apply all of it" not in page.text


def test_a_file_that_cannot_be_read_is_not_kept(client, publisher):
    page = uploaded(client, "title\nГраница".encode("cp1251"))

    assert "CSV UTF-8" in page.text
    assert not ProjectImport.objects.exists()


def test_what_changed_between_preview_and_confirmation_stops_the_import(client, publisher, work):
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"}, NEW)
    page.summary = "Somebody began to write."
    page.save_revision()
    before = database()

    confirm(client)
    work()

    ending = result(client).text
    assert "Nothing was changed." in ending and "Somebody is working on this project" in ending
    assert database() == before


def test_a_file_that_could_not_be_applied_can_be_confirmed_again(client, publisher, work):
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"})
    draft = page.save_revision()
    confirm(client)
    work()
    draft.publish()

    confirm(client)
    work()

    assert "New: 0. Changed: 1." in result(client).text
    assert str(the_project("Sample").end_date) == "2016"


def test_reasons_are_in_the_language_of_who_confirmed(client, publisher, work):
    UserProfile.objects.create(user=publisher, preferred_language="ru")
    page = samples.project("Sample")
    preview(client, {"title": "Sample", "end": "2016"})
    page.save_revision()

    confirm(client)
    work()

    assert "Над этим проектом кто-то работает" in result(client).text


def test_a_second_confirmation_does_nothing_and_says_so(client, publisher, work):
    preview(client, NEW)
    confirm(client)
    confirm(client)
    work()
    before = database()

    assert "is not applied again" in confirm(client).text
    work()
    assert database() == before


@pytest.fixture
def failing_at_the_second_row(monkeypatch):
    real = run._apply
    monkeypatch.setattr(run, "_apply", lambda row, user: real(row, user) if row.number == 2 else 1 / 0)


def test_a_failure_in_the_middle_undoes_everything(client, publisher, work, failing_at_the_second_row):
    before = database()
    preview(client, NEW, {"title": "Other", "programme_area": "A3.1"})

    confirm(client)
    work()

    assert "Something failed" in result(client).text and "Nothing was changed." in result(client).text
    assert database() == before


def test_a_worker_that_is_stopped_in_the_middle_leaves_nothing_half_done(client, publisher, work, monkeypatch):
    real, applied = run._apply, []

    def stop_at_the_second_row(row, user):
        real(row, user)
        applied.append(row)
        if len(applied) == 2:
            raise SystemExit

    monkeypatch.setattr(run, "_apply", stop_at_the_second_row)
    before = database()
    preview(client, NEW, {"title": "Other", "programme_area": "A3.1"})

    confirm(client)
    work()

    assert "Nothing was changed." in result(client).text
    assert database() == before


def test_only_a_confirmation_applies(client, publisher):
    preview(client, NEW)

    assert client.get(reverse("project_import_apply", args=[ProjectImport.objects.latest("pk").pk])).status_code == 405
