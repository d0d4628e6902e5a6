"""The part of a page's form that is there only for a translation."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from pages.editing.forms import CreationKeyMixin
from pages.translations.models import TranslationStatus
from pages.translations.status import is_source, mark_current, source_of


class TranslationForm(CreationKeyMixin, WagtailAdminPageForm):
    """The form of every page; in a translation one can say that it is as new as its source."""

    is_draft = False

    up_to_date = forms.BooleanField(
        required=False,
        label=_("This translation now says what the original says"),
        help_text=_(
            "Tick it when you have brought the translation up to date. The notice for readers goes when you publish."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the page makes it of its title, if the browser was not quick enough
        if not is_source(self.instance):
            for name in self.instance.shared_fields:
                self.fields.pop(name, None)
                self.formsets.pop(name, None)

    def defer_required_fields(self):
        """Called by Wagtail for a draft, which may hold what must not be public."""
        self.is_draft = True
        super().defer_required_fields()

    def _post_clean(self):
        super()._post_clean()
        if not self.is_draft:
            for name, reason in self.instance.publication_refusals().items():
                self.add_error(name if name in self.fields else None, reason)

    def save(self, commit=True):
        if self.cleaned_data.get("up_to_date"):
            source = source_of(self.instance)
            if source:
                mark_current(self.instance, source)
        return super().save(commit)


class _StatusPanel(Panel):
    """Says whether the source changed, and leads to it and to the difference."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/translation_status.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            status = TranslationStatus.objects.filter(page=self.instance.pk).first()
            context["page"], context["source"] = self.instance, source_of(self.instance)
            context["outdated_since"] = status and status.outdated_since
            return context


class SourceOnlyPanel(MultiFieldPanel):
    """Shared fields: they hold in every language and are filled in once, in the source."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            return is_source(self.instance)


class TranslationPanel(MultiFieldPanel):
    """First in the form of a translation; not there in the form of a source."""

    def __init__(self, children=(), **options):
        options.setdefault("heading", _("Translation"))
        fields = [_StatusPanel(), FieldPanel("up_to_date"), FieldPanel("needs_review")]
        super().__init__(children or fields, **options)

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            page = self.instance
            return bool(page.pk) and not is_source(page) and super().is_shown()
