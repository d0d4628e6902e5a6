"""The facts of a help line: what readers see change of them, and who wrote them."""

import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

# What holds in every language. It is kept in the original only, so that no translation shows an old number.
FACTS = (
    *("number", "display_number", "is_emergency", "takes_sms"),
    *("verified_on", "verified_by_role", "verify_every_days"),
)
# Readers lose a line at its end as they do when it is taken off.
SEEN = (*FACTS, "expire_at")


@dataclass(frozen=True)
class Change:
    """What readers see change: `add`, `change` or `unpublish`, and the names of the fields."""

    action: str
    fields: tuple = ()


def live_change(before, after, published=False):
    """The change between two states of a source, or nothing. `published`: as if the second were published."""
    was, will_be = bool(before and before.live), published or after.live
    if not will_be:
        return Change("unpublish") if was else None
    if not was:
        return Change("add")
    fields = tuple(name for name in SEEN if getattr(before, name) != getattr(after, name))
    return Change("change", fields) if fields else None


def author_of_facts(revision):
    """Who wrote the facts of a revision first: whoever opens a draft and publishes it saves the same facts again."""
    facts, author = _facts(revision), revision.user
    earlier = Revision.objects.filter(
        base_content_type=revision.base_content_type, object_id=revision.object_id, pk__lt=revision.pk
    )
    for each in earlier.select_related("user").order_by("-pk"):
        if _facts(each) != facts:
            break
        author = each.user
    return author


def _facts(revision):
    """As the database keeps them: a revision that was saved just now still holds days as days."""
    return json.dumps([revision.content.get(name) for name in SEEN], cls=DjangoJSONEncoder)
