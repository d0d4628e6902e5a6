"""One task after the other, each by somebody who has just signed in."""

import time

from tests.browser.editor_tasks.desk import Desk
from tests.browser.editor_tasks.report import Result


def walk(browser, site, task):
    """Do one task; answers what came of it."""
    desk = Desk(browser, site, task.role)
    desk.count.aside, began = 0, time.monotonic()
    try:
        seen, is_done = task.do(desk), True
    except Exception as error:  # whatever stopped it is what the page says
        seen, is_done = " ".join(str(error).split())[:200], False
    seconds = time.monotonic() - began - desk.count.aside
    desk.close()
    return Result(task.title, task.role, is_done, desk.count.clicks, seconds, seen)
