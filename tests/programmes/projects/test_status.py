"""What readers are told of the status of a project."""

import json

import pytest
from django.utils import timezone

from tests.html import Document
from tests.programmes import samples

YEAR = timezone.localdate().year


@pytest.mark.parametrize(
    ("stated", "end", "shown", "words"),
    [
        ("active", None, "active", "Active"),
        ("active", str(YEAR), "active", "Active"),
        ("active", "2021-06", "ended", "Ended 2021"),
        ("completed", "2021", "ended", "Ended 2021"),
        ("suspended", None, "suspended", "Suspended"),
        ("suspended", "2021", "ended", "Ended 2021"),
        ("pipeline", None, "pipeline", "Planned"),
        ("pipeline", "2021", "not_stated", ""),
        ("not_stated", "2021-12-31", "ended", "Ended 2021"),
        ("not_stated", str(YEAR + 1), "not_stated", ""),
        ("not_stated", None, "not_stated", ""),
    ],
)
def test_readers_see_the_status_that_the_dates_allow(client, db, stated, end, shown, words):
    donors = ["A donor of one sample"]
    project = samples.project("Sample", status=stated, end_date=end, donors=donors)
    in_list = "/en/our-work/projects/?donor=a-donor-of-one-sample"

    def status(page):
        return [
            Document(each).text for each in Document(page.text).root.xpath("//main//*[starts-with(@class, 'status ')]")
        ]

    assert status(client.get(project.url)) == ([words] if words else [])
    assert status(client.get(in_list)) == ([words] if words else [])
    assert "Sample</a>" in client.get(f"{in_list}&status={shown}").text
    record = client.get(f"/en/our-work/projects.json?donor=a-donor-of-one-sample&status={shown}")
    (project,) = json.loads(record.getvalue())["projects"]
    assert (project["status"], project["public_status"]) == (stated, shown)


@pytest.mark.parametrize(
    ("code", "words"), [("en", "Ended 2021"), ("ru", "Завершено в 2021 году"), ("tk", "Tamamlandy: 2021")]
)
def test_end_is_said_in_the_language_of_the_page(client, db, code, words):
    project = samples.project("Sample", status="active", end_date="2021")
    project = project if code == "en" else samples.translated(project, code, "Sample")

    assert words in Document(client.get(project.url).text).text
