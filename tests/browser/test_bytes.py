"""What is kept by a browser, what is kept for good, and that the HTML is valid."""

import os
import subprocess

import pytest
from django.conf import settings

from tests.browser.pages_of_site import EVERY

# Firefox forgets what was ticked only where a box says `autocomplete="off"`, which HTML does not allow it.
NOT_VALID = {"help, checklist", "help, offer"}


def test_reader_is_given_no_cookie_and_nothing_is_stored(open_page):
    page = open_page("/en/")
    page.get_by_role("link", name="Read about our mission").click()
    page.wait_for_url("**/who-we-are/")

    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_files_are_kept_for_good(open_page):
    page = open_page("/en/")
    answer = page.request.get(page.locator("link[rel=stylesheet]").get_attribute("href"))

    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"


@pytest.mark.skipif(not os.environ.get("VNU_JAR"), reason="the HTML checker could not be had; see .ci/tools")
def test_html_is_valid(open_page, tmp_path):
    page = open_page(None)
    for kind in EVERY.keys() - NOT_VALID:
        (tmp_path / f"{kind}.html").write_text(page.request.get(EVERY[kind]).text(), encoding="utf-8")
    failure = (settings.ROOT / "templates" / "500.html").read_text(encoding="utf-8")
    (tmp_path / "500.html").write_text(failure, encoding="utf-8")

    command = ["java", "-jar", os.environ["VNU_JAR"], "--no-langdetect", "--format", "gnu"]
    files = map(str, sorted(tmp_path.glob("*.html")))
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
