"""What happens by itself when pages, pictures and hotlines change."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import DraftStateMixin, Locale, PageViewRestriction, Site, get_page_models
from wagtail.signals import copy_for_translation_done, page_published

from pages.accounts import audit_handlers
from pages.base.media import SiteImage, draw_renditions
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.help.hotlines import Hotline
from pages.site import invalidation
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.translations.notifications import notify_translators
from pages.translations.status import update_status


def register_signal_handlers():
    """Connect the handlers, once the models are there."""
    invalidation.register(*get_page_models(), Locale, PageViewRestriction, Site)
    invalidation.register(Alert, GCMObjective, Hotline, SDGTarget, SiteIdentity, SiteImage, SiteTexts)
    audit_handlers.connect()
    copy_for_translation_done.connect(unpublish_copy_for_translation)
    page_published.connect(update_translation_status)
    post_save.connect(enqueue_renditions, sender=SiteImage)
    post_delete.connect(delete_hotline_translations, sender=Hotline)


def unpublish_copy_for_translation(target_obj, **kwargs):
    """A copy for translation still says what the original says: it is not published under another language."""
    if isinstance(target_obj, DraftStateMixin) and target_obj.live:
        target_obj.live, target_obj.has_unpublished_changes = False, True
        if target_obj.pk:
            target_obj.save(update_fields=["live", "has_unpublished_changes"])


def update_translation_status(instance, **kwargs):
    """Within the same request that publishes, so that readers are told at once; translators get a mail."""
    outdated = update_status(instance)
    if outdated:
        notify_translators.enqueue(instance.pk, [page.pk for page in outdated])


def enqueue_renditions(instance, raw=False, **kwargs):
    """A picture is drawn in all its sizes soon after it is saved, so that no reader waits for it."""
    if not raw:
        draw_renditions.enqueue(instance.pk)


def delete_hotline_translations(instance, **kwargs):
    """A number that was deleted does not live on in its translations."""
    versions = Hotline.objects.filter(translation_key=instance.translation_key)
    if not versions.filter(pk__lt=instance.pk).exists():
        versions.delete()
