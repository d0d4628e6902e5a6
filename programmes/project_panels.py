"""The form of a project: what holds in every language is filled in once, in the source."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from pages.translations.forms import SourceOnlyPanel

FOLDED = "collapsed"  # as Wagtail calls a panel that opens when touched, or when something in it is wrong
PROJECT_PANELS = [
    SourceOnlyPanel(
        ["awaits_check", FieldRowPanel(["status", "status_as_of"]), FieldRowPanel(["start_date", "end_date"])],
        heading=_("Status and period"),
    ),
    SourceOnlyPanel(
        [
            FieldRowPanel(["budget_amount", "budget_currency"]),
            FieldRowPanel(["budget_as_of", "budget_source"]),
            "funding_stream",
        ],
        heading=_("Budget"),
    ),
    SourceOnlyPanel(
        [
            InlinePanel(
                "donors",
                label=_("Donor"),
                help_text=_("Add a donor that is not in the list yet under “Programmes”, then choose it here."),
            )
        ],
        heading=_("Donors"),
    ),
    SourceOnlyPanel(
        [
            FieldPanel("implementing_partners", widget=CheckboxSelectMultiple),
            FieldPanel("government_counterparts", widget=CheckboxSelectMultiple),
        ],
        heading=_("Partners"),
        classname=FOLDED,
    ),
    SourceOnlyPanel(
        [
            "coverage",
            FieldPanel("benefiting_countries", widget=CheckboxSelectMultiple),
            FieldPanel("locations", widget=CheckboxSelectMultiple),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(["results", "beneficiaries"], heading=_("Results")),
    "body",
    SourceOnlyPanel(
        [
            FieldPanel("objectives", widget=CheckboxSelectMultiple),
            FieldPanel("gcm_objectives", widget=CheckboxSelectMultiple),
            FieldPanel("sdg_targets", widget=CheckboxSelectMultiple),
        ],
        heading=_("What it serves"),
        classname=FOLDED,
    ),
    SourceOnlyPanel(
        ["project_id", "other_ids", "source_title", "project_type"], heading=_("How records name it"), classname=FOLDED
    ),
]
