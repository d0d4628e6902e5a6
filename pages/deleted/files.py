"""Pictures and documents in the bin: their rows and their files are kept for 30 days, then both go.

A picture whose consent does not hold is never kept, and one whose consent ends in the bin leaves it for good: who took
a consent back is not to be found in any folder of this site.
"""

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import router, transaction
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from pages.approvals.second_person import acting_user
from pages.base.media import SiteDocument, SiteImage
from pages.deleted.keeping import WholeCollector, emptied_fields
from pages.deleted.models import DeletedFile

BROUGHT_BACK = "pages.bring_back"
KINDS = (SiteImage, SiteDocument)


@deconstructible(path="pages.deleted.files.Kept")
class Kept(Storage):
    """Stands in for the storage of a file in the bin: Wagtail's clean-up after a deletion takes nothing from it."""

    def delete(self, name):
        """Nothing: `remove_file` does it when the time is over."""


def keep_file(instance, using=None, **kwargs):
    """For `pre_delete`, after all that may refuse it: put a picture or document into the bin."""
    consent = getattr(instance, "consent", None)
    if (consent and not consent.holds) or not instance.file:
        return
    collector = WholeCollector(using=using or router.db_for_write(type(instance)))
    collector.collect([instance])
    DeletedFile.objects.create(
        kind=instance._meta.label,
        file_pk=instance.pk,
        title=instance.title,
        file=instance.file.name,
        collection=instance.collection,
        consent=consent,
        deleted_by=acting_user(),
        row=serializers.serialize("json", [instance]),
        tags=list(instance.tags.names()),
        emptied=list(emptied_fields(collector)),
    )
    instance.file.storage = Kept()


def remove_file(instance, **kwargs):
    """For `post_delete` of the record: the file goes with it, unless what it belonged to is back."""
    model, file = apps.get_model(instance.kind), instance.file
    if not model._base_manager.filter(file=file.name).exists():
        transaction.on_commit(lambda: file.storage.delete(file.name))


def consent_saved(instance, raw=False, **kwargs):
    """For `post_save` of a consent: nothing waits in the bin that it no longer covers."""
    if not raw and not instance.holds:
        DeletedFile.objects.filter(consent=instance).delete()


def purge():
    """Remove for good what was deleted more than 30 days ago, and what no consent covers any more; answers how many."""
    over = set(DeletedFile.objects.over())
    over |= {each for each in DeletedFile.objects.exclude(consent=None) if not each.consent.holds}
    for each in over:
        each.delete()
    return len(over)


@transaction.atomic
def bring_back_file(deleted, user):
    """Make it again, as it was, where drafts still point to it; a `ValidationError` says why not."""
    model, consent = apps.get_model(deleted.kind), deleted.consent
    if consent and not consent.holds:
        raise ValidationError(_("The consent no longer holds: %(consents)s.") % {"consents": consent})
    if model._base_manager.filter(pk=deleted.file_pk).exists():
        raise ValidationError(_("It has been brought back already."))
    if not deleted.file.storage.exists(deleted.file.name):
        raise ValidationError(_("The file itself is gone."))
    instance = next(serializers.deserialize("json", deleted.row, ignorenonexistent=True)).object
    _forget_what_is_gone(instance)
    created_at = instance.created_at
    instance.save(force_insert=True)
    model._base_manager.filter(pk=instance.pk).update(created_at=created_at)
    instance.tags.set(deleted.tags)
    for label, key, field, target in deleted.emptied:
        rows = apps.get_model(label)._base_manager.filter(pk=key, **{f"{field}__isnull": True})
        rows.update(**{f"{field}_id": target})
    log(instance, BROUGHT_BACK, user=user)
    deleted.delete()
    return instance


def _forget_what_is_gone(instance):
    """It stood in a collection, and somebody uploaded it: they may be gone since."""
    for field in instance._meta.concrete_fields:
        key = getattr(instance, field.attname)
        if field.is_relation and key and not field.related_model._base_manager.filter(pk=key).exists():
            root = Collection.get_first_root_node() if field.related_model is Collection else None
            setattr(instance, field.name, root)
