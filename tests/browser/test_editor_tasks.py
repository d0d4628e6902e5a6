"""Three of the tasks of editors, on a site of their own, so that the walk of all cannot rot unseen."""

import shutil

import pytest

from tests.browser.conftest import Server
from tests.browser.editor_tasks import twelve
from tests.browser.editor_tasks.people import add_people
from tests.browser.editor_tasks.walk import walk

WALKED = ("news", "hotline_number", "message")


@pytest.fixture(scope="module")
def desks(built, tmp_path_factory):
    """A site that these tasks may change: no other test reads it."""
    place = tmp_path_factory.mktemp("desks")
    shutil.copy(built / "site.sqlite3", place)
    shutil.copytree(built / "media", place / "media")
    server = Server(place, built / "static")
    add_people(server)
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize("task", [task for task in twelve.task.all if task.name in WALKED], ids=lambda task: task.name)
def test_task_is_done_by_following_what_the_screens_say(chromium, desks, task):
    result = walk(chromium, desks, task)

    assert result.is_done, result.seen
