"""What lies on the disk of a telephone or computer that is looked through afterwards."""

from contextlib import closing
from sqlite3 import connect

import pytest

from tests.browser.test_messages import reference_on, write

WORDS = "A sample fear that nobody is to read."
VISITED = "SELECT url FROM urls UNION SELECT title FROM urls"


@pytest.fixture
def profile(playwright, browser_type_launch_args, site, tmp_path):
    """A browser that keeps what browsers keep; `profile.seen()` ends it and answers what it kept of where one was."""
    headers = {"X-Forwarded-Proto": "https"}
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", base_url=site.url, extra_http_headers=headers, **browser_type_launch_args
    )

    def seen():
        context.close()
        with closing(connect(tmp_path / "profile" / "Default" / "History")) as history:
            return [words for (words,) in history.execute(VISITED)]

    context.seen = seen
    yield context
    context.close()


def test_history_on_the_disk_holds_no_word_of_a_message_or_of_a_search(profile):
    page = profile.new_page()
    page.goto("/en/info/10/")
    write(page, WORDS)
    reference = reference_on(page)
    page.goto("/en/search/")
    page.fill("#q", "Sample help")
    page.click("text=Search without keeping them")
    page.wait_for_selector(".rows")
    page.click("[data-exit]")
    page.wait_for_url("**/calendar/")

    seen = profile.seen()

    assert any("/en/info/10/" in words for words in seen)  # it does keep where one was
    told = ("sample", "fear", "message", "confiden", "help", reference.lower())
    assert [words for words in seen if any(each in words.lower() for each in told)] == []
