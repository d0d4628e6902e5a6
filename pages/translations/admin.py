"""The views of a translator: the report of all languages, and a page as a file for outside and back."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.translations import po_files
from pages.translations.coverage import State, languages_of, sources, translation_of
from pages.translations.status import source_of
from pages.values.permissions import may_edit_whole_site


class TranslationsMenuItem(MenuItem):
    """Leads to the report."""

    def __init__(self):
        super().__init__(gettext_lazy("Translations"), reverse_lazy("translations"), icon_name="globe", order=160)

    def is_shown(self, request):
        return may_edit_whole_site(request.user) or bool(languages_of(request.user))


class TranslationFilterSet(django_filters.FilterSet):
    """Pages by the state of their translation, into one language or into any."""

    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        method="keep",
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="with_state",
        choices=State.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Page
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mine = languages_of(self.request.user)
        self.filters["language"].extra["choices"] = [(each.language_code, str(each)) for each in self.mine]

    @property
    def locales(self):
        """The locales to show, of those that this person translates into."""
        chosen = self.is_valid() and self.form.cleaned_data["language"]
        return [each for each in self.mine if not chosen or each.language_code == chosen]

    def keep(self, pages, _name, _value):
        """A language hides the columns of the others, and no page."""
        return pages

    def with_state(self, pages, _name, state):
        conditions = [Q(**{f"state_{locale.pk}": state}) for locale in self.locales]
        return pages.filter(reduce(or_, conditions, Q()))


class TranslationColumn(Column):
    """The state of the translations into one language; leads to where the work goes on, or is ticked off there."""

    cell_template_name = "admin/translation_cell.html"

    def __init__(self, locale):
        super().__init__(f"state_{locale.pk}", label=str(locale), accessor=lambda page: translation_of(page, locale))


class TranslationReportView(ReportView):
    """Every published page of the source language with the state of its translations."""

    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    results_template_name = "admin/translations_results.html"
    index_url_name = "translations"
    index_results_url_name = "translations_results"
    export_filename = "translations"
    filterset_class = TranslationFilterSet
    permission_policy = page_permission_policy
    permission_required = "change"

    @cached_property
    def locales(self):
        return self.filters.locales

    @property
    def columns(self):
        to_form = may_edit_whole_site(self.request.user)  # who may not change the original reads it
        address = (lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])) if to_form else Page.get_url
        title = TitleColumn("title", label=_("Page"), get_url=address)
        return [title, *(TranslationColumn(locale) for locale in self.locales)]

    @property
    def list_export(self):
        return ["title", *(f"{name}_{each.pk}" for each in self.locales for name in ("state", "outdated_since"))]

    @property
    def export_headings(self):
        since = _("%(language)s: outdated since")
        headings = {f"outdated_since_{each.pk}": since % {"language": each} for each in self.locales}
        return {"title": _("Page"), **{f"state_{each.pk}": str(each) for each in self.locales}, **headings}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        names = [f"state_{locale.pk}" for locale in self.locales]
        awaits = any(getattr(page, name) == State.REVIEW for page in context["object_list"] for name in names)
        return {**context, "awaits": awaits}

    def get_base_queryset(self):
        return sources(self.locales)

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        states = {name: State(value).label for name, value in row.items() if name.startswith("state_")}
        return {**row, **states}


def _translation_for(request, pk):
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if source_of(page) is None:
        raise PermissionDenied(_("This page is no translation."))
    return page.get_latest_revision_as_object()


def export_po(request, pk):
    """Download the texts of a translation as a PO file."""
    page = _translation_for(request, pk)
    response = HttpResponse(po_files.export_po(page), content_type="text/x-gettext-translation; charset=utf-8")
    name = f"{slugify(page.slug)}.{page.locale.language_code}.po"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class UploadForm(forms.Form):
    """One file, of PO or made of it."""

    file = forms.FileField(
        label=gettext_lazy("PO file"),
        help_text=gettext_lazy(
            "The file that was taken out of this page, translated. XLIFF that was made of it is read, too."
        ),
    )


def import_po(request, pk):
    """Upload a PO file; its texts become a draft that is checked and published as usual."""
    page = _translation_for(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            translations = po_files.read_po(form.cleaned_data["file"], page, request.user)
            _report_import(request, po_files.import_po(page, translations, request.user))
        except po_files.RefusedError as why:
            form.add_error("file", why.reasons)
        else:
            return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "admin/translation_upload.html", {"page": page, "form": form})


def _report_import(request, result):
    text = ngettext("%(count)d text was put into a draft.", "%(count)d texts were put into a draft.", result.translated)
    messages.success(request, text % {"count": result.translated})
    count = len(result.untranslated)
    if count:
        text = ngettext("%(count)d text is not translated yet.", "%(count)d texts are not translated yet.", count)
        messages.warning(request, text % {"count": count})
    if result.unknown:
        text = ngettext(
            "%(count)d text of the file is not in the original any more and was left out.",
            "%(count)d texts of the file are not in the original any more and were left out.",
            result.unknown,
        )
        messages.warning(request, text % {"count": result.unknown})
    if result.displaced:
        text = ngettext(
            "%(count)d text of the earlier translation has no place in the original any more: see the history.",
            "%(count)d texts of the earlier translation have no place in the original any more: see the history.",
            result.displaced,
        )
        messages.warning(request, text % {"count": result.displaced})
