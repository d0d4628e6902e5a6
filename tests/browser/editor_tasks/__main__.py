"""Walk all tasks on a site of its own and write `docs/editors/tasks.md`; ends with 1 if one cannot be done."""

import os
import shutil
import sys
import tempfile
from pathlib import Path


def walk_all(browser, site):
    """All tasks; answers pairs of a subject and its results."""
    from tests.browser.editor_tasks.all_tasks import SUBJECTS
    from tests.browser.editor_tasks.walk import walk

    results = []
    for subject in SUBJECTS:
        found = []
        for task in subject.all:
            found.append(walk(browser, site, task))
            print(
                "  done " if found[-1].is_done else "  NOT  ", task.title, "" if found[-1].is_done else found[-1].seen
            )
        results.append((subject.subject, found))
    return results


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "iom_site.settings"
    from playwright.sync_api import sync_playwright

    import tests.environment  # noqa: F401 - before the settings are read
    from tests.browser.conftest import CHROMIUM, Server
    from tests.browser.editor_tasks import report
    from tests.browser.editor_tasks.people import add_people

    place = Path(tempfile.mkdtemp()) / "site"
    site = Server(place, place / "static")
    try:
        site.build()
        add_people(site)
        site.start()
        with sync_playwright() as playwright:
            options = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
            results = walk_all(playwright.chromium.launch(args=["--no-sandbox"], **options), site)
        site.stop()
    finally:
        shutil.rmtree(place.parent)
    report.PAGE.write_text(report.text(results))
    print(f"  {report.PAGE}")
    sys.exit(not all(result.is_done for _subject, found in results for result in found))


if __name__ == "__main__":
    main()
