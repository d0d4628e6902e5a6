"""What a page must not be public without, whichever way it is published: above all the consent of whom it shows."""

from itertools import chain

from django.db import transaction
from django.dispatch import Signal
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from pages.base.media import SiteImage
from pages.base.refusals import RefusedError

SCHEDULED = "wagtail.publish.scheduled"  # Wagtail's name of what `publish_scheduled` does
publication_refused = Signal()  # `instance`, `reasons`: a page that was to appear by itself did not


class UnpublishableError(RefusedError):
    """A page cannot be published as it stands; the message names the fields."""


def pictures_of(instance):
    """`{name of the field: {keys of its pictures}}` of a page: its own, those in its body, those of its lists."""
    found = {}
    for field in instance._meta.get_fields():
        if field.many_to_one and field.concrete and field.related_model is SiteImage:
            found.setdefault(field.name, set()).add(getattr(instance, field.attname))
        elif hasattr(field, "extract_references") and not field.many_to_many:
            references = field.extract_references(field.value_from_object(instance) or "")
            found.setdefault(field.name, set()).update(int(pk) for model, pk, *_ in references if model is SiteImage)
    for relation in get_all_child_relations(instance) if hasattr(instance, "_cluster_related_objects") else ():
        name = relation.get_accessor_name()
        children = [pictures_of(child) for child in getattr(instance, name).all()]
        found[name] = set(chain.from_iterable(keys for each in children for keys in each.values()))
    return {name: keys - {None} for name, keys in found.items() if keys - {None}}


class ConsentRule(Page):
    """For pages: what they show of people, and whether they may. A draft may hold anything."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        names = kwargs.get("update_fields")
        if self.live and (names is None or "live" in names):
            self.refuse_publication()
        super().save(*args, **kwargs)

    def consent_refusals(self) -> dict[str, str]:
        """Whose consent is missing: `{name of a field: sentence}`; empty if the page may be public."""
        used = pictures_of(self)
        images = SiteImage.objects.in_bulk(set().union(*used.values())) if used else {}
        refusals = {}
        for name, keys in used.items():
            reasons = [images[pk].why_not_shown() for pk in sorted(keys) if pk in images]
            if reasons := list(filter(None, reasons)):
                refusals[name] = " ".join(reasons)
        return refusals

    def publication_refusals(self) -> dict[str, str]:
        """Why the page must not be public as it stands, likewise. A draft may lack what this asks for."""
        return self.consent_refusals()

    def refuse_publication(self):
        """Raise `UnpublishableError`, which names the fields, for what must not be public."""
        if refusals := self.publication_refusals():
            raise UnpublishableError(refusals)

    def publish(self, revision, user=None, changed=True, log_action=True, **options):
        """Also for a page that is to appear later. What was due and may not appear holds up no other page.

        Wholly or not at all, also where a command does it that is killed: what is due then is due again.
        """
        refusals = revision.as_object().publication_refusals()
        if refusals and log_action == SCHEDULED:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            publication_refused.send(type(self), instance=self, reasons=refusals)
            return None
        if refusals:
            raise UnpublishableError(refusals)
        with transaction.atomic():
            return super().publish(revision, user=user, changed=changed, log_action=log_action, **options)
