"""What a list, its feed and its calendar cost and hold does not depend on how many items there are."""

import pytest
from django.db import connection
from icalendar import Calendar

from pages.events.models import EventPage
from pages.listings import calendars, feeds
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage
from pages.publications.models import PublicationPage
from pages.site import routing
from tests.benchmarks.generated_items import make_items
from tests.pages.listings import samples

FEW = 100
MOST = 80  # queries of a list just after a change, when everything is built anew
# One machinery makes all lists; what each kind asks for itself shows with a thousand.
KINDS = {NewsPage: 10_000, PublicationPage: 1000, EventPage: 1000, CallPage: 1000}
WITH_CALENDAR = (EventPage, CallPage)


def addresses(kind):
    url = samples.list_of(kind).url
    more = ["calendar.ics"] if kind in WITH_CALENDAR else []
    return [url + rest for rest in ("", "?year=2026", "?page=last", "feed.xml", *more)]


@pytest.fixture
def costs(client, db, django_assert_max_num_queries):
    """The queries of each address of a kind once it is warm, and those of the list just after a change."""

    def count(address):
        with django_assert_max_num_queries(MOST) as made:
            assert client.get(address).status_code == 200
        return len(made)

    def costs(kind):
        changed = {"changed": count(samples.list_of(kind).url)}
        return changed | {address: client.get(address) and count(address) for address in addresses(kind)}

    return costs


@pytest.mark.parametrize(("kind", "many"), KINDS.items())
def test_many_items_cost_the_queries_of_a_hundred(client, costs, kind, many):
    client.get(samples.list_of(kind).url)  # what a process asks once stands aside
    make_items(kind, FEW)
    few = costs(kind)
    make_items(kind, many - FEW)

    assert costs(kind) == few
    url = samples.list_of(kind).url
    assert client.get(f"{url}feed.xml").text.count("<entry>") == feeds.MOST
    if kind in WITH_CALENDAR:
        entries = Calendar.from_ical(client.get(f"{url}calendar.ics").content).walk("VEVENT")
        assert len(entries) == calendars.MOST


@pytest.fixture
def plans(client, db):
    """How the database looks for what an address asks of it, question by question."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a table this small through, whatever indexes it has.")

    def plans(address):
        asked = []

        def remember(execute, sql, params, *rest):
            asked.append((sql, params))
            return execute(sql, params, *rest)

        assert client.get(address).status_code == 200
        routing._places().clear()  # where the page stands is asked for, too
        with connection.execute_wrapper(remember):
            assert client.get(address).status_code == 200
        with connection.cursor() as cursor:
            return [
                step[3]
                for sql, params in asked
                if sql.startswith("SELECT")
                for step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            ]

    return plans


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_reads_all_pages_through(plans, kind):
    make_items(kind, 1)
    for address in (kind.objects.get().url, *addresses(kind)):
        steps = plans(address)
        assert any(step.startswith("SEARCH wagtailcore_page USING INDEX") for step in steps)
        read_through = {words[1] for step in steps if (words := step.split())[0] == "SCAN"}
        assert not read_through & {"wagtailcore_page", kind._meta.db_table}
