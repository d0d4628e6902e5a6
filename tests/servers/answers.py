"""Each kind of answer of the site, by its name in the table of `docs/security.md`, and how to get one."""

from typing import NamedTuple

FORM = ("Content-Type: application/x-www-form-urlencoded",)
PAGE = "page, list, lite edition"
FILE = "redirect, feed, calendar, robots.txt, sitemap, security.txt, manifest, icon, copy to carry"
SILENT = "help, form, search, exit, shared draft, what leads there and what is missing there"
REFUSED = "not here, not open, not allowed"
DATA = "open data: CSV, JSON, IATI, API"
ERROR = "error of the site or of the proxy"


class Asked(NamedTuple):
    """A request, the status of its answer, and whether the proxy answers it alone."""

    path: str
    status: int = 200
    method: str = "GET"
    body: bytes = b""
    headers: tuple = ()
    by_proxy: bool = False


SENT = {"method": "POST", "headers": FORM}
ANSWERS = {
    PAGE: [Asked("/en/"), Asked("/lite/ru/"), Asked("/tk/news/"), Asked("/en/calendar/"), Asked("/en/", method="HEAD")],
    FILE: [
        *(Asked("/", 302), Asked("/en/who-we-are", 301), Asked("/en/news/feed.xml"), Asked("/en/events/calendar.ics")),
        *(Asked("/robots.txt"), Asked("/sitemap.xml"), Asked("/.well-known/security.txt")),
        *(Asked("/tk/site.webmanifest"), Asked("/favicon.ico"), Asked("/kept.txt"), Asked("/copies/en.zip")),
    ],
    SILENT: [
        *(Asked("/ru/info/"), Asked("/lite/en/info/"), Asked("/help.txt"), Asked("/tk/help.txt"), Asked("/en/card/")),
        *(Asked("/en/leave/", 303), Asked("/en/contact/"), Asked("/en/search/?q=x")),
        *(Asked("/en/info/nothing/", 404), Asked("/en/info", 301), Asked("/en/draft/nothing/", 404)),
        Asked("/en/search/", body=b"q=x", **SENT),
    ],
    REFUSED: [
        *(Asked("/en/nothing/", 404), Asked("/static/nothing.css", 404), Asked("/documents/999/x.pdf", 404)),
        *(Asked("/robots.txt", 403, "POST"), Asked("/en/", 405, "PUT"), Asked("/api/projects/", 405, "DELETE")),
        Asked("/api/projects/?nonsense=1", 400),
    ],
    DATA: [Asked(f"/en/our-work/projects.{kind}") for kind in ("csv", "json", "xml")] + [Asked("/api/projects/")],
    "health": [Asked("/alive")],
    ERROR: [
        *(Asked("/ready", 404, by_proxy=True), Asked("/media/documents/x.pdf", 404, by_proxy=True)),
        *(Asked("/media/images/x.png", 404, by_proxy=True), Asked("/en/", 405, "TRACE", by_proxy=True)),
        Asked("/en/contact/", 413, body=b"x" * 300_000, by_proxy=True, **SENT),
        *(Asked("/en/" + "a" * 9000, 414, by_proxy=True), Asked("/en/%00", 400, by_proxy=True)),
        Asked("/en/", 431, headers=("X-Long: " + "a" * 9000,), by_proxy=True),
    ],
    "signing in": [Asked("/accounts/login/"), Asked("/admin/login/")],
    "admin": [Asked("/admin/", 302), Asked("/admin/pages/", 302), Asked("/admin/nothing/", 302)],
}
