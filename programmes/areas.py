from django.core.validators import RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from pages.base.fields import validate_not_in_future
from pages.base.models import BodyPage
from pages.base.usage import ReferencedManyToManyField
from pages.content.strategy import ObjectivePage
from pages.translations.forms import SourceOnlyPanel
from pages.translations.status import is_source
from pages.values.cache import cached_in_process
from pages.values.icons import Icon


class ProgrammeAreaPage(BodyPage):
    """An area of work: which objectives of the strategy it serves, and its projects as pages below it."""

    code = models.CharField(
        _("code"),
        max_length=12,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9.-]*$", _("Capital letters, digits, dots: for example A3.1."))],
        help_text=_("A short code that spreadsheets and open data name the area by, for example A3.1."),
    )
    icon = models.CharField(
        _("icon"), max_length=20, choices=Icon, default=Icon.COMPASS, help_text=_("The small drawing beside the title.")
    )
    contact = models.CharField(
        _("whom to ask"),
        max_length=120,
        blank=True,
        help_text=_("The role that answers questions, for example “Programme unit”. Never a person's name."),
    )
    objectives = ReferencedManyToManyField(
        ObjectivePage,
        verbose_name=_("objectives of the strategy"),
        blank=True,
        related_name="programme_areas",
        help_text=_("Which objectives this area serves. Its projects serve them too unless they name their own."),
    )
    objectives_confirmed_on = models.DateField(
        _("objectives confirmed on"),
        null=True,
        blank=True,
        validators=[validate_not_in_future],
        help_text=_(
            "The objectives above were PROPOSED by those who made the site, and readers do not see them. When the "
            "office has checked them, write the day here: from then on they are shown."
        ),
    )
    is_topic = True  # what is about an area or a project of it is found under its name
    shared_fields = ("code", "objectives", "objectives_confirmed_on")

    admin_default_ordering = Page.admin_default_ordering  # projects have none of their own

    content_panels = [
        *BodyPage.content_panels,
        "icon",
        "body",
        "contact",
        SourceOnlyPanel(
            ["code", FieldPanel("objectives", widget=CheckboxSelectMultiple), "objectives_confirmed_on"],
            heading=_("Its place in the strategy"),
        ),
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("contact"),
    ]
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.ProjectPage"]
    page_description = _("An area of work; its projects are pages below it.")

    class Meta:
        verbose_name = _("area of work")
        verbose_name_plural = _("areas of work")

    @classmethod
    def can_create_at(cls, parent):
        """An area begins in the language of the originals; the others translate it."""
        return super().can_create_at(parent) and is_source(parent)


def first_area() -> "ProgrammeAreaPage | None":
    """The first area of the original language, as it was kept: who may add projects may add one there."""
    return cached_in_process("first-area", lambda: ProgrammeAreaPage.objects.sources().select_related("locale").first())
