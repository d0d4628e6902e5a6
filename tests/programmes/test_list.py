"""The list of projects: filters, search, order, pages, one address for each state."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Filter

from pages.base.media import SiteImage
from pages.values.image_sizes import SHAPES
from programmes.places import Province
from tests.factories import photograph
from tests.programmes import samples

pytestmark = pytest.mark.database
LIST = "/en/our-work/projects/"


@pytest.fixture
def three(db):
    """Three projects that differ in everything."""
    ahal, balkan = Province.objects.filter(locale__language_code="en", code__in=["TM-A", "TM-B"]).order_by("code")
    return [
        samples.project(
            "Zebra sample quokkas",
            code="A3.1",
            status="active",
            start_date="2031",
            end_date="2033",
            donors=["Sample donor one"],
            locations=[ahal],
        ),
        samples.project(
            "Alpha sample quokkas",
            code="A3.2",
            status="pipeline",
            start_date="2035",
            donors=["Sample donor two"],
            locations=[ahal, balkan],
            budget_amount=900_000_000,
            budget_currency="USD",
            budget_as_of="2026",
            budget_source="Sample",
        ),
        samples.project("Middle sample wombats", code="A3.2", donors=["Sample donor two"]),
    ]


def titles(page):
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]*)</a></h2>", page)


def found(client, query):
    return titles(client.get(LIST + query).text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=pipeline&donor=sample-donor-two", {"Alpha sample quokkas"}),
        ("?donor=sample-donor-two", {"Alpha sample quokkas", "Middle sample wombats"}),
        ("?year=2032", {"Zebra sample quokkas"}),
        ("?province=TM-A", {"Zebra sample quokkas", "Alpha sample quokkas"}),
        ("?province=TM-A&area=A3.1", {"Zebra sample quokkas"}),
        ("?donor=sample-donor-two&objective=action-on-human-trafficking&status=not_stated", {"Middle sample wombats"}),
        ("?q=quokkas", {"Zebra sample quokkas", "Alpha sample quokkas"}),
        ("?q=quokka&status=active", {"Zebra sample quokkas"}),
    ],
)
def test_filters_and_words_choose_projects(client, three, query, expected):
    assert set(found(client, query)) == expected


def test_filter_by_goals(client, three):
    from pages.base.taxonomies import GCMObjective, SDGTarget

    page = three[0]
    page.gcm_objectives = GCMObjective.objects.filter(number=9, locale=page.locale)
    page.sdg_targets = SDGTarget.objects.filter(code="10.c", locale=page.locale)
    page.save_revision().publish()

    assert found(client, "?gcm=9") == ["Zebra sample quokkas"]
    assert found(client, "?sdg=10.c") == ["Zebra sample quokkas"]


def test_orders(client, three):
    assert found(client, "?q=sample&sort=title") == sorted(found(client, "?q=sample"))
    newest = found(client, "")
    assert newest[:2] == ["Alpha sample quokkas", "Zebra sample quokkas"]
    assert found(client, "?sort=budget")[0] == "Alpha sample quokkas"


def test_counts_beside_the_choices_are_what_the_choice_then_shows(client, three):
    page = client.get(LIST + "?donor=sample-donor-two").text

    assert '<option value="A3.2">National legislation (2)</option>' in page
    assert '<option value="pipeline">Planned (1)</option>' in page
    assert '<option value="active">' not in page
    assert len(found(client, "?donor=sample-donor-two&area=A3.2")) == 2


def test_each_filter_in_use_can_be_removed(client, three):
    page = client.get(LIST + "?donor=sample-donor-two&status=pipeline&q=alpha").text

    assert f'href="{LIST}?status=pipeline&amp;q=alpha"' in page
    assert f'href="{LIST}?status=pipeline&amp;donor=sample-donor-two"' in page
    assert "Donor: Sample donor two" in page


def test_state_has_one_address(client, three):
    response = client.get(LIST + "?status=&area=A3.2&q=&sort=&donor=")

    assert response.status_code == 302
    assert response.headers["Location"].endswith(LIST + "?area=A3.2")


def test_unknown_filter_is_left_out_and_named(client, three):
    page = client.get(LIST + "?donor=nobody&status=active").text

    assert "so it was left out: Donor" in page
    assert "Zebra sample quokkas" in titles(page)


def test_nothing_found_says_what_to_do(client, three):
    page = client.get(LIST + "?q=qwertzuiop").text

    assert "No project fits all of this" in page
    assert f'href="{LIST}"' in page


@pytest.mark.parametrize("query", ["?year=%00", "?page=1e9", "?page=-1", "?sort=x&status=%ff", "?q=" + "%22" * 900])
def test_nonsense_is_answered(client, three, query):
    assert client.get(LIST + query).status_code in (200, 302, 400)


def test_long_list_comes_in_pages_that_keep_the_filters(client, db):
    for number in range(14):
        samples.project(f"Sample {number}", code="A3.6", donors=["A sample donor of many"])

    page = client.get(LIST + "?donor=a-sample-donor-of-many").text

    assert len(titles(page)) == 12
    assert "donor=a-sample-donor-of-many&amp;page=2" in page
    assert len(found(client, "?donor=a-sample-donor-of-many&page=2")) == 2


def test_draft_and_unpublished_projects_are_not_listed(client, three):
    samples.project("Draft sample", donors=["Sample donor two"], publish=False)
    three[1].unpublish()

    assert found(client, "?donor=sample-donor-two") == ["Middle sample wombats"]


@pytest.mark.parametrize(("code", "word"), [("ru", "Донор"), ("tk", "Donor")])
def test_project_without_translation_is_listed_in_english_and_marked(client, three, code, word):
    samples.translated(three[0], code, "Образец кенгуру")
    page = client.get(f"/{code}/our-work/projects/?province=TM-A").text

    assert word in page
    assert "Образец кенгуру" in page
    assert '<h2 lang="en"><a href="/en/our-work/legislation/alpha-sample-quokkas/">' in page


def test_search_in_russian_finds_the_translation(client, three):
    samples.translated(three[0], "ru", "Образец кенгуру")

    assert "Образец кенгуру" in client.get("/ru/our-work/projects/?q=кенгуру").text


def test_titles_stand_in_the_order_of_the_alphabet_of_the_language():
    from pages.search.text import sort_key

    russian = ["Ель", "Ёлка", "Жизнь", "Яма", "Арка"]
    turkmen = ["Zähmet", "Ýaşlar", "Çagalar", "Dünýä", "Älem", "Adam", "Eden", "Žurnal", "Jemgyýet", "Bilim"]

    assert sorted(russian, key=lambda title: sort_key(title, "ru")) == ["Арка", "Ель", "Ёлка", "Жизнь", "Яма"]
    assert sorted(turkmen, key=lambda title: sort_key(title, "tk")) == [
        *("Adam", "Bilim", "Çagalar", "Dünýä", "Eden", "Älem", "Jemgyýet", "Žurnal", "Ýaşlar", "Zähmet")
    ]
    assert sorted(["b", "A", "C"], key=lambda title: sort_key(title, "en")) == ["A", "b", "C"]


def test_pictures_of_many_projects_cost_no_more_queries_than_that_of_one(client, db):
    file = ContentFile(photograph(), "sample.jpg")
    image = SiteImage.objects.create(title="Sample", file=file, description="Sample", shows_people="nobody")
    image.get_renditions(*Filter.expand_spec(SHAPES["row"].specs))
    address = LIST + "?donor=a-donor-with-pictures"

    def questions():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        return len(asked), page.text.count("<img ")

    samples.project("Sample 0", donors=["A donor with pictures"], image=image)
    few, shown = questions()
    assert shown == 1
    for number in range(1, 6):
        samples.project(f"Sample {number}", donors=["A donor with pictures"], image=image)

    assert questions() == (few, 6)
    assert "<img " not in client.get(address, headers={"save-data": "on"}).text
