"""Says how much the delivered proxy answers by itself, how much it holds, and which pages it does not hold."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timesince import timesince

from iom_site.warming import first_addresses

# The last word of a line of its log (`without_address`), where the page came from.
STATE = re.compile(r'^\[[^]]*\] "(?:GET|HEAD) \S.*" \d{3} \d+ \S+ \S+ (\S+)$')
BY_ITSELF = {"HIT", "REVALIDATED", "STALE", "UPDATING"}
KEY = re.compile(rb"\nKEY: (?:[^ \n]* ){5}([^\n]*)\n")
HEAD_BYTES = 8192  # of a kept answer; its key stands before its headers
SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--log", type=Path, default=Path("/var/log/nginx/site.log"), help="the proxy's log")
        parser.add_argument("--kept", type=Path, default=Path("/var/cache/nginx-site"), help="the folder that it keeps")

    def handle(self, *, log, kept, **options):
        try:
            self._tell_log(log)
            self._tell_kept(kept)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read ({error.strerror}).") from error

    def _tell_log(self, log):
        with log.open(encoding="utf-8", errors="replace") as lines:
            states = Counter(found[1] for line in lines if (found := STATE.match(line.rstrip())))
        total = sum(states.values())
        by_itself = sum(states[state] for state in BY_ITSELF)
        share = f"{by_itself / total:.1%}" if total else "none yet"
        self.stdout.write(f"Answers in the log: {total}, without making the page anew: {share}.")
        for state, count in states.most_common():
            self.stdout.write(f"  {'not kept' if state == '-' else state}: {count}")

    def _tell_kept(self, kept):
        next(kept.iterdir(), None)  # a folder that may not be read is no empty one
        files = [each for each in kept.rglob("*") if each.is_file()]
        held = {path for each in files if (path := self._path_of(each))}
        size = sum(each.stat().st_size for each in files)
        self.stdout.write(f"Kept: {len(held)} addresses, {len(files)} answers, {size / 1e6:.1f} MB.")
        if files:
            oldest = datetime.fromtimestamp(min(each.stat().st_mtime for each in files), UTC)
            self.stdout.write(f"The oldest was made {timesince(oldest)} ago.")
        missing = [path for path in dict.fromkeys(first_addresses()) if path not in held]
        self.stdout.write(f"Not there while the site rests: {len(missing)} (forms never are).")
        for path in missing[:SHOWN]:
            self.stdout.write(f"  {path}")

    @staticmethod
    def _path_of(kept):
        with kept.open("rb") as content:
            found = KEY.search(content.read(HEAD_BYTES))
        return found[1].decode(errors="replace") if found else ""
