"""Settings › Users: whoever gives a role reads there what it is for."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from iom_site.roles import DESKS, EDITORIAL_ROLES


def name_and_purpose(group):
    """“Editors: Writes pages …”; a group that the office made itself has its name alone."""
    purposes = {role.name: role.description for role in (*EDITORIAL_ROLES, *DESKS)}
    return f"{group.name}: {purposes[group.name]}" if group.name in purposes else group.name


class _PurposesMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = name_and_purpose


class NewPersonForm(_PurposesMixin, UserCreationForm):
    pass


class PersonForm(_PurposesMixin, UserEditForm):
    pass


class PeopleViewSet(UserViewSet):
    def get_form_class(self, for_update=False):
        return PersonForm if for_update else NewPersonForm
