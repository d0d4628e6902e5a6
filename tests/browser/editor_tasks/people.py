"""Who walks, beside the people of the samples: somebody in each other role, a second person where it takes two.

And what has to be wrong for somebody to mend it.
"""

from tests.browser.editor_tasks.desk import PASSWORD

SECOND = {"second-moderator": "Moderators", "second-editor": "Editors"}
MAKE = f"from tests.browser.editor_tasks.people import make_people, break_link; make_people({PASSWORD!r}); break_link()"


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


def break_link():
    """A page whose link leads to one that is no longer there, as the checks of two nights found it."""
    from pages.content.home import HomePage
    from pages.content.standard import StandardPage
    from pages.links.checking import check_links
    from pages.links.models import DAYS_UNTIL_BROKEN, LinkTarget

    text = '<p>Sample words <a linktype="page" id="999999">that lead nowhere</a>.</p>'
    home = HomePage.objects.get(locale__language_code="en")
    page = StandardPage(title="Sample page with a broken link", slug="sample-broken", summary="Sample.")
    page.body = [("text", text)]
    home.add_child(instance=page)
    page.save_revision().publish()
    check_links()
    LinkTarget.objects.filter(address="999999").update(failed_days=DAYS_UNTIL_BROKEN)
