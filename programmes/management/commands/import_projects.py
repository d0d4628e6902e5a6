from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from programmes.imports import run

ROWS_A_LINE = 25


class Command(BaseCommand):
    help = "Import projects from a spreadsheet (CSV or XLSX): all of it or nothing. See docs/importing.md."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Only say what the file would do.")

    def handle(self, file, dry_run, verbosity, **options):
        self.quiet = verbosity == 0
        try:
            with transaction.atomic():
                report = run.plan(file.read_bytes())
                self._say(report)
                if report.refused:
                    raise CommandError(f"Nothing was changed. {report.first_reason}")
                if not dry_run:
                    self._apply(report)
        except OSError as wrong:
            raise CommandError(f"The file cannot be read: {wrong}.") from wrong
        except run.RefusedError as why:
            raise CommandError(f"Nothing was changed. {why}") from why
        done = "Nothing was changed, as asked" if dry_run else "Done"
        counts = f"New: {report.created}. Changed: {report.changed}. Unchanged: {report.unchanged}."
        self._line(f"{done}. {counts}")

    def _line(self, text):
        if not self.quiet:
            self.stdout.write(text)

    def _say(self, report):
        """The report, a line for each thing that happens to a row."""
        for number, column, reason in report.refused:
            self._line(f"Row {number}, {column or 'project'}: {reason}")
        for row in report.touched:
            self._line(f"Row {row.number}: {row.kind}: {row.title}")
            for change in row.changes:
                self._line(f"  {change.column}: {change.old or '–'} → {change.new or '–'}")
            for column, note in row.notes:
                self._line(f"  {column}: {note}")
        for organisation in report.organisations:
            self._line(f"Will be added: {organisation}")

    def _apply(self, report):
        total = len(report.rows)
        for done in run.apply(report):
            if done % ROWS_A_LINE == 0:
                self._line(f"{done} of {total} rows")
