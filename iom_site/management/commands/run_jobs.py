"""Does the scheduled work that is due: each once, however many ask; what was missed is done now."""

from django.core.management.base import BaseCommand, CommandError

from iom_site.operations.jobs import JOBS, LONG_JOBS


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        names = [job.name for job in LONG_JOBS]
        parser.add_argument("names", nargs="*", help=f"only these; must be named to run: {', '.join(names)}")

    def handle(self, *, names, verbosity, **options):
        chosen = [job for job in (*JOBS, *LONG_JOBS) if job.name in names] if names else JOBS
        if len(chosen) < len(names):
            raise CommandError("There is no scheduled job of this name.")
        failed = {job.name: error for job in chosen if (error := job.run_if_due(verbosity))}
        if failed:
            raise CommandError("; ".join(f"{name}: {error}" for name, error in failed.items()))
