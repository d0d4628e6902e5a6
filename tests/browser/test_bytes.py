"""What a first view costs, measured on the wire, and that nothing else is asked."""

import subprocess

import pytest
from django.conf import settings

from tests.browser.pages_of_site import PAGES

LIMIT = {"home": 40_000, "region": 38_000, "country": 38_000, "home, Russian": 48_000, "home, Turkmen": 42_000}
# A second alphabet costs its letters: 8.7 kB of them for Russian, 2.1 kB for Turkmen.
LIMIT |= {
    "strategy, Russian": 45_000,
    "country, Russian": 47_000,
    "our work, Russian": 46_000,
    "projects, Russian": 43_000,
    "our work, Turkmen": 39_500,
    "strategy, Turkmen": 38_500,
    "country, Turkmen": 40_500,
}
USUAL_LIMIT = 36_000


def first_view(open_page, address):
    """The bytes of each file as they came over the wire, by their kind."""
    page = open_page(None, width=360)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds, sizes = {}, {}
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    return [(kinds.get(request, "Other"), size) for request, size in sizes.items()], page


@pytest.mark.parametrize("kind", PAGES)
def test_first_view_stays_within_its_budget(open_page, kind):
    if kind == "every block":
        pytest.skip("a page with a picture has another budget, below")
    files, page = first_view(open_page, PAGES[kind])
    by_kind = {}
    for name, size in files:
        by_kind[name] = by_kind.get(name, 0) + size

    print(kind, by_kind, sum(by_kind.values()), len(files))
    assert sum(by_kind.values()) <= LIMIT.get(kind, USUAL_LIMIT)
    assert by_kind["Stylesheet"] <= 10_000 + 700  # the headers are counted too
    assert by_kind.get("Script", 0) <= 3_000
    assert len(files) <= 6
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_page_with_a_picture_stays_within_its_budget(open_page):
    files, page = first_view(open_page, "/en/sample/")

    assert page.evaluate("document.querySelectorAll('img').length") == 1
    assert sum(size for _, size in files) <= 150_000


@pytest.mark.parametrize("kind", PAGES)
def test_no_other_origin_is_asked(open_page, site, kind):
    page = open_page(PAGES[kind])
    page.wait_for_load_state("networkidle")

    assert page.requests
    assert [url for url in page.requests if not url.startswith(site.url)] == []
    assert [text for text in page.complaints if "404" not in text] == []


def test_reader_is_given_no_cookie_and_nothing_is_stored(open_page):
    page = open_page("/en/")
    page.click("text=See the strategy")

    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_files_are_kept_for_good(open_page, site):
    page = open_page("/en/")
    answer = page.request.get(page.get_attribute("link[rel=stylesheet]", "href"))

    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"


def test_html_is_valid(site, tmp_path, open_page):
    import os

    if not os.environ.get("VNU_JAR"):
        pytest.skip("the HTML checker could not be had; see .ci/tools")
    page = open_page(None)
    for number, address in enumerate(PAGES.values()):
        (tmp_path / f"{number}.html").write_text(page.request.get(address).text(), encoding="utf-8")
    (tmp_path / "500.html").write_text(
        (settings.ROOT / "templates" / "500.html").read_text(encoding="utf-8"), encoding="utf-8"
    )

    command = [
        "java",
        "-jar",
        os.environ["VNU_JAR"],
        "--no-langdetect",
        "--format",
        "gnu",
        *map(str, sorted(tmp_path.glob("*.html"))),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
