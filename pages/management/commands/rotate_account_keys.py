from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from pages.accounts import audit
from pages.accounts.adapters import SECRETS
from pages.accounts.audit import Action
from pages.accounts.encryption import InvalidToken, decrypt, encrypt

ENCRYPTED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    help = "Encrypt the secrets of second factors with the first of MESSAGE_KEYS. Goes on past one that cannot be read."

    def handle(self, **options):
        lost = []
        found = Authenticator.objects.filter(type__in=ENCRYPTED).select_related("user")
        for each in found:
            name = ENCRYPTED[each.type]
            try:
                each.data[name] = encrypt(decrypt(each.data[name], SECRETS), SECRETS)
            except InvalidToken:
                lost.append(each.user.get_username())
                continue
            each.save(update_fields=["data"])
        audit.log(Action.KEYS_ROTATED, user="rotate_account_keys", count=len(found) - len(lost))
        self.stdout.write(f"Encrypted anew: {len(found) - len(lost)}.")
        if lost:
            raise CommandError(f"Not readable with these keys, to be reset: {', '.join(sorted(set(lost)))}.")
