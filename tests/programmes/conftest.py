"""What the tests of the open formats have in common."""

import pytest
from wagtail.models import Site

from programmes.index_page import ProgrammeIndexPage
from programmes.open_data_settings import OpenDataSettings


@pytest.fixture
def terms(db):
    """What staff have filled in about the open data."""
    return OpenDataSettings.for_site(Site.objects.get(is_default_site=True))


@pytest.fixture
def index_page(db):
    return ProgrammeIndexPage.objects.get(locale__language_code="en")


@pytest.fixture
def read(client, db):
    """A file as text, in a language, with filters."""

    def read(kind, query="", language="en"):
        page = ProgrammeIndexPage.objects.get(locale__language_code=language)
        response = client.get(f"{page.url}projects.{kind}{query}")
        assert response.status_code == 200
        return response.getvalue().decode()

    return read
