"""The views of a translator: how far each language is, and pages taken out and brought back as files."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.mail import send_mail
from wagtail.models import Locale, Page

from pages.translations import po_files
from pages.translations.status import source_of

TRANSLATORS = "Translators"
MISSING, DRAFT, BEHIND, REVIEW, CURRENT = "missing", "draft", "behind", "review", "current"
LABELS = {
    MISSING: gettext_lazy("missing"),
    DRAFT: gettext_lazy("draft"),
    BEHIND: gettext_lazy("behind"),
    REVIEW: gettext_lazy("awaits a native editor"),
    CURRENT: gettext_lazy("current"),
}


@dataclass
class State:
    """How far one page is in one language, and where to go on with it."""

    kind: str
    url: str
    since: object = None

    @property
    def label(self):
        return LABELS[self.kind]


def _state(source, translation):
    if translation is None:
        return State(MISSING, reverse("simple_translation:submit_page_translation", args=[source.pk]))
    url = reverse("wagtailadmin_pages:edit", args=[translation.pk])
    if not translation.live:
        return State(DRAFT, url)
    kept = getattr(translation, "freshness", None)
    if kept and kept.behind_since:
        return State(BEHIND, url, kept.behind_since)
    return State(REVIEW if kept and kept.awaits_review else CURRENT, url)


def overview():
    """Every published page of the default language, the nearest to the home page first, with its states.

    Answers the languages and the rows `(page, [State, …])`. One query, however many pages there are.
    """
    languages = Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
    languages = [each for each in languages if each.language_code in dict(settings.LANGUAGES)]
    versions = {}
    pages = Page.objects.filter(depth__gt=1).select_related("locale", "freshness").order_by("depth", "path")
    for page in pages:
        versions.setdefault(page.translation_key, {})[page.locale.language_code] = page
    rows = []
    for version in versions.values():
        source = version.get(settings.LANGUAGE_CODE)
        if source and source.live:
            rows.append((source, [_state(source, version.get(each.language_code)) for each in languages]))
    return languages, rows


def coverage():
    """For each language: how many pages are current, of how many, and the first that are not."""
    languages, rows = overview()
    for place, language in enumerate(languages):
        states = [(page, row[place]) for page, row in rows]
        open_ones = [(page, state) for page, state in states if state.kind in (MISSING, DRAFT, BEHIND)]
        yield {
            "language": language,
            "count": len(states),
            "done": len(states) - len(open_ones),
            "to_review": sum(state.kind == REVIEW for _page, state in states),
            "first": open_ones[:5],
        }


def report(request):
    """The table of all pages and languages."""
    languages, rows = overview()
    return render(request, "admin/translations.html", {"languages": languages, "rows": rows})


def notify_translators(source, behind):
    """Write to the translators that an original changed; a mail server that is down stops nothing."""
    people = get_user_model().objects.filter(groups__name=TRANSLATORS, is_active=True).exclude(email="")
    languages = ", ".join(str(page.locale) for page in behind)
    lines = [
        _("“%(title)s” was changed and published. These translations are now behind: %(languages)s.")
        % {"title": source.title, "languages": languages},
        "",
        settings.WAGTAILADMIN_BASE_URL + reverse("translations"),
    ]
    subject = _("The original changed: %(title)s") % {"title": source.title}
    send_mail(subject, "\n".join(lines), [person.email for person in people], fail_silently=True)


def _translation_for(request, pk):
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if source_of(page) is None:
        raise PermissionDenied(_("This page is no translation."))
    return page


def export_po(request, pk):
    """Download the words of a translation as a PO file."""
    page = _translation_for(request, pk).get_latest_revision_as_object()
    response = HttpResponse(po_files.export_po(page), content_type="text/x-gettext-translation; charset=utf-8")
    name = f"{slugify(page.slug)}.{page.locale.language_code}.po"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class UploadForm(forms.Form):
    """One file to bring back."""

    file = forms.FileField(
        label=gettext_lazy("PO file"), help_text=gettext_lazy("The file that was taken out of this page, translated.")
    )


def import_po(request, pk):
    """Upload a PO file; its words become a draft that is checked and published as usual."""
    page = _translation_for(request, pk).get_latest_revision_as_object()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            translations = po_files.read(form.cleaned_data["file"], page)
        except po_files.RefusedError as why:
            form.add_error("file", str(why))
        else:
            outcome = po_files.import_po(page, translations, request.user)
            text = ngettext(
                "%(count)d text was put into a draft.", "%(count)d texts were put into a draft.", outcome.translated
            )
            messages.success(request, text % {"count": outcome.translated})
            if outcome.missing:
                text = ngettext(
                    "%(count)d text is not translated yet.",
                    "%(count)d texts are not translated yet.",
                    len(outcome.missing),
                )
                messages.warning(request, text % {"count": len(outcome.missing)})
            return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "admin/translation_upload.html", {"page": page, "form": form})
