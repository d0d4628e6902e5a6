from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pages.contact.audit import record_deletion
from pages.contact.models import Message
from pages.contact.retention import expired_messages


class Command(BaseCommand):
    help = "Remove the messages to the office whose time is over. Meant to run once a day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many would be removed")

    def handle(self, *, dry_run, **options):
        if not settings.MESSAGE_RETENTION_DAYS:
            raise CommandError("MESSAGE_RETENTION_DAYS must be 1 or more: with 0 no message would live to be read.")
        messages = expired_messages()
        count = messages.count()
        unfinished = messages.exclude(state=Message.State.CLOSED).count()
        if count and not dry_run:
            with transaction.atomic():
                record_deletion(messages, "purge_messages")
                messages.delete()
        done = "to be removed" if dry_run else "removed"
        self.stdout.write(f"Messages {done}: {count}, of them never closed: {unfinished}.")
