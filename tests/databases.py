"""The site as a fresh `make run` leaves it, made once and copied for every process that tests it.

To migrate and to load the initial content takes most of a minute; to copy the result takes none. What was made is
kept in `.cache/tests` under a fingerprint of what decides its tables and rows. CI begins without it.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from environ import Env

import tests.environment  # noqa: F401 - a machine without `.env` makes it too

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "tests"
MADE_FROM = (
    *("iom_site/initial_content", "iom_site/roles.py", "pages/accounts/audit_handlers.py", "pages/migrations"),
    *("pages/search", "pages/translations/status.py", "programmes/imports", "programmes/migrations"),
    "requirements/dev.txt",
)
SUFFIXES = {".py", ".toml", ".csv", ".mo", ".json", ".txt"}


@cache
def fingerprint():
    """Of everything that decides what the database of a fresh site holds."""
    digest = sha256(sys.version.encode())
    for name in MADE_FROM:
        for path in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if path.suffix in SUFFIXES and path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def manage(*arguments, **environment):
    """Run a command of the site in a process of its own."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)


def make(address, keep_migrated):
    """Make the fresh site in the empty database at this address; on the way keep what holds nothing yet."""
    manage("migrate", "--verbosity", "0", DATABASE_URL=address)
    keep_migrated()
    manage("load_initial_content", "--verbosity", "0", DATABASE_URL=address)


@contextmanager
def one_at_a_time(name):
    """Of several processes that need the same thing, one makes it and the others wait."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sqlite_template():
    """The file of a fresh site on SQLite."""
    made = CACHE / f"{fingerprint()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not made.exists():
            for old in CACHE.glob("*.sqlite3*"):
                old.unlink()
            begun = CACHE / "begun.sqlite3"
            begun.unlink(missing_ok=True)
            make(f"sqlite:///{begun}", lambda: _keep_sqlite(begun, migrated_sqlite(made)))
            _keep_sqlite(begun, made)
            begun.unlink()
    return made


def _keep_sqlite(begun, place):
    """A copy of the file once it holds everything that was written."""
    with sqlite3.connect(begun) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    shutil.copyfile(begun, place.with_suffix(".part"))
    place.with_suffix(".part").rename(place)


def migrated_sqlite(made):
    """Beside the fresh site: the same tables with nothing in them."""
    return made.with_name(f"{made.stem}.migrated.sqlite3")


def copy_sqlite(place, *, empty=False):
    """A fresh site on SQLite, as a file at this place; or a database that was only migrated."""
    made = sqlite_template()
    shutil.copyfile(migrated_sqlite(made) if empty else made, place)


def use_sqlite(connection, worker):
    """Put a fresh site into the memory of this process, and let the connection read it there."""
    connection.close()
    connection.settings_dict["NAME"] = f"file:site_{worker}?mode=memory&cache=shared"
    connection.ensure_connection()
    with sqlite3.connect(sqlite_template()) as made:
        made.backup(connection.connection)


def postgresql_template(server):
    """The name of the database of a fresh site on this server: `{"host": …, "user": …, "dbname": …}`."""
    from psycopg import connect, sql

    made = f"site_{fingerprint()}"
    with one_at_a_time("postgresql"), connect(**server, autocommit=True) as control:
        if not control.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made]).fetchone():
            control.execute("DROP DATABASE IF EXISTS begun")
            control.execute("CREATE DATABASE begun")
            kept = sql.Identifier(f"{made}_migrated")
            control.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(kept))
            keep = sql.SQL("CREATE DATABASE {} TEMPLATE begun").format(kept)
            make(f"postgres://{server['user']}@/begun?host={server['host']}", lambda: control.execute(keep))
            control.execute(sql.SQL("ALTER DATABASE begun RENAME TO {}").format(sql.Identifier(made)))
    return made


def copy_postgresql(server, name, *, empty=False):
    """A fresh site in a database of this name, or one that was only migrated; the server keeps it until it stops."""
    from psycopg import connect, sql

    template = postgresql_template(server) + ("_migrated" if empty else "")
    with one_at_a_time("postgresql"), connect(**server, autocommit=True) as control:
        control.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        names = map(sql.Identifier, (name, template))
        control.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def use_postgresql(connection, worker):
    """Copy a fresh site into a database of this process."""
    settings, name = connection.settings_dict, f"site_{worker}"
    connection.close()
    copy_postgresql(_server(settings), name)
    settings["NAME"] = name


def copy_for_a_server(place, name="site_served"):
    """A fresh site of the kind that this run is about, for a server of its own: the address of its database."""
    settings = Env.db_url_config(os.environ["DATABASE_URL"])
    if "sqlite" in settings["ENGINE"]:
        copy_sqlite(place / "site.sqlite3")
        return f"sqlite:///{place}/site.sqlite3"
    server = _server(settings)
    copy_postgresql(server, name)
    return f"postgres://{server['user']}@/{name}?host={server['host']}"


def _server(settings):
    host = settings["HOST"] or settings["OPTIONS"]["host"]
    return {"host": host, "user": settings["USER"], "dbname": settings["NAME"]}


def make_ready(address):
    """Make the fresh site of this database before the tests begin, while something else runs."""
    settings = Env.db_url_config(address)
    if "sqlite" in settings["ENGINE"]:
        sqlite_template()
    else:
        postgresql_template(_server(settings))


if __name__ == "__main__":
    make_ready(os.environ["DATABASE_URL"])
