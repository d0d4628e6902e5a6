"""Whether somebody is there for each piece of work, and signs in as they should."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from iom_site.operations.doctor.findings import fault, warning
from iom_site.roles import DESKS, EDITORIAL_ROLES
from pages.accounts.models import User
from pages.accounts.second_factor import has_second_factor, must_have_second_factor


def check_roles():
    """A role without people is work that nobody does; what takes two people takes two."""
    people = User.objects.filter(is_active=True)
    if not people.filter(is_superuser=True).exists():
        yield fault(_("There is no administrator: run `python manage.py createsuperuser`."))
    for role in (*EDITORIAL_ROLES, *DESKS):
        if not Group.objects.filter(name=role.name).exists():
            text = _("The role %(role)s is gone: run `python manage.py load_initial_content` or make it in the admin.")
            yield warning(text % {"role": role.name})
        elif not people.filter(groups__name=role.name).exists():
            text = _("No one has the role %(role)s: give it to someone (Settings › Users).")
            yield warning(text % {"role": role.name})
    if people.filter(groups__name="Moderators").distinct().count() == 1:
        yield warning(_("Only one person is a Moderator: what takes two people is confirmed by no one."))


def check_second_factor():
    people = User.objects.filter(is_active=True).order_by("username")
    without = [user.username for user in people if must_have_second_factor(user) and not has_second_factor(user)]
    if without:
        text = _("Without a second factor, although their account opens more than their own work: %(names)s.")
        yield warning(text % {"names": ", ".join(without)})
