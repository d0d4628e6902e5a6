"""Print what a backup and a restore cost with few and with many pages: seconds, megabytes of memory and of the archive.

In databases and folders of its own, which it makes and removes. SQLite always; PostgreSQL if DATABASE_URL names one.
Every row and file is compared afterwards, past the commands themselves.
"""

import os
import sys
from argparse import ArgumentParser
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter

import pyrage
from environ import Env

from tests import databases
from tests.benchmarks.measuring import set_up, whole_number
from tests.iom_site.operations.sites import WholeSite

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
WAYS = [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("sqlite", "postgresql")]
LINE = "{:28} {:>7} {:>9} {:>13} {:>11} {:>12}"


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=whole_number, default=10_000, help="pages beside the first content (10000)")
    parser.add_argument("--pictures", type=whole_number, default=2_000, help="pictures (2000)")
    given = parser.parse_args()
    set_up()
    kinds = ["sqlite", "postgresql"] if server() else ["sqlite"]
    if len(kinds) == 1:
        print("PostgreSQL is not measured: DATABASE_URL names none.")
    print(LINE.format("", "pages", "seconds", "of them, CPU", "MB, memory", "MB, archive"), flush=True)
    for pages, pictures in ((5, 1), (given.pages, given.pictures)):
        for source in kinds:
            with site(source, empty=False) as original:
                run(original, "shell", "--no-imports", "--command", MAKE.format(pages=pages, pictures=pictures))
                told = run(original, "backup")
                size = original.archives[0].stat().st_size / 1e6
                print(LINE.format(f"backup, {KINDS[source]}", pages, *told, f"{size:.1f}"), flush=True)
                for target in [target for begun, target in WAYS if begun == source and target in kinds]:
                    restore(original, source, target, pages)


MAKE = "from tests.benchmarks.generated_site import make_site; make_site({pages}, {pictures})"
KEY = pyrage.x25519.Identity.generate()


def restore(original, source, target, pages):
    with site(target, empty=True) as restored:
        key = restored.folder / "key.txt"
        key.write_text(str(KEY))
        told = run(restored, "restore", original.archives[0], "--identity", key)
        compare(original, restored)
    way = f"restore, {KINDS[source]} to {KINDS[target]}"
    print(LINE.format(way, pages, *told, ""), flush=True)


def compare(original, restored):
    """Every row and file, in a process of its own: what it holds would be counted as memory of the next command."""
    child = os.fork()
    if not child:
        os._exit(_differ(original, restored))
    if os.waitpid(child, 0)[1]:
        raise SystemExit("What was restored differs.")


def _differ(original, restored):
    from tests.iom_site.operations.test_restore import copied

    before, after = copied(original.rows()), copied(restored.rows())
    different = [table for table in before if before[table] != after.get(table)]
    print(*different, end="", flush=True)
    return bool(different) or original.uploads != restored.uploads


def server():
    """The server that DATABASE_URL names, as psycopg knows it; nothing if it is none of PostgreSQL."""
    named = Env.db_url_config(os.environ["DATABASE_URL"])
    if "postgresql" not in named["ENGINE"]:
        return {}
    return {"host": named["HOST"] or named["OPTIONS"]["host"], "user": named["USER"], "dbname": named["NAME"]}


@contextmanager
def site(kind, *, empty):
    """A fresh site, or an empty database that was only migrated."""
    settings = {"BACKUP_RECIPIENTS": str(KEY.to_public())}
    with TemporaryDirectory() as folder:
        if kind == "sqlite":
            databases.copy_sqlite(Path(folder) / "site.sqlite3", empty=empty)
            yield WholeSite(Path(folder), f"sqlite:///{folder}/site.sqlite3", settings)
            return
        from psycopg import connect, sql

        named, name = server(), f"measured_{os.getpid()}_{'empty' if empty else 'original'}"
        databases.copy_postgresql(named, name, empty=empty)
        try:
            yield WholeSite(Path(folder), f"postgres://{named['user']}@/{name}?host={named['host']}", settings)
        finally:
            with connect(**named, autocommit=True) as control:
                control.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def run(which, *words):
    """Run a command of the site: seconds, those of them in which it worked, megabytes of memory at most."""
    command = [sys.executable, "manage.py", *map(str, words)]
    said = which.folder / "said"
    begun = perf_counter()
    with said.open("w") as errors:
        process = Popen(command, cwd=databases.ROOT, env=which.environment, stdout=DEVNULL, stderr=errors)
        _pid, ended, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(ended):
        raise SystemExit(f"{words[0]} failed:\n{said.read_text()[-3000:]}")
    worked = usage.ru_utime + usage.ru_stime
    return f"{perf_counter() - begun:.1f}", f"{worked:.1f}", f"{usage.ru_maxrss / 1024:.0f}"


if __name__ == "__main__":
    main()
