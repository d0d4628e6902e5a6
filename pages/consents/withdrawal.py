"""What happens when a consent ends: at once, within the act that ends it, for whatever it covered."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex, get_page_models

from pages.accounts import audit
from pages.accounts.audit import Action
from pages.accounts.models import User
from pages.base.consents import ConsentRecord
from pages.base.media import SiteImage, draw_renditions
from pages.consents.notifications import notify_of_end
from pages.values.cache import invalidate


@dataclass
class Uses:
    """Where a consent is relied on."""

    images: list[SiteImage] = field(default_factory=list)
    showing: list[Page] = field(default_factory=list)  # live pages with one of the pictures
    stories: list[Page] = field(default_factory=list)  # in all languages, with their aliases, live or not


def uses_of(consent: ConsentRecord) -> Uses:
    """The pictures, the live pages that show them, and the stories of a consent."""
    uses = Uses(images=list(consent.images.all()))
    shown: set[int] = set()
    for image in uses.images:
        references = ReferenceIndex.get_references_to(image).filter(base_content_type__model="page")
        shown.update(int(pk) for pk in references.values_list("object_id", flat=True))
    uses.showing = list(Page.objects.live().filter(pk__in=shown).order_by("path"))
    uses.stories = stories_of(consent)
    return uses


def stories_of(consent: ConsentRecord) -> list[Page]:
    """The pages that are themselves covered by a consent, with their translations and aliases."""
    keys: set[Any] = set()
    for model, name in _fields():
        keys.update(model.objects.filter(**{name: consent}).values_list("translation_key", flat=True))
    family = Page.objects.filter(translation_key__in=keys)
    found = family | Page.objects.filter(alias_of__in=family.values("pk"))
    return list(found.order_by("path").specific())


def _fields() -> Iterator[tuple[type[Page], str]]:
    """The page types that a consent may cover, each with the name of its field."""
    for model in get_page_models():
        for each in model._meta.get_fields():
            if isinstance(each, models.ForeignKey) and each.related_model is ConsentRecord:
                yield model, each.name


def refuse_bring_back(deleted: Any) -> str:
    """For the hook of that name: a story whose consent has ended in the meantime stays in the bin, and goes with it."""
    names = {model._meta.label_lower: name for model, name in _fields()}
    rows = [row for row in json.loads(deleted.rows) if row["model"] in names]
    keys = {row["fields"][names[row["model"]]] for row in rows} - {None}
    ended = [str(each) for each in ConsentRecord.objects.filter(pk__in=keys) if not each.holds]
    return _("The consent no longer holds: %(consents)s.") % {"consents": ", ".join(ended)} if ended else ""


def withdraw(consent: ConsentRecord) -> None:
    """Take a consent back, today: the site shows nothing of it from now on."""
    consent.withdrawn_on = timezone.localdate()
    consent.save()


def consent_saved(instance: ConsentRecord, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """For `post_save`: whoever saves it, what a consent says now is what the site does now."""
    if raw:
        return
    user = get_active_log_context().user
    if created or instance.holds:
        audit.log(Action.CONSENT_RECORDED if created else Action.CONSENT_CHANGED, user=user, subject=instance)
    if not instance.holds:
        end(instance, user)
        return
    instance.images.update(shown_until=instance.last_day)
    for image in instance.images.all():
        draw_renditions.enqueue(image.pk)
    transaction.on_commit(invalidate)


def consent_deleted(instance: ConsentRecord, **kwargs: Any) -> None:
    """For `post_delete`: only what nothing relies on can be deleted, and it is written down."""
    audit.log(Action.CONSENT_DELETED, user=get_active_log_context().user, subject=instance)


def end(consent: ConsentRecord, user: User | None = None) -> None:
    """Take off the site whatever a consent covered, write it down, and have those told who must act.

    What was done before is not done again; pictures and stories that were added since are.
    """
    with transaction.atomic():
        uses = uses_of(consent)
        consent.images.update(shown_until=consent.last_day)
        for image in consent.images.all():
            if image.is_withheld:
                image.delete_renditions()  # type: ignore[no-untyped-call]  # Wagtail's has no types
        live = [story for story in uses.stories if story.live]
        for story in live:
            # Whoever may take a consent back may do what follows from it.
            UnpublishPageAction(story, user=user).execute(skip_permission_checks=True)
        if consent.ended_at is None:
            consent.ended_at = timezone.now()
            ConsentRecord.objects.filter(pk=consent.pk).update(ended_at=consent.ended_at)
            what = Action.CONSENT_WITHDRAWN if consent.withdrawn_on else Action.CONSENT_EXPIRED
            counts = {"pictures": len(uses.images), "pages": len(uses.showing), "stories": len(live)}
            audit.log(what, user=user, subject=consent, **counts)
            owners = {page.owner_id for page in (*uses.showing, *uses.stories) if page.owner_id}
            owners |= {image.uploaded_by_user_id for image in uses.images if image.uploaded_by_user_id}
            notify_of_end.enqueue(consent.pk, sorted(owners))
    transaction.on_commit(invalidate)


def end_expired() -> int:
    """Act on every consent whose last day is past; returns how many."""
    over = [each for each in ConsentRecord.objects.filter(ended_at=None) if not each.holds]
    for consent in over:
        end(consent)
    return len(over)
