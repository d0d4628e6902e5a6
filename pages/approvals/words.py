"""Two people for the words of a page that speak for the whole office: who wrote them does not publish them.

As with the facts of a hotline, whoever saved a version with these words first is their author; another person opens
the draft and publishes it as it is, or changes it and becomes the author. A command acts for nobody and is not
stopped. Where nobody else may publish the page, one person is enough, which is said, logged and mailed.
"""

from django.db.models import QuerySet
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from pages.accounts.models import User
from pages.approvals import second_person
from pages.base.refusals import RefusedError
from pages.translations.status import fingerprint


class OwnWordsError(RefusedError):
    """Someone tried to publish alone what they wrote."""


def others(page: Page, user: User) -> QuerySet[User]:
    """Those besides this person who may publish the page."""
    holders: QuerySet[User] = page_permission_policy.users_with_permission_for_instance("publish", page)
    return holders.exclude(pk=user.pk)


def author_of_words(page: Page, revision: Revision | None, user: User) -> User | None:
    """Who wrote what a version of the page says; without a version whoever acts now; nobody if the site itself did."""
    if revision is None:
        return user
    words = fingerprint(page)
    author: User | None = revision.user
    earlier = page.revisions.filter(pk__lt=revision.pk).select_related("user").order_by("-pk")
    for each in earlier:
        if fingerprint(each.as_object()) != words:
            break
        author = each.user
    return author


def are_own(page: Page, revision: Revision | None, user: User | None) -> bool:
    """Whether readers would see words of this person that they do not see yet. `page` is as it would be published."""
    stored = type(page).objects.filter(pk=page.pk, live=True).first()
    if user is None or (stored and fingerprint(stored) == fingerprint(page)):
        return False
    return author_of_words(page, revision, user) == user


def refuse_own(page: Page, revision: Revision | None, user: User | None) -> bool:
    """Raise `OwnWordsError` where another person must publish; answers whether someone publishes their own alone."""
    if user is None or not are_own(page, revision, user):
        return False
    if others(page, user).exists():
        raise OwnWordsError(str(second_person.REASON))
    return True
