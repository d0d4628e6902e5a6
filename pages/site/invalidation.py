"""When the caches of readers are emptied: after a change that a reader could see, and after no other.

A page, or a snippet with drafts, is seen when it is published: autosave writes a draft every few seconds, and readers
pay nothing for it. Whoever keeps words of a model in the cache registers that model, also from an app above.
"""

from asgiref.local import Local
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import DraftStateMixin
from wagtail.signals import page_unpublished, post_page_move, unpublished

from pages.values.cache import invalidate

# What saving a draft or locking a page writes into its row.
DRAFT_FIELDS = {
    *("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"),
    *("locked", "locked_by", "locked_at"),
}
_seen = Local()  # how many changes this thread noted, and up to which of them the caches were emptied


def register(*models):
    """Empty the caches whenever a reader could see a change of one of these models."""
    for model in models:
        post_save.connect(_saved, sender=model)
        for signal in (post_delete, unpublished, page_unpublished, post_page_move):
            signal.connect(_changed, sender=model)


def _saved(instance, update_fields=None, **kwargs):
    is_draft = update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)
    if isinstance(instance, DraftStateMixin) and (is_draft or not instance.live):
        return
    _changed()


def _changed(**kwargs):
    """After the change is safely in the database, not before: others would keep the old state again."""
    _seen.noted = getattr(_seen, "noted", 0) + 1
    transaction.on_commit(_renew, robust=True)


def _renew():
    """Once for all changes that were committed together: an import saves thousands of pages."""
    if getattr(_seen, "renewed", 0) != _seen.noted:
        _seen.renewed = _seen.noted
        invalidate()
