from django.core.management.base import BaseCommand

from pages.deleted.models import DeletedPage


class Command(BaseCommand):
    help = "Remove for good the pages that were deleted more than 30 days ago. Meant to run once a day."

    def handle(self, **options):
        over = DeletedPage.objects.over()
        count = over.count()
        over.delete()
        self.stdout.write(f"Deleted pages removed for good: {count}.")
