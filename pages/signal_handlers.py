"""What happens by itself when pages, pictures and hotlines change."""

from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import DraftStateMixin, Locale, Page, PageViewRestriction, Revision, Site, get_page_models
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished, published

from pages.accounts import audit_handlers, factor_secrets
from pages.approvals import second_person
from pages.approvals.live_changes import site_changed_live
from pages.base import published_files, usage
from pages.base.consent_rule import publication_refused
from pages.base.consents import ConsentRecord
from pages.base.media import SiteDocument, SiteImage, draw_renditions
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.consents import notifications as consent_notifications
from pages.consents import withdrawal
from pages.contact.page_types import ContactPage, MessageFormMixin
from pages.deleted import files, keeping
from pages.deleted.models import DeletedFile
from pages.editing import history
from pages.help.base import HelpPage
from pages.help.hotlines import Hotline
from pages.help.models import HelpIndexPage
from pages.links import checking
from pages.references.admin import unpublish_translations
from pages.search import indexing, phrases
from pages.search.models import BestBet, SynonymSet
from pages.site import clock, contact_details, invalidation, redirects
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.translations.models import TranslationStatus
from pages.translations.notifications import notify_translators
from pages.translations.status import update_status

RELIED_ON = (HelpPage, MessageFormMixin)


def register_signal_handlers():
    """Connect the handlers, once the models are there."""
    invalidation.register(*get_page_models(), Locale, PageViewRestriction, Redirect, Site)
    invalidation.register(Alert, GCMObjective, Hotline, SDGTarget, SiteIdentity, SiteImage, SiteTexts)
    invalidation.register(BestBet, SiteDocument, SynonymSet, TranslationStatus)
    clock.register()
    _keep_search_index()
    audit_handlers.connect()
    factor_secrets.connect()
    copy_for_translation_done.connect(unpublish_copy_for_translation)
    page_published.connect(update_translation_status)
    page_published.connect(tell_of_published)
    page_unpublished.connect(tell_of_unpublished)
    for signal in (page_published, published):
        signal.connect(checking.collect_again)
    post_save.connect(history.keep_the_one_before, sender=Revision)
    pre_delete.connect(keeping.keep, sender=Page)
    pre_delete.connect(unpublish_translations, sender=Page)
    post_save.connect(enqueue_renditions, sender=SiteImage)
    post_delete.connect(delete_hotline_translations, sender=Hotline)
    post_save.connect(withdrawal.consent_saved, sender=ConsentRecord)
    post_delete.connect(withdrawal.consent_deleted, sender=ConsentRecord)
    publication_refused.connect(tell_of_refusal)
    _register_rules()


def _keep_search_index():
    """Whatever readers see anew is found anew."""
    for model in get_page_models():
        post_save.connect(index_page_for_search, sender=model)
        page_unpublished.connect(index_page_for_search, sender=model)
    for model in (BestBet, SynonymSet):
        post_save.connect(phrases.learn_phrases, sender=model)
    indexing.add_texts(ContactPage, contact_details.texts_of)
    for model in (SiteIdentity, SiteTexts):
        indexing.follow(model, contact_details.contact_pages)
    indexing.follow(Hotline, help_index_pages)


def index_page_for_search(instance, update_fields=None, raw=False, **kwargs):
    """A draft changes nothing."""
    if not raw and not (update_fields is not None and invalidation.DRAFT_FIELDS.issuperset(update_fields)):
        indexing.index_soon([instance.pk])


def help_index_pages(hotline):
    """The pages on which a hotline can be found."""
    return HelpIndexPage.objects.values_list("pk", flat=True)


def _register_rules():
    """What nobody does alone or without the right, whichever way it is tried."""
    redirects.register()
    pre_save.connect(redirects.check_before_saving, sender=Redirect)
    post_save.connect(redirects.tell_saved, sender=Redirect)
    post_delete.connect(redirects.tell_deleted, sender=Redirect)
    pre_delete.connect(refuse_to_delete_hotline_alone, sender=Hotline)
    for model in (Alert, Hotline, SiteTexts):
        pre_delete.connect(refuse_to_delete_live, sender=model)
    for model in (SiteDocument, SiteImage):
        pre_save.connect(published_files.check, sender=model)
        pre_delete.connect(published_files.check, sender=model)
    pre_delete.connect(usage.refuse_in_use)
    m2m_changed.connect(usage.terms_changed)
    for model in files.KINDS:
        pre_delete.connect(files.keep_file, sender=model)
    post_delete.connect(files.remove_file, sender=DeletedFile)
    post_save.connect(files.consent_saved, sender=ConsentRecord)


def tell_of_published(instance, revision=None, **kwargs):
    """What somebody in need reads, and the forms by which they write, never changes unseen: see `_tell`."""
    _tell("change", instance, revision.user if revision else None)


def tell_of_unpublished(instance, **kwargs):
    """Nor does it vanish unseen; Wagtail takes a page off before it deletes it."""
    _tell("unpublish", instance)


def _tell(action, page, author=None):
    """All who may publish are told. By the schedule acts whoever wrote the version; a command acts for nobody."""
    user = second_person.acting_user() or author
    if user is not None and isinstance(page, RELIED_ON):
        site_changed_live(action, page, user)


def tell_of_refusal(instance, **kwargs):
    """A page that was to appear by itself did not: somebody must know."""
    consent_notifications.notify_of_refusal.enqueue(instance.pk)


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


def refuse_to_delete_live(instance, **kwargs):
    """Deleting what readers see takes it off the site, and needs the right to publish as that does."""
    user = second_person.acting_user()
    may_publish = user is None or ModelPermissionPolicy(type(instance)).user_has_permission(user, "publish")
    if instance.live and not may_publish:
        raise PermissionDenied


def refuse_to_delete_hotline_alone(instance, **kwargs):
    """A line that readers see is deleted by two people, from every list and by every way."""
    if instance.live and instance.is_source:
        second_person.refuse_alone(second_person.acting_user(), Hotline)


def delete_hotline_translations(instance, **kwargs):
    """A number that was deleted does not live on in its translations, and everybody who may publish learns of it."""
    versions = Hotline.objects.filter(translation_key=instance.translation_key)
    if versions.filter(pk__lt=instance.pk).exists():
        return
    if instance.live:
        user = second_person.acting_user()
        site_changed_live("delete", instance, user, alone=second_person.is_alone(user, Hotline))
    with second_person.confirmed():
        versions.delete()
