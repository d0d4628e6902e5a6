"""The views of an import: upload a spreadsheet, see what it would do, confirm, see what became of it."""

import csv
import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from programmes.areas import first_area
from programmes.import_file import ProjectImport
from programmes.imports import run, spreadsheet
from programmes.imports.columns import COLUMNS
from programmes.imports.errors import RefusedError
from programmes.imports.tasks import apply_import

SHOWN_IMPORTS = 10
RELOAD_SECONDS = 5
State = ProjectImport.State
View = Callable[..., HttpResponseBase]


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=255,
        help_text=gettext_lazy(
            "CSV (UTF-8) or XLSX, at most 2 MB and 2,000 rows. Of a workbook, the first sheet with a known column."
        ),
    )


def may_import(user: Any) -> bool:
    """True for those who may create and publish projects."""
    if not page_permission_policy.user_has_permission(user, "publish"):
        return False
    area = first_area()
    allowed = area and area.permissions_for_user(user)
    return bool(allowed and allowed.can_add_subpage() and allowed.can_publish_subpage())


def for_publishers(view: View) -> View:
    """Only for those who may import."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_publishers
def template(request: HttpRequest) -> HttpResponse:
    """An empty spreadsheet with the names of all columns."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="projects.csv"'
    csv.writer(response).writerow(COLUMNS)
    return response


@for_publishers
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file. It is kept, and nothing is done with it before somebody has seen what it would do."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(spreadsheet.LARGEST_FILE + 1)
        try:
            run.rows_of(content)
        except RefusedError as error:
            form.add_error("file", str(error))
        else:
            record = ProjectImport.objects.create(file_name=file.name, content=content, uploaded_by_id=request.user.pk)
            return redirect("project_import_preview", record.pk)
    imports = ProjectImport.objects.defer("content").select_related("uploaded_by")[:SHOWN_IMPORTS]
    return render(request, "admin/import_projects.html", {"form": form, "columns": COLUMNS, "imports": imports})


@for_publishers
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do to the projects as they are now."""
    record = get_object_or_404(ProjectImport, pk=pk)
    if record.in_progress or record.state == State.DONE:
        return redirect("project_import_result", pk)
    report = run.plan(bytes(record.content))
    return render(request, "admin/import_preview.html", {"record": record, "report": report})


@for_publishers
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the file applied as a whole, once."""
    record = get_object_or_404(ProjectImport.objects.defer("content"), pk=pk)
    confirmable = ProjectImport.objects.filter(pk=pk, state__in=(State.UPLOADED, State.REFUSED, State.FAILED))
    with transaction.atomic():
        if confirmable.update(
            state=State.WAITING, confirmed_by=request.user.pk, confirmed_at=timezone.now(), refusals=[]
        ):
            apply_import.enqueue(record.pk, get_language())
    return redirect("project_import_result", pk)


@for_publishers
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a confirmed file. While it is being applied, the page loads itself anew."""
    record = get_object_or_404(ProjectImport.objects.defer("content"), pk=pk)
    if record.state == State.UPLOADED:
        return redirect("project_import_preview", pk)
    response = render(request, "admin/import_result.html", {"record": record})
    if record.in_progress:
        response.headers["Refresh"] = str(RELOAD_SECONDS)
    return response


@for_publishers
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was uploaded."""
    record = get_object_or_404(ProjectImport, pk=pk)
    return FileResponse(io.BytesIO(record.content), as_attachment=True, filename=record.file_name)
