from django.core.management.base import BaseCommand
from django.db import transaction

from pages.contact.models import Message, MessageNote


class Command(BaseCommand):
    help = "Encrypt every message and note anew with the first of MESSAGE_KEYS. For after a new key was put in front."

    def handle(self, **options):
        count = 0
        for model, names in ((Message, Message.SECRETS), (MessageNote, ["text"])):
            for pk in model.objects.values_list("pk", flat=True):
                with transaction.atomic():
                    one = model.objects.select_for_update().filter(pk=pk).first()
                    if one:
                        one.save(update_fields=names)
                        count += 1
        self.stdout.write(f"Encrypted anew: {count} messages and notes.")
