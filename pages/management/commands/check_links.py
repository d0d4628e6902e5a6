from django.core.management.base import BaseCommand

from pages.links.checking import check_links


class Command(BaseCommand):
    help = "Look at every link of what is published; other sites are asked by the worker. Meant to run once a day."

    def handle(self, **options):
        self.stdout.write(f"Links found: {check_links()}.")
