import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.utils import translation
from wagtail.models import Locale

from pages.models import HomePage, MissionPage, RegionalApproachPage, StrategyPage, User

PASSWORD = "a long password of tests"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of the tests holds the site as a fresh `make run` leaves it."""
    with django_db_blocker.unblock():
        call_command("load_initial_content", verbosity=0)


@pytest.fixture(autouse=True)
def empty_caches(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def commits(monkeypatch):
    """Tests run inside a transaction that never commits: what waits for the commit is done at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, using=None, robust=False: do())


@pytest.fixture(autouse=True)
def english_first():
    """A request leaves its language behind; no test begins with that of another."""
    translation.activate("en")


@pytest.fixture
def home(db):
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def mission(db):
    return MissionPage.objects.get(locale__language_code="en")


@pytest.fixture
def strategy(db):
    return StrategyPage.objects.get(locale__language_code="en")


@pytest.fixture
def region(db):
    return RegionalApproachPage.objects.get(locale__language_code="en")


@pytest.fixture
def english(db):
    return Locale.objects.get(language_code="en")


def _person(group):
    user = User.objects.create_user(group.lower(), f"{group.lower()}@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client, db):
    """Somebody who may write and submit, signed in; no superuser."""
    user = _person("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def publisher(client, db):
    """Somebody who may also publish, signed in; no superuser."""
    user = _person("Moderators")
    client.force_login(user)
    return user
