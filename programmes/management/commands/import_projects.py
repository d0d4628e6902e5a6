from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from programmes.imports import run
from programmes.imports.errors import RefusedError
from programmes.imports.report import Report

ROWS_PER_MESSAGE = 25


class Command(BaseCommand):
    help = "Import projects from a spreadsheet (CSV or XLSX): all of it or nothing. See docs/importing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Only say what the file would do.")

    def handle(self, *args: Any, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        self.quiet = verbosity == 0
        try:
            with transaction.atomic():
                report = run.plan(file.read_bytes())
                self._print(report)
                if report.refused:
                    raise CommandError(f"Nothing was changed. {report.first_reason}")
                if not dry_run:
                    self._apply(report)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}.") from error
        except RefusedError as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        done = "Nothing was changed, as asked" if dry_run else "Done"
        counts = f"New: {report.created}. Changed: {report.changed}. Unchanged: {report.unchanged}."
        self._write(f"{done}. {counts}")

    def _write(self, text: str) -> None:
        if not self.quiet:
            self.stdout.write(text)

    def _print(self, report: Report) -> None:
        """The report, a line for each thing that happens to a row."""
        for number, column, reason in report.refused:
            self._write(f"Row {number}, {column or 'project'}: {reason}")
        for row in report.touched:
            self._write(f"Row {row.number}: {row.kind}: {row.title}")
            for change in row.changes:
                self._write(f"  {change.column}: {change.old or '–'} → {change.new or '–'}")
            for column, note in row.notes:
                self._write(f"  {column}: {note}")
        for organisation in report.organisations:
            self._write(f"Will be added: {organisation}")

    def _apply(self, report: Report) -> None:
        total = len(report.rows)
        for done in run.apply(report):
            if done % ROWS_PER_MESSAGE == 0:
                self._write(f"{done} of {total} rows")
