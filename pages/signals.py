"""Listens to publications, to new pictures, and to numbers that are taken away."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import DraftStateMixin
from wagtail.signals import copy_for_translation_done, page_published

from pages import freshness
from pages.models import Hotline, SiteImage
from pages.translating import tell_translators


@receiver(copy_for_translation_done)
def begin_as_a_draft(sender, target_obj, **kwargs):
    """A copy for translation still says what the original says: it is not published under another language."""
    if isinstance(target_obj, DraftStateMixin) and target_obj.live:
        target_obj.live, target_obj.has_unpublished_changes = False, True
        if target_obj.pk:
            target_obj.save(update_fields=["live", "has_unpublished_changes"])


@receiver(page_published)
def compare_with_its_source(sender, instance, **kwargs):
    """Within the same request that publishes, so that readers and translators are told at once."""
    behind = freshness.note_published(instance)
    if behind:
        transaction.on_commit(lambda: tell_translators(instance, behind))


@receiver(post_save, sender=SiteImage)
def draw_all_sizes(sender, instance, raw=False, **kwargs):
    """A picture is drawn in all its sizes when it is saved, so that no reader waits for it."""
    if not raw:
        transaction.on_commit(instance.draw_all_sizes)


@receiver(post_delete, sender=Hotline)
def take_away_in_every_language(sender, instance, **kwargs):
    """A number that was deleted does not live on in its translations."""
    versions = Hotline.objects.filter(translation_key=instance.translation_key)
    if not versions.filter(pk__lt=instance.pk).exists():
        versions.delete()
