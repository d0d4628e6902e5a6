"""Work that leaves the request of whoever causes it: mail, the cutting of pictures, whatever is slow.

A task is a row of the database, written in the transaction that causes it: it exists once that is committed and not
otherwise. `manage.py db_worker --backend background` does what waits; while no worker is there nothing is lost. What
fails is tried again, later and later. Arguments stand in the database in clear: give keys, never somebody's words.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

logger = logging.getLogger(__name__)
BACKEND = "background"
RETRY_MINUTES = (1, 5, 30, 120, 720)


def background_task(function: Callable[..., Any]) -> "Task[..., Any]":
    """Make a function of a module a task: `function.enqueue(…)` has it done soon. Arguments must be JSON."""

    @wraps(function)
    def attempt(*args: Any, attempts: int = 1) -> Any:
        try:
            return function(*args)
        except Exception as error:
            # The words of an error could hold an address, so only its kind is logged.
            logger.warning("%s: attempt %d failed (%s).", made.name, attempts, type(error).__name__)
            if attempts > len(RETRY_MINUTES):
                raise
            again = timezone.now() + timedelta(minutes=RETRY_MINUTES[attempts - 1])
            made.using(run_after=again).enqueue(*args, attempts=attempts + 1)
            return None

    made = task(backend=BACKEND)(attempt)
    return made
