"""Writes to those who keep the help lines when one must be verified. Run it once a week."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from pages.help.reminders import send_reminder


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        due, notified = send_reminder()
        if not due:
            self.stdout.write("No help line falls due.")
            return
        lines = ngettext("%d help line falls due", "%d help lines fall due", due) % due
        people = ngettext("%d person was written to.", "%d people were written to.", notified) % notified
        self.stdout.write(f"{lines}; {people}")
