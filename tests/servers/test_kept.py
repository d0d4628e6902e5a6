"""What the delivered proxy keeps: a page is asked after once a second, and given out while the site rests."""

import os
import re
import signal
import threading
import time

import pytest

from iom_site.delivery import KNOWN_PARAMETERS
from iom_site.operations.doctor.outside import ASKED_AGAIN
from tests.servers.processes import ask, manage
from tests.servers.test_traces import is_own_error_page

PUBLIC = (
    "/en/",
    "/lite/ru/",
    "/lite/tk/info/4/",
    "/ru/who-we-are/",
    "/en/our-work/projects/?sort=title",
    "/tk/news/feed.xml",
    "/sitemap.xml",
    "/sitemap-all.xml",
    "/",
)
HELP = ("/en/info/", "/ru/info/4/", "/tk/card/", "/help.txt", "/en/leave/", "/en/calendar/")
FORM = ("Content-Type: application/x-www-form-urlencoded",)
BROTLI = ("Accept-Encoding: gzip, br",)
RENAME = """
from wagtail.models import Page
page = Page.objects.get(url_path="/home/who-we-are/").specific
page.title = {title!r}
page.save_revision().publish()
"""


def states(proxy, path):
    """How the proxy answered so far what is written into its log."""
    time.sleep(0.3)  # it writes a line when the answer is gone
    lines = (proxy.place / "site.log").read_text().splitlines()
    return [line.rpartition(" ")[2] for line in lines if f' {path}"' in line]


def kept_files(proxy):
    return [each.read_bytes() for each in (proxy.place / "cache").rglob("*") if each.is_file()]


