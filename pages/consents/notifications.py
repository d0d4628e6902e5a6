"""Mail to those who must act when a consent ends, or when a page did not appear for want of one."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.accounts.models import User
from pages.base.consents import ConsentRecord
from pages.values.background import background_task
from pages.values.mail import send


@background_task
def notify_of_end(consent_pk: int, owner_keys: list[int]) -> None:
    """Have the administrators written to, and those who own the pages or uploaded the pictures."""
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=owner_keys), is_active=True).exclude(email="")
    for person in people:
        send_end.enqueue(person.pk, consent_pk)


@background_task
def send_end(person_pk: int, consent_pk: int) -> None:
    """Write to one person, in the language of their admin, what the site did and what is left to do."""
    person, consent = _person(person_pk), ConsentRecord.objects.filter(pk=consent_pk).first()
    if person is None or consent is None:
        return
    with translation.override(person.admin_language):
        lines = [
            _("The consent %(consent)s no longer holds (%(state)s).")
            % {"consent": consent.reference, "state": consent.state},
            _("This site shows its pictures and its story no more."),
            what_is_left(consent),
            settings.WAGTAILADMIN_BASE_URL + reverse("consent_end", args=[consent.pk]),
        ]
        _send(person, _("A consent has ended: %(consent)s") % {"consent": consent.reference}, lines)


def what_is_left(consent: ConsentRecord) -> str:
    """What only people can do, by the places where it was shown."""
    elsewhere = [str(name) for name in consent.channels[1 if consent.for_website else 0 :]]
    text = _("Delete the originals wherever they are kept.")
    if elsewhere:
        text += " " + _("Call back the copies elsewhere: %(places)s.") % {"places": ", ".join(elsewhere)}
    return text


@background_task
def notify_of_refusal(page_pk: int) -> None:
    """Have the administrators and the owner written to: a page that was due did not appear."""
    page = Page.objects.filter(pk=page_pk).first()
    if page is None:
        return
    people = User.objects.filter(Q(is_superuser=True) | Q(pk=page.owner_id), is_active=True).exclude(email="")
    for person in people:
        send_refusal.enqueue(person.pk, page_pk)


@background_task
def send_refusal(person_pk: int, page_pk: int) -> None:
    """Write to one person that a page did not appear, and where it is edited."""
    person, page = _person(person_pk), Page.objects.filter(pk=page_pk).first()
    if person is None or page is None:
        return
    with translation.override(person.admin_language):
        url = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page_pk])
        lines = [
            _("It was to be published by now, and lacks what it must have. “Publish” in its form says what."),
            url,
        ]
        _send(person, _("Not published: %(page)s") % {"page": page.title}, lines)


def _person(pk: int) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first()


def _send(person: User, subject: str, lines: list[str]) -> None:
    send(subject, "\n\n".join(lines), to=[person.email])
