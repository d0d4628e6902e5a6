from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from pages.accounts import audit, factor_secrets
from pages.accounts.audit import Action
from pages.values.sealing import UnreadableError


class Command(BaseCommand):
    help = "Encrypt the secrets of second factors with the first of MESSAGE_KEYS. Goes on past one that cannot be read."

    def handle(self, **options):
        lost = []
        found = Authenticator.objects.filter(type__in=factor_secrets.FIELDS).select_related("user")
        for each in found:
            name = factor_secrets.FIELDS[each.type]
            try:
                each.data[name] = factor_secrets.new(factor_secrets.text_of(each.data[name]))
            except UnreadableError:
                lost.append(each.user.get_username())
                continue
            each.save(update_fields=["data"])
        audit.log(Action.KEYS_ROTATED, user="rotate_account_keys", count=len(found) - len(lost))
        self.stdout.write(f"Encrypted anew: {len(found) - len(lost)}.")
        if lost:
            raise CommandError(f"Not readable with these keys, to be reset: {', '.join(sorted(set(lost)))}.")
