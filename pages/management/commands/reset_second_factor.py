from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.audit_handlers import end_sessions


class Command(BaseCommand):
    help = (
        "Take away the second factor of somebody who lost it, and end their sessions. Be sure who asks: speak to them. "
        "They sign in with their password and set up another one."
    )

    def add_arguments(self, parser):
        parser.add_argument("user", help="the user name")

    @transaction.atomic
    def handle(self, *, user, **options):
        found = get_user_model().objects.filter(username=user).first()
        if found is None:
            raise CommandError(f"Nobody has the user name {user}.")
        count, _by_model = Authenticator.objects.filter(user=found).delete()
        end_sessions(found)
        audit.log(Action.SECOND_FACTOR_REMOVED, user="reset_second_factor", subject=found, count=count)
        self.stdout.write(f"Taken away: {count}. The sessions of {user} were ended.")