def until(found, seconds=3.5):
    """Whether it comes true while a reader asks again; nginx counts whole seconds, so that one may be two."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.1)
    return found()


def test_page_is_kept_for_a_second_and_then_asked_after_without_being_sent_again(proxy):
    path = "/tk/who-we-are/strategy/"
    first = [ask(proxy.https, path).text for _ in range(3)]
    time.sleep(2.1)
    later = ask(proxy.https, path).text

    assert {*first, later} == {later}
    assert states(proxy, path)[:4] in (["MISS", "HIT", "HIT", "REVALIDATED"], ["MISS", "HIT", "REVALIDATED", "HIT"])


def test_reader_who_has_the_page_gets_no_body(proxy):
    tag = ask(proxy.https, "/en/accessibility/").headers["ETag"]

    again = ask(proxy.https, "/en/accessibility/", headers=(f"If-None-Match: {tag}",))

    assert (again.status, again.text) == (304, "")


def test_doctor_can_tell_from_outside_whether_the_proxy_keeps_anything(proxy):
    def words(port, **more):
        return [ask(port, "/kept.txt", **more).text for _each in range(ASKED_AGAIN)]

    assert len(set(words(proxy.https))) < ASKED_AGAIN
    assert len(set(words(proxy.site, sni=None, headers=("X-Forwarded-Proto: https",)))) == ASKED_AGAIN


def test_change_is_seen_within_seconds(proxy):
    def title():
        return re.search(r"<h1[^>]*>([^<]*)", ask(proxy.https, "/en/who-we-are/").text)[1]

    before = title()
    for name in ("Sample name", before):
        manage(proxy.environment, "shell", "-c", RENAME.format(title=name))
        assert until(lambda name=name: title() == name), name


def test_every_page_that_was_asked_before_is_there_while_the_site_rests(resting):
    answers = {path: ask(resting.https, path) for path in (*PUBLIC, *HELP)}
    resting.stop()
    time.sleep(2.1)

    for path, before in answers.items():
        answer = ask(resting.https, path)
        assert (answer.status, answer.text) == (before.status, before.text), path
        assert answer.headers["X-Cache"] == "STALE"
        assert answer.headers["Cache-Control"] == before.headers["Cache-Control"]
        assert "X-Accel-Expires" not in answer.headers
    assert "info" not in (resting.place / "site.log").read_text()
    resting.restart_proxy()
    for path, before in answers.items():
        assert ask(resting.https, path).text == before.text, path
    for path in ("/en/info/10/", "/en/contact/", "/en/search/?q=x", "/en/regional-approach/"):
        is_own_error_page(ask(resting.https, path), 502)
    is_own_error_page(ask(resting.https, "/en/info/10/", method="POST", body=b"text=x", headers=FORM), 502)

    resting.start()
    assert "X-Cache" not in ask(resting.https, "/en/").headers
    assert ask(resting.https, "/en/contact/").status == 200


def test_site_that_hangs_keeps_nobody_waiting_for_long(resting):
    before = ask(resting.https, "/en/").text
    workers = [int(pid) for pid in _children(resting.process.pid)]
    time.sleep(2.1)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        answer = ask(resting.https, "/en/")
    finally:
        waited = time.monotonic() - begun
        for pid in workers:
            os.kill(pid, signal.SIGCONT)

    assert (answer.status, answer.text, answer.headers["X-Cache"]) == (200, before, "STALE")
    assert waited < 8  # five seconds, and a crowded machine


def test_what_was_sent_while_the_site_hung_is_answered_when_it_goes_on(resting):
    """Longer than a page may take: whoever sent it must not read that it failed while it is kept."""
    workers = [int(pid) for pid in _children(resting.process.pid)]
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    goes_on = threading.Timer(7, lambda: [os.kill(pid, signal.SIGCONT) for pid in workers])
    goes_on.start()

    sent = ask(resting.https, "/en/search/", method="POST", body=b"q=migration", headers=FORM)
    goes_on.join()

    assert sent.status == 200
    assert "migration" in sent.text
    assert "X-Cache" not in sent.headers


def _children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as found:  # noqa: PTH123
        return found.read().split()


def test_help_arrives_at_one_size_and_is_kept_by_no_browser(proxy):
    sizes = set()
    for path in ("/en/info/", "/en/info/", "/ru/info/4/", "/tk/info/2/"):
        answer = ask(proxy.https, path, headers=("Accept-Encoding: gzip",), is_text=False)
        sizes.add(len(answer.text))
        assert answer.headers["Cache-Control"] == "no-store"
        assert not {"ETag", "X-Cache", "Age"}.intersection(answer.headers)
    assert len(sizes) == 1


@pytest.mark.parametrize("path", ["/en/", "/en/info/"])
def test_nothing_of_a_person_is_kept_or_given(proxy, path):
    for cookie in ("__Host-session=abc", "a=b; __Host-csrf=x"):
        own = ask(proxy.https, path, headers=(f"Cookie: {cookie}",))
        assert own.status == 200
    assert "private" not in ask(proxy.https, path).headers["Cache-Control"]
    files = kept_files(proxy)
    assert files
    assert not [each for each in files if b"Set-Cookie" in each or b"__Host-session" in each]
    assert not [each for each in files if b'name="token"' in each]


def test_cookie_of_another_site_changes_nothing(proxy):
    ask(proxy.https, "/ru/accessibility/")
    ask(proxy.https, "/ru/accessibility/", headers=("Cookie: _ga=GA1.2.3; other_session=1",))

    assert states(proxy, "/ru/accessibility/")[0] == "MISS"
    assert "MISS" not in states(proxy, "/ru/accessibility/")[1:]


def test_words_of_a_search_are_put_down_nowhere(proxy):
    for path in ("/en/search/?q=zanzibar", "/en/our-work/projects/?q=zanzibar", "/en/news/?kind=x&q=zanzibar"):
        ask(proxy.https, path)

    assert not [each for each in kept_files(proxy) if b"zanzibar" in each]


ATTACKS = [
    ("/en/?nonsense=<b>&page=9", ()),
    ("/en/", ("X-Forwarded-Host: evil.example",)),
    ("/en/", ("X-Forwarded-Proto: http", "X-Forwarded-Port: 1")),
    ("/en/", ("X-Original-URL: /ru/", "X-Rewrite-URL: /ru/")),
    ("/en/", ("X-HTTP-Method-Override: POST", "X-Accel-Expires: 1000")),
    ("/en/", ("Accept: application/json", "Accept-Language: tk", "Accept-Charset: x")),
    ("/en/", ("Range: bytes=0-9",)),
    ("/en/", ("Save-Data: no",)),
    ("/en/?", ("Cookie: lang=ru; django_language=tk",)),
    ("/en//", ()),
    ("/EN/", ()),
    ("/en%3Fpage=2/", ()),
    ("/en/%0d%0aX: y/", ()),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: " ".join((attack[0], *attack[1])))
def test_nobody_can_change_what_others_get(proxy, attack):
    path, headers = attack
    before = ask(proxy.https, "/en/")
    time.sleep(1.1)
    ask(proxy.https, path, headers=headers)

    after = ask(proxy.https, "/en/")

    assert (after.status, after.text, after.headers["ETag"]) == (200, before.text, before.headers["ETag"])
    assert "evil" not in str(after.headers)


def test_doubled_parameter_is_what_it_is_kept_as(proxy):
    once, other = "/en/our-work/projects/?sort=title", "/en/our-work/projects/?sort=budget"
    for doubled in (f"{once}&sort=budget", "/en/our-work/projects/?SORT=title&x=y"):
        assert ask(proxy.https, doubled).text == ask(proxy.https, once).text
    assert ask(proxy.https, other).status == 200


def test_lite_page_is_kept_once_for_all_who_ask_for_it_in_whatever_way(proxy):
    path = "/lite/ru/who-we-are/regional-approach/"
    first = ask(proxy.https, path)
    for headers in (("Save-Data: on",), ("Accept-Language: tk",), ("Cookie: _ga=1",)):
        assert ask(proxy.https, f"{path}?x=y", headers=headers).text == first.text

    assert "MISS" not in states(proxy, path)[1:]
    chosen = ask(proxy.https, "/lite/en/our-work/projects/?sort=title&x=y").text
    assert chosen == ask(proxy.https, "/lite/en/our-work/projects/?sort=title").text
    assert chosen != ask(proxy.https, "/lite/en/our-work/projects/?sort=budget").text
    for code in ("tk", "ru"):
        root = ask(proxy.https, "/lite/", headers=(f"Accept-Language: {code}",))
        assert root.headers["Location"] == f"/lite/{code}/"


def test_root_leads_each_reader_to_their_language(proxy):
    asked = {"ru,en;q=0.8": "ru", "de, tk;q=0.5": "tk", "de": "en", "en-GB,ru": "en", "": "en"}
    for _ in range(2):
        for header, code in asked.items():
            headers = (f"Accept-Language: {header}",) if header else ()
            assert ask(proxy.https, "/", headers=headers).headers["Location"] == f"/{code}/", header


def test_proxy_knows_the_choices_of_lists_as_the_site_does():
    from django.conf import settings

    text = (settings.ROOT / "deploy" / "nginx.conf").read_text()

    assert {*re.findall(r"map \$arg_(\w+)", text)} == {*KNOWN_PARAMETERS, "q"}


def test_style_sheet_comes_packed_and_stays_while_the_site_rests(resting):
    path = re.search(r'href="(/static/css/[^"]+)"', ask(resting.https, "/en/").text)[1]
    before = ask(resting.https, path, headers=BROTLI, is_text=False)
    resting.stop()

    after = ask(resting.https, path, headers=BROTLI, is_text=False)

    assert (after.status, after.text, after.headers["Content-Encoding"]) == (200, before.text, "br")
    assert "immutable" in after.headers["Cache-Control"]
