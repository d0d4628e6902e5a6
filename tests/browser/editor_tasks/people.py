"""Who walks: beside the people of the samples somebody in each other role, and a second person where it takes two."""

from tests.browser.editor_tasks.desk import PASSWORD

SECOND = {"second-moderator": "Moderators", "second-editor": "Editors"}
MAKE = f"from tests.browser.editor_tasks.people import make_people; make_people({PASSWORD!r})"


def add_people(site):
    """Into a site that was built and has not started."""
    site.manage("shell", "--no-imports", "--command", MAKE)


def make_people(password):
    """Where Django is set up."""
    from django.contrib.auth.models import Group

    from pages.accounts.models import User
    from tests.factories import person

    for role in ("Translators", "Confidential desk"):
        person(role, password)
    for name, role in SECOND.items():
        user = User.objects.create_user(name, f"{name}@example.org", password)
        User.groups.through.objects.create(user=user, group=Group.objects.get(name=role))
