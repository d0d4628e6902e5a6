"""What administrators are told by mail: faults, and that whoever looks for faults stands still."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from iom_site.operations.jobs import scheduler_is_silent
from pages.accounts.models import User
from pages.values.background import background_task
from pages.values.mail import sends_mail

LOOKED_AFTER = timedelta(minutes=70)  # longer than the hour until somebody is asked to look again


def tell_administrators(subject, lines):
    """Write to each who has an address; the page on which they see for themselves stands at the end."""
    if sends_mail():
        people = User.objects.filter(is_active=True, is_superuser=True).exclude(email="")
        url = settings.WAGTAILADMIN_BASE_URL + reverse("state_of_the_site")
        send_mail(subject, "\n\n".join([*lines, url]), None, [person.email for person in people])


@background_task
def tell_if_silent():
    """For the worker, another process: the scheduler asks each hour for this look, and whoever is dead asks no more."""
    if scheduler_is_silent():
        said = _("Scheduled work stands still: nothing is published on time, no one is told of anything.")
        tell_administrators(_("The site has faults that someone must mend"), [said])


def ask_worker_to_look():
    tell_if_silent.using(run_after=timezone.now() + LOOKED_AFTER).enqueue()
