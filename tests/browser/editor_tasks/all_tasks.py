"""All tasks, in the order in which they are walked: some find what an earlier one left."""

from tests.browser.editor_tasks import lines, messages, office, pages, publishing, twelve

SUBJECTS = (twelve.task, pages.task, publishing.task, lines.task, messages.task, office.task)
