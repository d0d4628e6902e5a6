"""One of everything that the admin can show or change, so that each of its addresses can be filled in."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages.accounts.models import User
from pages.approvals.models import PendingChange
from pages.base.consents import ConsentRecord
from pages.base.media import SiteDocument, SiteImage
from pages.contact.models import Message
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.deleted.models import DeletedPage
from pages.help.base import BelowHelp
from pages.site.models import Alert, SiteIdentity, SiteTexts
from programmes.import_file import ProjectImport
from programmes.organisations import Donor, Partner
from tests.browser.sample_page import make_hotline


@dataclass
class World:
    """The objects by the model that they are of, and the page on which most is tried."""

    page: Any = None
    by_model: dict = field(default_factory=dict)
    translation: Any = None
    alias: Any = None
    submitted: dict = field(default_factory=dict)  # what waits for approval, by model

    def __getitem__(self, model):
        return self.by_model[model]

    def add(self, made):
        self.by_model[type(made)] = made
        return made


def make():
    """Make the objects: of everything one that is published, and of what can be submitted one that waits."""
    world = World()
    english = Locale.objects.get(language_code="en")
    author = User.objects.create_user("author", "author@example.org")
    author.groups.add(Group.objects.get(name="Editors"))
    home = HomePage.objects.get(locale=english)
    world.page = world.add(home.add_child(instance=StandardPage(title="Sample page", slug="sample", locale=english)))
    world.translation = home.get_translation(Locale.objects.get(language_code="ru"))
    world.page.image = world.add(_image())
    world.page.save_revision(user=author).publish()
    for made in _one_of_each(english, world.page):
        world.add(made)
    for model in (Workflow, Task, Locale, Site, *get_page_models(), *get_snippet_models()):
        if model not in world.by_model and model is not Page and model.objects.exists():
            world.add(model.objects.order_by("pk").first())
    world.submitted = _submitted(home, english, author)
    world.add(EditingSession.objects.create(user=author, content_object=world.page, last_seen_at="2026-01-01T00:00Z"))
    _wait_for_a_second_person(world, author)
    home.add_child(instance=StandardPage(title="Sample that is gone", slug="gone", locale=english)).delete()
    world.add(DeletedPage.objects.get())
    world.alias = world.page.create_alias(update_slug="sample-alias")
    _give_slugs(world)
    return world


def _one_of_each(english, page):
    """What stands beside the pages."""
    return (
        make_hotline(),
        ConsentRecord.objects.create(
            reference="Sample",
            scope="Sample",
            for_website=True,
            age="adult",
            given_on="2026-01-01",
            form_kept_at="Sample",
        ),
        Donor.objects.create(name="Sample", locale=english),
        Alert.objects.create(title="Sample", text="<p>Sample</p>", locale=english),
        Partner.objects.create(name="Sample", locale=english),
        Redirect.add_redirect("/sample", page),
        SiteDocument.objects.create(title="Sample", file=ContentFile(b"Sample", "sample.txt")),
        Message.objects.create(kind="contact", language="en", about="other", fingerprint="sample", text="Sample"),
        ProjectImport.objects.create(file_name="sample.csv", content=b"title\nSample\n"),
        Collection.get_first_root_node().add_child(name="Sample"),
        Group.objects.create(name="Sample"),
        User.objects.create_user("sample", "sample@example.org", first_name="Sample", last_name="Sample"),
        SiteIdentity.for_site(Site.objects.get()),
    )


def _give_slugs(world):
    """So that no page stands in its way where it is moved to."""
    for made in world.by_model.values():
        if isinstance(made, Page):
            made.slug = f"9{made.pk}" if isinstance(made, BelowHelp) else f"sample-{made.pk}"
            Page.objects.filter(pk=made.pk).update(slug=made.slug)


def _submitted(home, english, author):
    """Of each kind that has a workflow one that waits in it."""
    return {
        type(each): submit(each, author)
        for each in (
            home.add_child(instance=StandardPage(title="Sample that waits", slug="waits", locale=english)),
            make_hotline(number="+99300000002"),
            Alert.objects.create(title="Sample that waits", text="<p>Sample</p>", locale=english),
            SiteTexts.objects.get(locale__language_code="tk"),
        )
    }


def submit(instance, author):
    """A draft with other words, submitted."""
    name = next(name for name in ("title", "name", "site_name") if hasattr(instance, name))
    draft = type(instance).objects.get(pk=instance.pk)
    setattr(draft, name, f"{getattr(draft, name)} drafted")
    draft.save_revision(user=author)
    draft.get_workflow().start(draft, author)
    instance.refresh_from_db()
    return instance


def _wait_for_a_second_person(world, author):
    values = {"before": {"phone": ""}, "after": {"phone": "+99300000001"}}
    subject = world[SiteIdentity]
    world.add(PendingChange.objects.create(action="change", subject=subject, requested_by=author, **values))


def _image():
    file = BytesIO()
    Image.new("RGB", (800, 600)).save(file, "PNG")
    return SiteImage.objects.create(
        title="Sample", file=ContentFile(file.getvalue(), "sample.png"), description="Sample", shows_people="nobody"
    )
