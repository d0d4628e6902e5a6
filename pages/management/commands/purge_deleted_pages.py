from django.core.management.base import BaseCommand

from pages.deleted.files import purge
from pages.deleted.models import DeletedPage


class Command(BaseCommand):
    help = "Remove for good what was deleted more than 30 days ago. Meant to run once a day."

    def handle(self, **options):
        over = DeletedPage.objects.over()
        count = over.count()
        over.delete()
        self.stdout.write(f"Removed for good: {count} pages, {purge()} pictures and documents.")
