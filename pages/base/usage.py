"""Where a picture, a document or a term is used. What readers see is not taken from under them by deleting it.

Wagtail's index of references reads keys, bodies and lists, but no many-to-many fields; the field below tells it of its
own, so that "Usage" and the question before deleting name them too.
"""

from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from pages.base.media import SiteDocument, SiteImage
from pages.base.querysets import IN_SOURCE_LANGUAGE
from pages.base.refusals import RefusedError

IN_USE = _("It stays: what readers see uses it. Take it out there first.")


class InUseError(RefusedError):
    """Something that readers see uses what was to be deleted."""


class ReferencedManyToManyField(ParentalManyToManyField):
    """Terms of a page, known to the index of references. One chooses among those of the language of the originals."""

    def __init__(self, to, **options):
        super().__init__(to, **{"limit_choices_to": IN_SOURCE_LANGUAGE, **options})

    def extract_references(self, value):
        for each in value:
            yield self.related_model, str(each.pk), "item", str(each.pk)


def live_uses(instance):
    """The records that readers see and that refer to this one: published ones, and those that know no drafts."""
    references = ReferenceIndex.get_references_to(instance)
    return [source for source, _found in references.group_by_source_object() if getattr(source, "live", True)]


def refuse_in_use(sender, instance, **kwargs):
    """For `pre_delete` of a file or a term: raise `InUseError`, which names the places."""
    # Asked now: while the site starts, not all of them are registered.
    if sender in (SiteDocument, SiteImage, *get_snippet_models()) and (places := live_uses(instance)):
        raise InUseError(IN_USE, places)


def terms_changed(instance, action, reverse, **kwargs):
    """For `m2m_changed`: terms are stored after their page, and so after the index has read it."""
    if isinstance(instance, Page) and action.startswith("post_") and not reverse:
        ReferenceIndex.create_or_update_for_object(instance)
