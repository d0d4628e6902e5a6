"""The pictures of the guide for editors, taken from the running site so that they stay true: `make guide-pictures`."""

import io
import os
import shutil
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 800
PASSWORD = "a long password of tests"
# The screen on which a task begins, and who sees it.
SCREENS = {
    "change-a-page": ("moderators", "/admin/"),
    "news-item": ("moderators", "/admin/pages/add/pages/newspage/{news}/"),
    "picture": ("moderators", "/admin/images/"),
    "undo-a-mistake": ("moderators", "/admin/pages/{home}/history/"),
    "translate-a-page": ("moderators", "/admin/translations/"),
    "hotline": ("moderators", "/admin/snippets/pages/hotline/"),
    "alert": ("moderators", "/admin/snippets/pages/alert/add/"),
    "project": ("moderators", "/admin/projects/"),
    "messages": ("message-desk", "/admin/messages/"),
    "people": ("administrator", "/admin/users/"),
}
FIND = """from pages.content.home import HomePage as H; from pages.news.models import NewsIndexPage as N
from wagtail.users.models import UserProfile as P; from pages.accounts.models import User as U
for user in U.objects.all(): P.objects.update_or_create(user=user, defaults={{"preferred_language": "{language}"}})
first = lambda model: model.objects.get(locale__language_code="en").pk
print(first(H), first(N))"""


def take(browser, site, language, folder):
    """Take the pictures in one language."""
    from PIL import Image

    found = site.manage("shell", "--no-imports", "--command", FIND.format(language=language), capture_output=True)
    home, news = found.stdout.decode().split()
    for task, (user, address) in SCREENS.items():
        headers = {"X-Forwarded-Proto": "https"}
        size = {"width": WIDTH, "height": HEIGHT}
        context = browser.new_context(base_url=site.url, viewport=size, extra_http_headers=headers)
        page = context.new_page()
        page.goto("/admin/login/")
        page.locator("#id_login").fill(user)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/admin/")
        page.goto(address.format(home=home, news=news), wait_until="networkidle")
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        image.save(folder / f"{task}.webp", quality=45, method=6)
        context.close()


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "iom_site.settings"
    from playwright.sync_api import sync_playwright

    import tests.environment  # noqa: F401 - before the settings are read
    from tests.browser.conftest import CHROMIUM, Server

    place = Path(tempfile.mkdtemp()) / "site"
    site = Server(place, place / "static")
    site.build()
    site.start()
    try:
        with sync_playwright() as playwright:
            options = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
            browser = playwright.chromium.launch(args=["--no-sandbox"], **options)
            for language in ("en", "ru"):
                folder = Path("static/guide") / language
                folder.mkdir(parents=True, exist_ok=True)
                take(browser, site, language, folder)
    finally:
        site.stop()
        shutil.rmtree(place.parent)


if __name__ == "__main__":
    main()
