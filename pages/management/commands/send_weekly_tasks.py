from django.core.management.base import BaseCommand

from pages.dashboard.weekly import send_weekly_tasks


class Command(BaseCommand):
    help = "Write to each person what is theirs to do. Run it once a week."

    def handle(self, **options):
        self.stdout.write(f"People asked after: {send_weekly_tasks()}.")
