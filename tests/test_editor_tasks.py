"""The page of tasks is that of the last walk: it names each, and none was left undone."""

import pytest

from tests.browser.editor_tasks.all_tasks import SUBJECTS
from tests.browser.editor_tasks.report import PAGE, name_of_role

TASKS = [task for subject in SUBJECTS for task in subject.all]


@pytest.fixture(scope="module")
def rows():
    cells = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return {row[0]: row for row in cells}


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_task_is_on_the_page_and_was_done_by_its_role(rows, task):
    assert rows[task.title][1:3] == [name_of_role(task.role), "yes"]


def test_no_two_tasks_have_one_name():
    assert len({task.name for task in TASKS}) == len({task.title for task in TASKS}) == len(TASKS)
