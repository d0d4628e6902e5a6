from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.contact import encryption
from pages.contact.models import Message, MessageKey
from pages.values.sealing import UnreadableError


class Command(BaseCommand):
    help = (
        "Give every message a new data key, wrapped by the first of MESSAGE_KEYS, and encrypt its words, notes and "
        "answers anew. For after a new key was put in front. What cannot be read is named and left as it is."
    )

    def handle(self, **options):
        done, unreadable = 0, []
        for pk in Message.objects.order_by().values_list("pk", flat=True):
            try:
                done += self._rotate(pk)
            except UnreadableError:
                unreadable.append(str(pk))
        audit.log(Action.KEYS_ROTATED, user="rotate_message_keys", count=done)
        self.stdout.write(f"Encrypted anew: {done} messages with their notes and answers.")
        if unreadable:
            raise CommandError(
                f"{len(unreadable)} messages cannot be read with any of MESSAGE_KEYS and were left as they are: "
                + ", ".join(unreadable)
            )

    @transaction.atomic
    def _rotate(self, pk):
        """Encrypt one message anew, or leave it wholly as it is; answers whether it is still there."""
        message = Message.objects.select_for_update().filter(pk=pk).first()
        if message is None:
            return False
        rows = [message, *message.notes.all(), *message.answers.all()]
        words = [{name: getattr(row, name) for name in row.ENCRYPTED} for row in rows]
        message.data_key = encryption.new_data_key()
        for row, texts in zip(rows, words, strict=True):
            for name, text in texts.items():
                setattr(row, name, text)
            row.save(update_fields=[f"encrypted_{name}" for name in texts])
        MessageKey.objects.filter(message=message).update(wrapped=message.wrap(message.data_key))
        return True
