"""All tasks, in the order in which they are walked: some find what an earlier one left."""

from tests.browser.editor_tasks import pages, twelve

SUBJECTS = (twelve.task, pages.task)
