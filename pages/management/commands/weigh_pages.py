from django.core.management.base import BaseCommand

from pages.dashboard.weighing import due, weigh_pages


class Command(BaseCommand):
    help = "Have the worker weigh the pages that were published since they were weighed. Meant to run once an hour."

    def handle(self, **options):
        count = due().count()
        if count:
            weigh_pages.enqueue()
        self.stdout.write(f"Pages to weigh: {count}.")
