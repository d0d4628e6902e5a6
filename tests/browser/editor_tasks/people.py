"""Who walks, and what they find, beside the samples of all browser tests.

Somebody in each other role, a second person where it takes two, and a page whose link has led nowhere for two days.
"""

from tests.browser.editor_tasks.desk import PASSWORD

SECOND = {"second-moderator": "Moderators", "second-editor": "Editors"}
MAKE = f"from tests.browser.editor_tasks.people import make_all; make_all({PASSWORD!r})"


def add_people(site):
    """Into a site that was built and has not started."""
    site.manage("shell", "--no-imports", "--command", MAKE)


def make_all(password):
    """Where Django is set up."""
    _make_people(password)
    _make_dead_link()


def _make_dead_link():
    from datetime import timedelta

    from django.core.management import call_command
    from django.test import override_settings
    from django.utils import timezone

    from pages.content.home import HomePage
    from pages.content.standard import StandardPage
    from pages.links.models import LinkTarget

    home = HomePage.objects.get(locale__language_code="en")
    target = home.add_child(instance=StandardPage(title="Sample target", slug="target"))
    page = StandardPage(title="Sample page with a dead link", slug="dead-link")
    page.body = [("text", f'<p>See <a linktype="page" id="{target.pk}">a dead link</a>.</p>')]
    home.add_child(instance=page).save_revision().publish()
    target.unpublish()
    with override_settings(CHECK_EXTERNAL_LINKS=False):
        for _day in range(2):
            call_command("check_links")
            LinkTarget.objects.update(checked_at=timezone.now() - timedelta(days=1))


def _make_people(password):
    from django.contrib.auth.models import Group

    from pages.accounts.models import User
    from tests.factories import person

    for role in ("Translators", "Confidential desk"):
        person(role, password)
    for name, role in SECOND.items():
        user = User.objects.create_user(name, f"{name}@example.org", password)
        User.groups.through.objects.create(user=user, group=Group.objects.get(name=role))
