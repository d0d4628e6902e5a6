"""Each page is opened once with JavaScript and once without, and everything is asked of it that is asked of all.

What a first view costs is measured on the wire. No reader is left out: axe-core finds nothing, nothing is cut off.
"""

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.pages_of_site import EVERY, HELP, LIMITS, LOOKED_AT, PICTURES


@pytest.mark.parametrize("kind", EVERY)
def test_page_is_light_asks_nobody_else_and_fits_every_reader(open_page, site, subtests, kind):
    page, files = checks.first_view(open_page, EVERY[kind], reduced_motion="reduce")

    with subtests.test("the first view stays within its budget"):
        sizes = Counter()
        for name, size in files:
            sizes[name] += size
        assert sizes.total() <= LIMITS[kind], sizes
        assert sizes["Stylesheet"] <= 10_000 + 700  # the headers are counted too
        assert sizes["Script"] <= 3_000
        expect(page.locator("img")).to_have_count(PICTURES.get(kind, 0))
        assert len(files) <= (4 if kind in HELP else 6) + PICTURES.get(kind, 0), files
    with subtests.test("nothing scrolls sideways"):
        assert checks.too_wide(page) == []
    with subtests.test("no other origin is asked, and nothing complains"):
        page.wait_for_load_state("networkidle")
        assert page.requests
        assert [url for url in page.requests if not url.startswith(site.url)] == []
        assert [text for text in page.complaints if "404" not in text] == []
    if kind in LOOKED_AT:
        with subtests.test("axe finds no violation, narrow in light or wide in dark"):
            assert checks.violations(page) == []
    with subtests.test("larger or wider text is not cut off"):
        assert checks.cut_off_when_larger(page) == []
