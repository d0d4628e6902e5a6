"""Walk the tasks on a site of their own and write `docs/editors/tasks.md`; ends with 1 if one cannot be done.

Names of subjects may be given: only these are walked, and what the page says of the others stays.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path


def walk_all(browser, site, subjects):
    """The tasks of these subjects; answers their results by subject."""
    from tests.browser.editor_tasks.walk import walk

    results = {}
    for subject in subjects:
        found = results[subject.subject] = []
        for task in subject.all:
            found.append(walk(browser, site, task))
            print(
                "  done " if found[-1].is_done else "  NOT  ", task.title, "" if found[-1].is_done else found[-1].seen
            )
    return results


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "iom_site.settings"
    from playwright.sync_api import sync_playwright

    import tests.environment  # noqa: F401 - before the settings are read
    from tests.browser.conftest import CHROMIUM, Server
    from tests.browser.editor_tasks import report
    from tests.browser.editor_tasks.all_tasks import SUBJECTS
    from tests.browser.editor_tasks.people import add_people

    walked = [subject for subject in SUBJECTS if subject.subject in sys.argv[1:] or not sys.argv[1:]]
    place = Path(tempfile.mkdtemp()) / "site"
    site = Server(place, place / "static")
    try:
        site.build()
        add_people(site)
        site.start()
        with sync_playwright() as playwright:
            options = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
            results = walk_all(playwright.chromium.launch(args=["--no-sandbox"], **options), site, walked)
        site.stop()
    finally:
        shutil.rmtree(place.parent)
    before = report.PAGE.read_text() if report.PAGE.exists() else ""
    report.PAGE.write_text(report.text([subject.subject for subject in SUBJECTS], results, before))
    print(f"  {report.PAGE}")
    sys.exit(not all(result.is_done for found in results.values() for result in found))


if __name__ == "__main__":
    main()
