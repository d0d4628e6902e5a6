"""What is kept by a browser, what is kept for good, and that the HTML is valid."""

import os
import shutil
import subprocess
from collections import Counter
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.checks import first_view
from tests.browser.conftest import Server
from tests.browser.pages_of_site import EVERY

# Firefox forgets what was ticked only where a box says `autocomplete="off"`, which HTML does not allow it.
NOT_VALID = {"help, checklist", "help, offer"}
LITE = ("home", "every block", "our work", "sample project", "contact")  # of the lite edition
MOST_WITH_PICTURES, MOST_WITHOUT = 150_000, 50_000
# Where pictures stand; in lists of cards and rows each has its own.
PICTURED = ("news", "news item", "publication", "event", "vacancy", "call", "our work", "projects", "area")
GIVE = "from tests.browser import pictured as it; it.give()"


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
    for kind in LITE:
        (tmp_path / f"lite {kind}.html").write_text(page.request.get(f"/lite{EVERY[kind]}").text(), encoding="utf-8")
    failure = (settings.ROOT / "templates" / "500.html").read_text(encoding="utf-8")
    (tmp_path / "500.html").write_text(failure, encoding="utf-8")

    command = ["java", "-jar", os.environ["VNU_JAR"], "--no-langdetect", "--format", "gnu"]
    files = map(str, sorted(tmp_path.glob("*.html")))
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0


@pytest.fixture(scope="module")
def pictured(built, tmp_path_factory):
    """The address of a site of its own where a picture stands wherever one may."""
    place = tmp_path_factory.mktemp("pictured")
    shutil.copy(built / "site.sqlite3", place)
    shutil.copytree(built / "media", place / "media")
    server = Server(place, built / "static")
    server.manage("shell", "--no-imports", "--command", GIVE)
    server.start()
    # Nobody waits at the browser for what a site does once when it has begun.
    urlopen(Request(f"{server.url}{EVERY['news']}", headers={"X-Forwarded-Proto": "https"}), timeout=120).close()
    yield server.url
    server.stop()


def at_width(open_page, width):
    return lambda address, **more: open_page(address, **more | {"width": width})


@pytest.mark.parametrize("kind", PICTURED)
def test_first_view_with_pictures_is_light_on_a_telephone_and_on_a_desk(open_page, pictured, subtests, kind):
    for width in (360, 1280):
        with subtests.test(width=width):
            page, files = first_view(at_width(open_page, width), pictured + EVERY[kind])
            sizes = Counter()
            for name, size in files:
                sizes[name] += size
            expect(page.locator("main img").first).to_be_attached()
            assert sizes["Image"] > 0, sizes
            assert sizes.total() <= MOST_WITH_PICTURES, sizes
            assert sizes.total() - sizes["Image"] <= MOST_WITHOUT, sizes
