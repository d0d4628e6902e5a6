"""Carries out a confirmed import outside the request: two thousand rows take minutes."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from pages.values.background import background_task
from programmes.import_file import ProjectImport
from programmes.imports import run

State = ProjectImport.State
logger = logging.getLogger(__name__)


@background_task
def apply_import(pk: int, language: str) -> None:
    """Apply all of a file or nothing, and keep the result. Reasons are given in the language of who confirmed it.

    What fails is not tried again by itself: hours later the projects may have changed, and nobody would be looking.
    """
    unfinished = ProjectImport.objects.filter(pk=pk, state__in=(State.WAITING, State.RUNNING))
    unfinished.update(state=State.RUNNING)
    try:
        with transaction.atomic(), override(language):
            for record in unfinished.select_for_update():
                _apply(record)
    except Exception:
        logger.exception("The import of projects %s failed.", pk)
    finally:  # also when the worker is told to stop
        unfinished.update(state=State.FAILED)


def _apply(record: ProjectImport) -> None:
    report = run.plan(bytes(record.content))
    if report.refused:
        record.state, record.refusals = State.REFUSED, report.refused
    else:
        for _done in run.apply(report, record.confirmed_by):
            pass
        record.state, record.applied_at = State.DONE, timezone.now()
        record.created, record.changed = report.created, report.changed
    record.save(update_fields=["state", "refusals", "applied_at", "created", "changed"])
