"""The roles in which people work in the admin: groups, what each may do, and one sentence that says so.

They are made once; staff may change them in the admin afterwards.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, GroupSitePermission, Page, Site

EDITED_BY_ALL = ("alert", "country", "donor", "gcmobjective", "hotline", "partner", "province", "redirect", "sdgtarget")
EDITING = (
    *(f"{act}_{model}" for model in EDITED_BY_ALL for act in ("add", "change", "delete")),
    *("change_sitetexts", "submit_translation"),
)
SETTINGS = ("change_siteidentity", "change_opendatasettings")


@dataclass(frozen=True)
class Role:
    """A group: its name, what it is for, and the codenames of what it may do with pages, models and settings."""

    name: str
    description: str
    page_permissions: tuple = ()
    permissions: tuple = ()
    settings: tuple = ()

    def create(self):
        """Make the group with its permissions."""
        group, _created = Group.objects.get_or_create(name=self.name)
        for code in self.page_permissions:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{code}_page")
            root = Page.get_first_root_node()
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        codes = ("access_admin", *self.permissions)
        group.permissions.add(*Permission.objects.filter(codename__in=codes))
        for permission in Permission.objects.filter(codename__in=self.settings):
            for site in Site.objects.all():
                GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)


EDITORIAL_ROLES = (
    Role(
        "Translators",
        _("Translates pages and the texts around them; somebody else publishes."),
        ("add", "change"),
        EDITING,
        SETTINGS,
    ),
    Role(
        "Editors",
        _("Writes pages and submits them; somebody else publishes."),
        ("add", "change"),
        EDITING,
        SETTINGS,
    ),
    Role(
        "Moderators",
        _("Writes, checks and publishes everything that readers see."),
        ("add", "change", "publish", "lock", "unlock"),
        (*EDITING, "publish_alert", "publish_hotline", "publish_sitetexts"),
        SETTINGS,
    ),
)
DESKS = (
    Role("Message desk", _("Reads and answers what people write to the office."), permissions=("handle_messages",)),
    Role(
        "Confidential desk",
        _("Reads and answers confidential messages too; every look is written down."),
        permissions=("handle_messages", "handle_confidential_messages"),
    ),
)
