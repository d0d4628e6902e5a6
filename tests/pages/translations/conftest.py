import pytest
from wagtail.models import Locale

from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from tests.pages.translations.po import BODY, FINISHED, bring_back, fresh
from tests.pages.translations.russian import in_language


@pytest.fixture
def source(home):
    page = home.add_child(instance=StandardPage(title="Sample page", summary="A sample.", slug="sample", body=BODY))
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def page(source, publisher):
    """A translation that is a draft, with the English words."""
    return source.copy_for_translation(Locale.objects.get(language_code="ru"))


@pytest.fixture
def finished(client, page):
    """A translation that is published and current."""
    assert bring_back(client, page, FINISHED).status_code == 302
    fresh(page).get_latest_revision().publish()
    return fresh(page)


@pytest.fixture
def russian_mission(db):
    return in_language(MissionPage, "ru")
