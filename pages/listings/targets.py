"""The targets of the Sustainable Development Goals that an item serves, and the filter by them."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.base.querysets import IN_SOURCE_LANGUAGE
from pages.base.taxonomies import SDGTarget
from pages.base.usage import ReferencedManyToManyField
from pages.values.cache import cached_of_published

SDG = "sdg"


class TargetsMixin(models.Model):
    """For items that say which targets they serve."""

    sdg_targets = ReferencedManyToManyField(
        SDGTarget,
        verbose_name=_("targets of the Sustainable Development Goals"),
        blank=True,
        related_name="+",
        help_text=_("Readers filter the list by them."),
    )

    targets_panel = FieldPanel("sdg_targets", widget=CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @cached_property
    def targets(self):
        """The targets in the language of the page, or as they stand in the original."""
        return cached_of_published(f"targets:{self.pk}", self._find_targets)

    def _find_targets(self):
        keys = [target.translation_key for target in self.facts.sdg_targets.all()]
        here = Q(locale_id=self.locale_id) | Q(**IN_SOURCE_LANGUAGE)
        found = SDGTarget.objects.filter(here, translation_key__in=keys) if keys else ()
        by_key = {
            each.translation_key: each for each in sorted(found, key=lambda each: each.locale_id == self.locale_id)
        }
        return [by_key[key] for key in keys if key in by_key]


def target_names(language):
    """What the targets are called in a language, by their codes."""
    return {target.code: str(target) for target in SDGTarget.objects.filter(locale__language_code=language)}


def targets_of(model, language):
    """`(key of the page, code)` of what the published items in a language serve."""
    if not issubclass(model, TargetsMixin):
        return []
    through = model.sdg_targets.through.objects
    page = next(field.name for field in through.model._meta.fields if field.related_model is model)
    if "sdg_targets" not in model.shared_fields:
        return through.filter(**{f"{page}__live": True}).values_list(f"{page}_id", "sdgtarget__code")
    here = dict(model.objects.live().in_language(language).values_list("translation_key", "pk"))
    sources = through.filter(**{f"{page}__in": model.objects.stating_facts()})
    rows = sources.values_list(f"{page}__translation_key", "sdgtarget__code")
    return [(here[key], code) for key, code in rows if key in here]
