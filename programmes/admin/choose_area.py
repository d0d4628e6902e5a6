"""Before a new project: its area of work, from a list of the areas; Wagtail's own asks to find it in the tree."""

from django.forms import ModelChoiceField, RadioSelect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import ParentChooserForm
from wagtail.admin.views.pages.choose_parent import ChooseParentView

from programmes.areas import ProgrammeAreaPage


class AreaForm(ParentChooserForm):
    """The areas, one to tick."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent_page"] = ModelChoiceField(
            ProgrammeAreaPage.objects.sources().order_by("path"),
            widget=RadioSelect,
            empty_label=None,
            label=gettext("Area of work"),
            help_text=gettext("The project stands below it; it can be moved afterwards."),
        )


class ChooseAreaView(ChooseParentView):
    """The first step of “Add project”."""

    page_title = _("Choose the area of work")

    def get_form(self):
        return AreaForm(self.model, self.request.user, self.request.POST if self.request.method == "POST" else None)
