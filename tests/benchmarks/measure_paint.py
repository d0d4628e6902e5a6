"""Print when a browser with nothing kept shows the first and the largest part of a page, on two slow lines.

The fresh site under gunicorn, with a database of its own. Chromium slows its own requests down: all of them share the
line. Ratios hold from run to run, seconds on a busy machine do not.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import keep, set_up

LINES = {"50 kbit/s, 800 ms": (50, 800), "400 kbit/s, 400 ms": (400, 400)}
PAGES = {"home": "/en/", "home, Russian": "/ru/", "mission": "/en/who-we-are/", "help": "/en/info/"}
WIDTHS = (360, 1280)
PAINTS = """() => new Promise((done) => {
  const seen = {first: 0, largest: 0, shift: 0};
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({type, buffered: true});
  watch("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.first = entry.startTime / 1000; });
  watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime / 1000; });
  watch("layout-shift", (entry) => { seen.shift += entry.value; });
  setTimeout(() => done(seen), 500);
})"""


def main():
    chromium = os.environ.get("CHROMIUM", "")
    if not chromium:
        print("No Chromium was found (set CHROMIUM): paint is not measured.")
        return
    set_up()
    from playwright.sync_api import sync_playwright

    from tests.servers.processes import start_site, stop

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment, process = start_site(Path(folder))
        which = {} if chromium == "playwright" else {"executable_path": chromium}
        browser = playwright.chromium.launch(args=["--no-sandbox", "--host-resolver-rules=MAP * 127.0.0.1"], **which)
        found = {}
        try:
            print(f"{'line':20} {'page':14} {'width':>5} {'first':>6} {'largest':>8} {'shift':>7}")
            for line, (kilobits, delay) in LINES.items():
                for name, address in PAGES.items():
                    for width in WIDTHS:
                        seen = measured(browser, environment["PORT"], address, width, kilobits, delay)
                        paints = f"{seen['first']:>6.2f} {seen['largest']:>8.2f} {seen['shift']:>7.4f}"
                        print(f"{line:20} {name:14} {width:>5} {paints}")
                        found[f"{line}, {name}, {width} px"] = seen
            keep("paint", found)
        finally:
            browser.close()
            stop(process)


def measured(browser, port, address, width, kilobits, delay):
    """Seconds until the first and the largest paint, and the layout shift."""
    from tests.servers.processes import NAME

    context = browser.new_context(
        viewport={"width": width, "height": 740}, extra_http_headers={"X-Forwarded-Proto": "https"}
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    rate = kilobits * 125  # bytes a second
    line = {"offline": False, "latency": delay, "downloadThroughput": rate, "uploadThroughput": rate}
    wire.send("Network.emulateNetworkConditions", line)
    page.goto(f"http://{NAME}:{port}{address}", wait_until="load", timeout=120_000)
    seen = page.evaluate(PAINTS)
    context.close()
    return seen


if __name__ == "__main__":
    main()
