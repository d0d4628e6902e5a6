import pytest

from programmes.projects import ProjectPage


@pytest.fixture
def nothing_else(db):
    """No project is on record but those of the test."""
    ProjectPage.objects.update(live=False)  # nothing is kept of them yet: the caches are empty
