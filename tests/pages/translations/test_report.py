"""How far each language is, for staff."""

import csv
import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from tests.pages.translations.russian import in_language, publish


def report(client, **query):
    """The rows of the report as a person downloads them: title → row."""
    content = client.get(reverse("translations"), {"export": "csv", **query}).getvalue().decode()
    return {row["Page"]: row for row in csv.DictReader(StringIO(content))}


@pytest.fixture
def uneven(mission):
    """The mission changed, and of one objective the Russian version is a draft and the Turkmen one is missing."""
    mission.mandate = "A sample mandate."
    publish(mission)
    in_language(ObjectivePage, "tk", slug="less-poverty").delete()
    in_language(ObjectivePage, "ru", slug="less-poverty").unpublish()
    return in_language(ObjectivePage, "en", slug="less-poverty")


def test_report_tells_what_is_missing_draft_outdated_and_awaits_review(client, publisher, home, mission, uneven):
    rows = report(client)

    assert len(rows) == Page.objects.live().filter(depth__gt=1, locale=home.locale).count()
    assert (rows[uneven.title]["Русский"], rows[uneven.title]["Türkmençe"]) == ("draft", "missing")
    assert rows[mission.title]["Русский"] == rows[mission.title]["Türkmençe"] == "outdated"
    assert str(timezone.localdate().year) in rows[mission.title]["Русский: outdated since"]
    assert rows[home.title]["Русский"] == "awaits a native editor"


def test_report_leads_to_where_the_work_goes_on(client, publisher, russian_mission, uneven):
    page = client.get(reverse("translations")).text

    assert re.search(rf'href="/admin/pages/{russian_mission.pk}/edit/">outdated</a> since \d', page)
    assert f'href="{reverse("simple_translation:submit_page_translation", args=[uneven.pk])}">missing</a>' in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state": "missing"}, ["Less poverty"]),
        ({"state": "missing", "language": "ru"}, []),
        ({"state": "draft", "language": "ru"}, ["Less poverty"]),
        ({"state": "outdated", "language": "tk"}, ["Who we are"]),
    ],
)
def test_report_is_filtered_by_language_and_state(client, publisher, uneven, query, titles):
    uneven.title = "Less poverty"
    uneven.save()

    assert list(report(client, **query)) == titles
    page = client.get(reverse("translations_results"), query)
    assert page.status_code == 200
    assert all(f">{title}<" in re.sub(r"\s*\n\s*", "", page.text) for title in titles)


def test_report_of_one_language_shows_no_other(client, publisher):
    assert "Türkmençe" not in next(iter(report(client, language="ru").values()))


def test_title_in_the_exported_report_is_no_formula(client, publisher, home):
    home.title = "=1+1"
    publish(home)

    assert "'=1+1" in report(client)


def test_report_costs_the_same_for_many_pages(client, publisher, home, django_assert_max_num_queries):
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Sample {number}", slug=f"s{number}"))

    with django_assert_max_num_queries(25):
        client.get(reverse("translations"))


def test_nothing_of_the_report_is_open_to_who_may_edit_no_page(client, django_user_model):
    clerk = django_user_model.objects.create_user("clerk", "clerk@example.org", "x" * 12)
    clerk.groups.add(Group.objects.get(name="Message desk"))
    client.force_login(clerk)

    dashboard = client.get(reverse("wagtailadmin_home"))

    assert dashboard.status_code == 200
    assert reverse("translations") not in dashboard.text
    for name in ("translations", "translations_results"):
        assert client.get(reverse(name)).status_code == 302
        assert client.get(reverse(name), {"export": "csv"}).status_code == 302


def test_dashboard_shows_how_far_each_language_is(client, publisher, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    page = client.get(reverse("wagtailadmin_home")).text

    count = Page.objects.live().filter(depth__gt=1, locale=mission.locale).count()
    assert f"{count - 1} of {count} pages are as new as the original" in page
    assert reverse("translations") in page


def test_form_of_a_translation_leads_to_the_difference(client, publisher, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[russian_mission.pk])).text

    assert "The original changed on" in page
    difference = re.search(r'href="([^"]+/revisions/compare/[^"]+)"', page)[1]
    assert "sample mandate" in re.sub(r"<[^>]+>", "", client.get(difference).text)


def test_form_of_an_original_has_no_part_for_translations(client, publisher, mission):
    assert (
        "now says what the original says" not in client.get(reverse("wagtailadmin_pages:edit", args=[mission.pk])).text
    )


def test_preview_shows_the_original_beside_the_form(rf, russian_mission):
    response = russian_mission.make_preview_request(preview_mode="source")

    assert "source" in [name for name, _label in russian_mission.preview_modes]
    assert "began its operations in Turkmenistan in 1997" in response.text
    assert '<html lang="en"' in response.text
