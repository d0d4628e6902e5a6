from time import time

import pytest
from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic
from django.utils import translation
from django_tasks_db.management.commands import db_worker
from wagtail.models import Locale

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import RegionalApproachPage
from pages.content.strategy import StrategyPage
from pages.site.context import site_context_for
from pages.values import cache as kept
from pages.values import rate_limits, site_version
from tests import databases
from tests.crawl import Crawl
from tests.factories import person


def pytest_addoption(parser):
    parser.addoption(
        "--write-tables", action="store_true", help="write the tables of who may do what (tests/pages/access) anew"
    )


def pytest_configure():
    """A password of a test is no secret: it need not cost a third of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """The tests that read the crawl, or a copy of the site, run in one process, so that it is made once."""
    for item in items:
        for made in {"crawl", "copied"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(made))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """The database of the tests holds the site as a fresh `make run` leaves it."""
    with django_db_blocker.unblock():
        use = databases.use_sqlite if connection.vendor == "sqlite" else databases.use_postgresql
        use(connection, worker_id)


@pytest.fixture(scope="session")
def crawl(django_db_setup, django_db_blocker):
    """The answers of the fresh site: see `tests/crawl.py`."""
    with django_db_blocker.unblock():
        return Crawl()


@pytest.fixture(scope="session")
def site_contexts(django_db_setup, django_db_blocker):
    """What stands around the pages of the fresh site, by its keys in the cache: it was a tenth of all work."""
    translation.activate("en")
    with django_db_blocker.unblock():
        return {
            f"site-context:{code}:{site_version.current()}": site_context_for(code) for code, _ in settings.LANGUAGES
        }


@pytest.fixture(autouse=True)
def caches_of_the_fresh_site(request, settings, tmp_path, monkeypatch):
    """Nothing is kept but the context of the fresh site; after a change it is built anew, as in life."""
    settings.MEDIA_ROOT = tmp_path
    reads_database = "db" in request.fixturenames or request.node.get_closest_marker("django_db")
    contexts = request.getfixturevalue("site_contexts") if reads_database else {}
    for cache in caches.all():
        cache.clear()
    # Other processes change nothing here, and what this one changes it knows at once: no count hangs on the clock.
    monkeypatch.setattr(site_version, "ASKED_EVERY_SECONDS", 3600)
    site_version.forget()
    # What a test undoes has the version of before again: nothing that was made meanwhile may be found under it.
    monkeypatch.setattr(kept, "_here", {})
    caches[DEFAULT_CACHE_ALIAS].set_many(contexts, kept.KEPT_SECONDS)
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def commits(monkeypatch):
    """A test runs inside a transaction: what waits for a commit is done when the blocks within that have ended."""
    leave, wait = Atomic.__exit__, BaseDatabaseWrapper.on_commit

    def run(database):
        while database.run_on_commit and all(block._from_testcase for block in database.atomic_blocks):
            _savepoints, do, _robust = database.run_on_commit.pop(0)
            do()

    def leave_and_run(block, *error):
        leave(block, *error)
        run(connections[block.using or DEFAULT_DB_ALIAS])

    def wait_or_run(database, do, robust=False):
        wait(database, do, robust)
        run(database)

    monkeypatch.setattr(Atomic, "__exit__", leave_and_run)
    monkeypatch.setattr(BaseDatabaseWrapper, "on_commit", wait_or_run)


@pytest.fixture
def work(db, monkeypatch):
    """Does what waits for the worker: `work()`."""
    # The transaction of the test lives in the connection, which a worker would take for an old one.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def work():
        options = {"queue_names": ["*"], "excluded_queue_names": [], "interval": 0, "max_tasks": None}
        db_worker.Worker(**options, batch=True, backend_name="background", startup_delay=False, worker_id="tests").run()

    return work


@pytest.fixture(autouse=True)
def hour_that_does_not_end(monkeypatch):
    """What is counted for an hour or a minute is counted from its beginning, however long a test takes."""
    begun = time() // rate_limits.HOUR * rate_limits.HOUR
    monkeypatch.setattr(rate_limits, "time", lambda: begun)


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


@pytest.fixture
def editor(client, db):
    """Somebody who may write and submit, signed in; no superuser."""
    user = person("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def publisher(client, db):
    """Somebody who may also publish, signed in; no superuser."""
    user = person("Moderators")
    client.force_login(user)
    return user
