import pytest

from programmes.projects import ProjectPage


@pytest.fixture
def nothing_else(db):
    """No project is on record but those of the test."""
    for page in ProjectPage.objects.live():
        page.unpublish()
