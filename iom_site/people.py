"""The form in which a person is made: beside each role stands what it is for."""

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from iom_site.roles import DESKS, EDITORIAL_ROLES, SCOPED_ROLES

DESCRIPTIONS = {role.name: role.description for role in (*EDITORIAL_ROLES, *SCOPED_ROLES, *DESKS)}


def name_and_purpose(group):
    """The name of a role with its sentence; a group that staff made has its name alone."""
    purpose = DESCRIPTIONS.get(group.name)
    return f"{group.name}: {purpose}" if purpose else group.name


class RolesMixin:
    """Each role stands with its purpose where it is given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = name_and_purpose


class PersonCreationForm(RolesMixin, UserCreationForm):
    """Somebody new."""


class PersonForm(RolesMixin, UserEditForm):
    """Somebody who is there."""


class PeopleViewSet(UserViewSet):
    """People in the admin."""

    def get_form_class(self, for_update=False):
        return PersonForm if for_update else PersonCreationForm
