from django.core.management.base import BaseCommand

from pages.contact.notifications import enqueue_notices


class Command(BaseCommand):
    help = (
        "Have staff told by mail of the messages of past hours, each once. Meant to run every minute: it decides "
        "itself when, so that no mail tells when somebody wrote."
    )

    def handle(self, **options):
        count = enqueue_notices()
        if count:
            self.stdout.write(f"Staff are told of {count} messages.")
