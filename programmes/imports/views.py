"""The views of an import: upload a spreadsheet, see what it would do, confirm."""

import csv
import logging
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.import_file import ProjectImport
from programmes.imports import run, spreadsheet
from programmes.index_page import ProgrammeIndexPage

ROWS_A_LINE = 25
_HERE_GO_THE_LINES = "<!-- lines -->"
logger = logging.getLogger(__name__)


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=255,
        help_text=gettext_lazy("CSV (UTF-8) or XLSX, at most 2 MB and 2,000 rows. Of a workbook, the first sheet."),
    )


def may_import(user):
    """True for those who may make and publish projects."""
    index = ProgrammeIndexPage.objects.sources().first()
    allowed = index and index.permissions_for_user(user)
    return bool(allowed and allowed.can_add_subpage() and allowed.can_publish_subpage())


def for_publishers(view):
    """Only for those who may import."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_publishers
def template(request):
    """An empty spreadsheet with the names of all columns."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="projects.csv"'
    csv.writer(response).writerow(run.COLUMNS)
    return response


@for_publishers
def upload(request):
    """Choose a file. It is kept, and nothing is done with it before somebody has seen what it would do."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(spreadsheet.LARGEST_FILE + 1)
        try:
            run.rows_of(content)
        except run.RefusedError as why:
            form.add_error("file", str(why))
        else:
            record = ProjectImport.objects.create(file_name=file.name, content=content, uploaded_by=request.user)
            return redirect("project_import_preview", record.pk)
    return render(request, "admin/import_projects.html", {"form": form, "columns": run.COLUMNS})


@for_publishers
def preview(request, pk):
    """What the file would do to the projects as they are now."""
    record = get_object_or_404(ProjectImport, pk=pk)
    report = None if record.applied_at else run.plan(bytes(record.content))
    return render(request, "admin/import_preview.html", {"record": record, "report": report})


@for_publishers
@require_POST
def apply(request, pk):
    """Apply the file as a whole, and say row by row how far it is."""
    record = get_object_or_404(ProjectImport, pk=pk)
    page = render_to_string("admin/import_progress.html", {"record": record, "lines": _HERE_GO_THE_LINES}, request)
    before, _lines, after = page.partition(_HERE_GO_THE_LINES)
    lines = _in_language(get_language(), _lines_of_import(record.pk, request.user))
    response = StreamingHttpResponse(_between(before, lines, after))
    # Each line is to be seen at once: neither our compression nor a proxy may hold it back.
    response.headers["Content-Encoding"] = "identity"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _between(before, lines, after):
    yield before
    yield from lines
    yield after


def _in_language(language, lines):
    """The lines are made after the view has ended, when the language of the admin is no longer set."""
    with override(language):
        yield from lines


def _lines_of_import(pk, user):
    """Do the import in one transaction; whoever stops reading before its end stops it, and nothing is changed."""
    try:
        with transaction.atomic():
            record = ProjectImport.objects.select_for_update().get(pk=pk)
            if record.applied_at:
                yield _ending(record)
                return
            report = run.plan(bytes(record.content))
            if report.refused:
                yield _ending(record, report=report)
                return
            yield from _progress(report, user)
            record.applied_at, record.created, record.changed = timezone.now(), report.created, report.changed
            record.save(update_fields=["applied_at", "created", "changed"])
    except Exception:  # the answer has begun: only its last words can say that something failed
        logger.exception("The import of projects %s failed.", pk)
        yield _ending(record=None)
    else:
        yield _ending(record, done=True)


def _progress(report, user):
    total = len(report.rows)
    for done in run.apply(report, user):
        if done % ROWS_A_LINE == 0 or done == total:
            line = _("%(done)d of %(total)d rows") % {"done": done, "total": total}
            yield format_html("<p>{}</p>\n", line)


def _ending(record, **context):
    return render_to_string("admin/import_ending.html", {"record": record, **context})
