"""No file that the admin makes of a list or a report calculates anything on the computer of whoever opens it."""

import csv
import io

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.content.standard import StandardPage
from pages.usefulness.models import UsefulnessCount
from programmes.projects import ProjectPage
from tests.factories import person

TITLE = "=1;=2"
# What a title stands in, whatever else is added.
WITH_TITLES = ("reports/aging-pages", "reports/locked", "reports/site-history", "reports/usefulness", "projects/")


def exporting_addresses():
    """Every address of the admin that needs no object and gives a file."""

    def walk(patterns, prefix):
        for pattern in patterns:
            part = str(pattern.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
            if not isinstance(pattern, URLPattern):
                yield from walk(pattern.url_patterns, prefix + part)
            elif issubclass(getattr(pattern.callback, "view_class", object), SpreadsheetExportMixin):
                yield prefix + part

    found = set(walk(get_resolver().url_patterns, "/"))
    return sorted(address for address in found if "<" not in address and "results" not in address)


@pytest.fixture
def administrator(client, home):
    user = person("administrator")
    client.force_login(user)
    page = home.add_child(instance=StandardPage(title=TITLE, slug="sample", locale=home.locale))
    page.save_revision(user=user).publish(user=user)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at="2026-01-01T00:00Z")
    ProjectPage.objects.sources().update(title=TITLE, draft_title=TITLE)
    UsefulnessCount.objects.create(page_id=page.pk, day=timezone.localdate(), useful=1)
    Redirect.objects.create(old_path="/sample", redirect_link=TITLE)
    return user


def test_titles_that_look_like_formulas_stay_words_in_every_file(client, administrator):
    addresses = exporting_addresses()
    assert len(addresses) > 10
    with_title = set()
    for address in addresses:
        response = client.get(address, {"export": "csv"})
        if not response.headers["Content-Type"].startswith("text/csv"):
            continue
        text = response.getvalue().decode()
        with_title |= {address} if "=1" in text else set()
        for separator in (",", ";", "\t"):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@"))], address

    for part in WITH_TITLES:
        assert [address for address in with_title if part in address], part
