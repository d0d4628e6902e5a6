"""All tasks, in the order in which they are walked: some find what an earlier one left."""

from tests.browser.editor_tasks import lines, messages, office, pages, projects, publishing, twelve, upkeep, writing

SUBJECTS = (
    *(twelve.task, pages.task, writing.task, publishing.task, lines.task),
    *(messages.task, projects.task, upkeep.task, office.task),
)
