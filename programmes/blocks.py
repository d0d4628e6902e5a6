"""Entries of the lists that a project carries: what it reached, and whom."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.values.partial_dates import PartialDateBlock


class Sex(models.TextChoices):
    """How results are broken down by sex."""

    ALL = "all", _("All")
    WOMEN = "women", _("Women and girls")
    MEN = "men", _("Men and boys")


def _figure(label, help_text=""):
    return blocks.DecimalBlock(
        label=label, required=False, min_value=Decimal(0), max_digits=14, decimal_places=2, help_text=help_text
    )


class ResultBlock(blocks.StructBlock):
    """What a project set out to reach, by one indicator, and what it reached."""

    indicator = blocks.CharBlock(
        label=_("What is measured"), max_length=200, help_text=_("For example: officials who finished the course.")
    )
    baseline = _figure(_("Before the project"))
    target = _figure(_("Planned"))
    actual = _figure(_("Reached"))
    unit = blocks.CharBlock(
        label=_("Unit"), max_length=40, required=False, help_text=_("For example: people, per cent. Empty for a count.")
    )
    as_of = PartialDateBlock(label=_("As of"))
    source = blocks.CharBlock(label=_("Source"), max_length=200, help_text=_("Who counted, and where it is published."))

    class Meta:
        icon = "success"
        label = _("Result")
        label_format = "{indicator}: {actual}"

    def clean(self, value):
        value = super().clean(value)
        if value["target"] is None and value["actual"] is None:
            wrong = ValidationError(_("Give at least one figure: what was planned or what was reached."))
            raise blocks.StructBlockValidationError({"actual": wrong})
        return value


class BeneficiaryBlock(blocks.StructBlock):
    """A group of people for whom the project is, and how many of them it reached."""

    group = blocks.CharBlock(label=_("Group of people"), max_length=160)
    sex = blocks.ChoiceBlock(label=_("Sex"), choices=Sex.choices, default=Sex.ALL)
    age_band = blocks.CharBlock(
        label=_("Age"), max_length=40, required=False, help_text=_("For example 18–29. Empty if not counted by age.")
    )
    planned = blocks.IntegerBlock(label=_("Planned"), required=False, min_value=0)
    reached = blocks.IntegerBlock(label=_("Reached"), required=False, min_value=0)
    as_of = PartialDateBlock(label=_("As of"))
    source = blocks.CharBlock(label=_("Source"), max_length=200, help_text=_("Who counted, and where it is published."))

    class Meta:
        icon = "group"
        label = _("People")
        label_format = "{group}: {reached}"

    def clean(self, value):
        value = super().clean(value)
        if value["planned"] is None and value["reached"] is None:
            wrong = ValidationError(_("Give at least one figure: how many were planned or reached."))
            raise blocks.StructBlockValidationError({"reached": wrong})
        return value
