from django.core.management.base import BaseCommand
from django.db import transaction

from pages.contact.models import Message, MessageNote


class Command(BaseCommand):
    help = "Encrypt every message and note anew with the first of MESSAGE_KEYS. For after a new key was put in front."

    def handle(self, **options):
        count = 0
        for model, field_names in ((Message, Message.ENCRYPTED_FIELDS), (MessageNote, ["text"])):
            for pk in model.objects.values_list("pk", flat=True):
                with transaction.atomic():
                    instance = model.objects.select_for_update().filter(pk=pk).first()
                    if instance:
                        instance.save(update_fields=field_names)
                        count += 1
        self.stdout.write(f"Encrypted anew: {count} messages and notes.")
