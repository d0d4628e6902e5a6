"""The roles in which people work in the admin: groups, what each may do, and one sentence that says so.

They are made once; staff may change them in the admin afterwards. What takes two people is no permission: the models
ask for it (`pages.approvals.second_person`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
    WorkflowContentType,
)

from pages.content.home import HomePage
from pages.help.hotlines import Hotline
from pages.site.models import Alert, SiteTexts
from programmes.index_page import ProgrammeIndexPage

REVIEWED = (Alert, Hotline, SiteTexts)  # drafts of these are submitted and approved, as pages are
VOCABULARIES = ("country", "donor", "gcmobjective", "partner", "province", "sdgtarget")
SEARCH = ("bestbet", "synonymset")
CHOOSE = ("choose_image", "choose_document")
WORDS = ("change_sitetexts", "submit_translation")


def _codes(acts, models):
    return tuple(f"{act}_{model}" for model in models for act in acts)


@dataclass(frozen=True)
class Role:
    """A group: its name, what it is for, and the codenames of what it may do with pages, models, files and settings."""

    name: str
    description: str
    page_permissions: tuple = ()
    permissions: tuple = ()
    collection_permissions: tuple = ()
    settings: tuple = ()
    pages: Callable = Page.get_root_nodes  # below these it may do it

    def create(self):
        """Make the group with these permissions and no others, whatever Wagtail's migrations gave a group so named."""
        group, _created = Group.objects.get_or_create(name=self.name)
        group.permissions.set(Permission.objects.filter(codename__in=("access_admin", *self.permissions)))
        group.page_permissions.all().delete()
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=[f"{act}_page" for act in self.page_permissions]
        ):
            for page in self.pages():
                GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        group.collection_permissions.all().delete()
        for permission in Permission.objects.filter(codename__in=self.collection_permissions):
            root = Collection.get_first_root_node()
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
        for permission in Permission.objects.filter(codename__in=self.settings):
            for site in Site.objects.all():
                GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)


EDITORIAL_ROLES = (
    Role(
        "Translators",
        _("Translates pages and the texts around them; somebody else publishes."),
        ("add", "change"),
        WORDS,
        CHOOSE,
    ),
    Role(
        "Editors",
        _("Writes pages, alerts and hotlines and submits them; somebody else publishes."),
        ("add", "change"),
        (
            *WORDS,
            *_codes(("add", "change"), ("alert", "consentrecord", "hotline")),
            *_codes(("view",), (*VOCABULARIES, *SEARCH)),
        ),
        (*CHOOSE, "add_image", "add_document"),
    ),
    Role(
        "Moderators",
        _("Checks and publishes what readers see; statements, hotlines and ways to the office take two."),
        ("add", "change", "publish", "lock", "unlock"),
        (
            *WORDS,
            *_codes(("add", "change"), ("consentrecord",)),
            *_codes(("publish", "lock", "unlock"), ("alert", "hotline", "sitetexts")),
            *_codes(("add", "change", "delete"), ("alert", "hotline", "redirect", *VOCABULARIES, *SEARCH)),
        ),
        (*CHOOSE, "add_image", "change_image", "delete_image", "add_document", "change_document", "delete_document"),
        ("change_siteidentity", "change_opendatasettings"),
    ),
)


def _home_in(language):
    return lambda: HomePage.objects.filter(locale__language_code=language)


# Made when their pages are there. Whoever has a role above does this work as well.
SCOPED_ROLES = (
    Role(
        "Translators (Russian)",
        _("Translates pages into Russian; someone else publishes."),
        ("add", "change"),
        ("submit_translation",),
        CHOOSE,
        pages=_home_in("ru"),
    ),
    Role(
        "Translators (Turkmen)",
        _("Translates pages into Turkmen; someone else publishes."),
        ("add", "change"),
        ("submit_translation",),
        CHOOSE,
        pages=_home_in("tk"),
    ),
    Role(
        "Data",
        _("Keeps and publishes projects, imports them, and looks after donors, partners and open data."),
        ("add", "change", "publish"),
        _codes(("add", "change"), VOCABULARIES),
        CHOOSE,
        ("change_opendatasettings",),
        pages=ProgrammeIndexPage.objects.all,
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


def assign_workflow():
    """What is submitted of the reviewed models goes the way of pages: to the Moderators."""
    workflow = Page.get_first_root_node().get_workflow()
    for model in REVIEWED if workflow else ():
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
