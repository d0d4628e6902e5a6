import os

import pytest
from django.db import connections
from django.db.utils import load_backend
from environ import Env
from pyrage import x25519

from tests import databases
from tests.iom_site.operations.sites import PLANTED, WholeSite

SQLITE = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}  # as in the settings
KEY = x25519.Identity.generate()


def whole_site(folder, kind, *, empty, name=""):
    """A fresh site, or an empty database that was only migrated, on `sqlite` or on the PostgreSQL of this run.

    There it has this name; the next one of the same name takes its place.
    """
    settings = {"BACKUP_RECIPIENTS": str(KEY.to_public())}
    if kind == "sqlite":
        databases.copy_sqlite(folder / "site.sqlite3", empty=empty)
        return WholeSite(folder, f"sqlite:///{folder}/site.sqlite3", settings)
    given = Env.db_url_config(os.environ["DATABASE_URL"])
    if "postgresql" not in given["ENGINE"]:
        pytest.skip("needs PostgreSQL")
    server = {"host": given["HOST"] or given["OPTIONS"]["host"], "user": given["USER"], "dbname": given["NAME"]}
    name = f"site_{os.getpid()}_{name or ('empty' if empty else 'original')}"
    databases.copy_postgresql(server, name, empty=empty)
    return WholeSite(folder, f"postgres://{server['user']}@/{name}?host={server['host']}", settings)


@pytest.fixture(scope="session")
def key_file(tmp_path_factory):
    """The secret key as `age-keygen` writes it."""
    file = tmp_path_factory.mktemp("key") / "key.txt"
    file.write_text(f"# created: today\n# public key: {KEY.to_public()}\n{KEY}\n")
    return file


@pytest.fixture(scope="session")
def originals(tmp_path_factory):
    """Sites of each kind, with an archive of each, made once: `originals("sqlite")`."""
    made = {}

    def original(kind):
        if kind not in made:
            site = whole_site(tmp_path_factory.mktemp(kind), kind, empty=False)
            site.shell(PLANTED)
            site.done = site.manage("backup")
            made[kind] = site
        return made[kind]

    return original


@pytest.fixture
def connected(django_db_blocker):
    """A connection from this process to an SQLite site, by an alias: `connected(site, "live")`."""
    made = []

    def connect(site, alias):
        engine = load_backend("django.db.backends.sqlite3")
        options = {"NAME": site.address.removeprefix("sqlite:///"), "ENGINE": "django.db.backends.sqlite3"}
        asked = {**connections["default"].settings_dict, **options, "OPTIONS": SQLITE}
        connections[alias] = engine.DatabaseWrapper(asked, alias)
        made.append(alias)
        return alias

    with django_db_blocker.unblock():
        yield connect
    for alias in made:
        connections[alias].close()
        del connections[alias]


@pytest.fixture
def original(originals):
    return originals("sqlite")


@pytest.fixture
def empty(tmp_path):
    """A machine on which everything was installed and nothing is."""
    return whole_site(tmp_path, "sqlite", empty=True)
