"""Making the files takes longer than a minute: the worker does it, so that nothing is published late for it."""

from django_tasks_db.models import DBTaskResult

from iom_site.copies import zips
from pages.values.background import BACKEND, background_task


@background_task
def make_zips():
    """Make the files, unless somebody did so meanwhile."""
    if not zips.are_current():
        zips.make()


def make_zips_soon():
    """Leave it to the worker, once however often it is asked for before that."""
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND, task_path=make_zips.module_path)
    if not waiting.exists():
        make_zips.enqueue()
