"""The part of a page's form that is there only for a translation."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from pages.translations.models import Freshness
from pages.translations.status import bring_up_to_date, source_of


def is_original(page):
    """True for a page in the language of the originals, also while it is being made."""
    return not page.locale_id or page.locale.language_code == settings.LANGUAGE_CODE


class TranslationForm(WagtailAdminPageForm):
    """The form of every page; in a translation one can say that it is as new as its source."""

    up_to_date = forms.BooleanField(
        required=False,
        label=_("This translation now says what the original says"),
        help_text=_(
            "Tick it when you have brought the translation up to date. The notice for readers goes when you publish."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_original(self.instance):
            for name in self.instance.facts:
                self.fields.pop(name, None)
                self.formsets.pop(name, None)

    def save(self, commit=True):
        if self.cleaned_data.get("up_to_date"):
            source = source_of(self.instance)
            if source:
                bring_up_to_date(self.instance, source)
        return super().save(commit)


class _StatusPanel(Panel):
    """Says whether the original changed, and leads to it and to the difference."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/translation_status.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            source = source_of(self.instance)
            kept = Freshness.objects.filter(page=self.instance.pk).first()
            context |= {"page": self.instance, "source": source, "behind_since": kept and kept.behind_since}
            return context


class OriginalOnlyPanel(MultiFieldPanel):
    """Fields whose facts hold in every language: they are filled in once, in the original."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            return is_original(self.instance)


class TranslationPanel(MultiFieldPanel):
    """First in the form of a translation; not there in the form of a source."""

    def __init__(self, children=(), **options):
        options.setdefault("heading", _("Translation"))
        fields = [_StatusPanel(), FieldPanel("up_to_date"), FieldPanel("awaits_native_review")]
        super().__init__(children or fields, **options)

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            page = self.instance
            return bool(page.pk) and not is_original(page) and super().is_shown()
