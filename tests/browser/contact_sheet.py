"""Every kind of page in three languages, at four widths, light and dark, on one sheet for people to look at.

`make sheet` makes it, `make sheet ONLY=home` one kind; it stands in `screenshots/index.html`. What a machine can tell
of the same pages, `tests/browser/test_layout_of_each_page.py` asserts.
"""

import os
import shutil
import tempfile
from argparse import ArgumentParser
from html import escape
from itertools import product
from pathlib import Path

WIDTHS = (320, 360, 768, 1280)
SCHEMES = ("light", "dark")
HEAD = """<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>
body { font: 1rem system-ui; margin: 1rem } div { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
figure { margin: 0 } img { block-size: 30rem; object-fit: cover; object-position: top; border: 1px solid #888 }
</style>
"""


def take(browser, site, pages, folder):
    """Take all pictures; answers the rows of the sheet."""
    for kind, code, address, status in pages:
        figures = []
        for width, scheme in product(WIDTHS, SCHEMES):
            headers = {"X-Forwarded-Proto": "https"}
            context = browser.new_context(
                base_url=site.url,
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                extra_http_headers=headers,
            )
            page = context.new_page()
            if page.goto(address).status != status:
                raise SystemExit(f"{address} does not answer {status}.")
            name = f"{kind}-{code}-{width}-{scheme}.jpeg".replace(" ", "-").replace(",", "")
            page.screenshot(path=folder / name, full_page=True, type="jpeg", quality=55)
            context.close()
            figures.append(
                f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt=""></a>{width} {scheme}</figure>'
            )
        yield f"<h2>{escape(kind)}, {code}: {escape(address)}</h2><div>{''.join(figures)}</div>\n"


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="one kind, as `tests/browser/pages_of_site.py` names it")
    only = parser.parse_args().only
    os.environ["DJANGO_SETTINGS_MODULE"] = "iom_site.settings"
    from playwright.sync_api import sync_playwright

    import tests.environment  # noqa: F401 - before the settings are read
    from tests.browser.conftest import CHROMIUM, Server
    from tests.browser.pages_of_site import in_each_language

    folder, place = Path("screenshots"), Path(tempfile.mkdtemp()) / "site"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    site = Server(place, place / "static")
    site.build()
    site.start()
    try:
        with sync_playwright() as playwright:
            options = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
            browser = playwright.chromium.launch(args=["--no-sandbox"], **options)
            pages = [page for page in in_each_language() if only in ("", page[0])]
            rows = list(take(browser, site, pages, folder))
    finally:
        site.stop()
        shutil.rmtree(place.parent)
    (folder / "index.html").write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(rows) * len(WIDTHS) * len(SCHEMES)} pictures: {folder / 'index.html'}")


if __name__ == "__main__":
    main()
