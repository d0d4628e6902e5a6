from django.core.management.base import BaseCommand

from pages.search.phrases import rebuild_index


class Command(BaseCommand):
    help = "Makes the index of the search anew: after an update of the site, or if something is not found."

    def handle(self, *args, **options):
        """All of it is made, or it stays as it was."""
        self.stdout.write(f"{rebuild_index()} pages can be found.")
