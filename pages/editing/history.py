"""Each version is found again in the history, also one that no person saved: first content, a copy, a translation."""

from wagtail.log_actions import LogContext, log, registry
from wagtail.models import Revision


def keep_the_one_before(instance, created=False, raw=False, **kwargs):
    """When a version is no longer the newest, an entry of the history leads back to it; Wagtail lacks some."""
    if raw or not created:
        return
    subject = instance.content_object
    versions = Revision.objects.filter(object_id=instance.object_id, base_content_type=instance.base_content_type)
    before = versions.filter(pk__lt=instance.pk).select_related("user").order_by("-pk").first()
    if before is None or subject is None:
        return
    entries = registry.get_logs_for_instance(subject).filter(revision=before, content_changed=True)
    if not entries.exclude(action="wagtail.publish").exists():
        with LogContext(user=before.user):  # not by whoever saves now
            log(subject, "wagtail.edit", revision=before, content_changed=True, timestamp=before.created_at)
