"""What the proxy and the site write down, and what the proxy says where the site cannot."""

import re
import socket
import time
from urllib.parse import urlencode

import pytest

from tests.servers.answers import ERROR, FORM
from tests.servers.conftest import NGINX
from tests.servers.headers import faults
from tests.servers.processes import NAME, ask, start_nginx, stop

VISITOR = "203.0.113.77"
MIXED = [
    *(
        "/en/",
        "/ru/who-we-are/",
        "/tk/",
        "/en/nothing/",
        "/en/search/?q=violence",
        "/en/search?q=violence",
        "/robots.txt",
    ),
    *(
        "/en/info/",
        "/en/info",
        "/en/info/4",
        "/ru/info/4/",
        "/tk/info/nothing/",
        "/EN/info/",
        "/en//info/4",
        "/en/%69nfo/4",
    ),
    *("/en/leave", "/en/leave/", "/en/card/", "/help.txt", "/en/help.txt", "/en/contact/", "/en/info/10/status/"),
    *(
        "/en/info/%00",
        "/en/info/4/?x=%00",
        "/en/info/../info/4/",
        "/admin/",
        "/admin/nothing/",
        "/media/documents/x",
        "/tk/contact",
        "/en/calendar/",
    ),
]


def changed(folder):
    """When something was last made or removed in a folder or below, to the nanosecond: also what is gone again."""
    return {each: each.stat().st_mtime_ns for each in [folder, *folder.rglob("*")] if each.is_dir()}


def lines_of(log):
    """What stands in a log of the proxy, which writes a line when the answer is gone."""
    for _ in range(100):
        if text := log.read_text():
            return text
        time.sleep(0.05)
    return ""


def put_aside(place):
    return {**changed(place / "temporary-body"), **changed(place / "temporary-proxy")}


def sent_form(proxy, text):
    form = ask(proxy.https, "/ru/info/10/").text
    fields = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', form)[1] for name in ("token", "about")}
    body = urlencode({**fields, "text": text, "contact_details": ""}).encode()
    return ask(proxy.https, "/ru/info/10/", method="POST", body=body, headers=FORM)


def test_long_message_is_put_down_nowhere_by_the_proxy(proxy):
    before = put_aside(proxy.place)

    answer = sent_form(proxy, "Пример " * 700)

    assert answer.status == 303 or 'class="done"' in answer.text
    assert put_aside(proxy.place) == before


def test_but_what_staff_upload_is(proxy):
    before = put_aside(proxy.place)

    ask(proxy.https, "/admin/images/add/", method="POST", body=b"x" * 1_000_000, headers=FORM)

    assert put_aside(proxy.place) != before


def test_what_does_not_fit_into_memory_is_refused_and_not_put_down(proxy):
    before = put_aside(proxy.place)

    answer = ask(proxy.https, "/en/contact/", method="POST", body=b"x" * 300_000, headers=FORM)

    assert answer.status == 413
    assert put_aside(proxy.place) == before


def is_own_error_page(answer, status):
    assert answer.status == status
    assert faults(ERROR, "/", answer) == {}
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for code in ("en", "ru", "tk"):
        assert f'lang="{code}"' in answer.text
        assert f'href="/{code}/info/"' in answer.text
    assert "nginx" not in answer.text
    assert "IOM" not in answer.text.partition("<body>")[0]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": "/en/contact/", "method": "POST", "body": b"x" * 300_000, "headers": FORM}, 413),
        ({"path": "/en/" + "a" * 9000}, 414),
        ({"path": "/en/info/", "headers": ("X-Long: " + "a" * 9000,)}, 431),
        ({"path": "/media/documents/x.pdf"}, 404),
        ({"path": "/en/", "headers": ("Content-Length: x",)}, 400),
    ],
    ids=[413, 414, 431, 404, 400],
)
def test_what_the_proxy_refuses_is_said_in_all_languages_with_headers_and_the_way_to_help(proxy, asked, status):
    is_own_error_page(ask(proxy.https, **asked), status)


def test_site_that_does_not_answer_is_excused_with_the_way_to_help(proxy_alone):
    answer = ask(proxy_alone.https, "/en/info/4/")

    is_own_error_page(answer, 502)
    assert answer.headers["Retry-After"] == "60"
    failures = lines_of(proxy_alone.place / "failures.log")
    assert "502" in failures
    assert "info" not in failures


def test_whoever_saved_something_without_an_answer_reads_that_nobody_knows_whether_it_was(proxy, tmp_path):
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "errors").symlink_to(proxy.place / "errors")
    with socket.socket() as silent:  # takes what is sent, and says nothing
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        waits = {"patience": 1, "patience_of_staff": 1}
        _http, https, nginx = start_nginx(tmp_path, NGINX, silent.getsockname()[1], **waits)
        saved = ask(https, "/admin/pages/4/edit/", method="POST", body=b"title=x", headers=FORM)
        others = [ask(https, path) for path in ("/admin/pages/4/edit/", "/en/search/")]
        stop(nginx)

    is_own_error_page(saved, 504)
    assert "It is not known whether this was saved" in saved.text
    for answer in others:
        is_own_error_page(answer, 504)
        assert "not known" not in answer.text


def test_guesses_are_slowed_down_but_not_the_forms_themselves(proxy_alone):
    paths = ["login", "password/reset", "reauthenticate", "second-factor/authenticate"]
    paths = ["/admin/login/", *(f"/accounts/{path}/" for path in paths)]

    def guess(path):
        return ask(proxy_alone.https, path, method="POST", body=b"x=y", headers=FORM)

    assert guess(paths[0]).status == 502  # passed on
    for path in paths:
        guesses = (guess(path) for _ in range(200))
        is_own_error_page(next(answer for answer in guesses if answer.status != 502), 429)
    assert {ask(proxy_alone.https, path).status for path in paths} == {502}
    assert ask(proxy_alone.https, "/accounts/session/", method="POST", body=b"x=y", headers=FORM).status == 502


def test_no_log_knows_who_came_or_who_looked_for_help(proxy):
    for path in MIXED:
        for method, body in (
            ("GET", b""),
            ("HEAD", b""),
            ("POST", b"text=violence"),
            ("PUT", b"violence"),
            ("GET", b""),
        ):
            claimed = (f"X-Forwarded-For: {VISITOR}", f"Referer: https://{NAME}/en/info/4/", f"User-Agent: {VISITOR}")
            ask(proxy.https, path, method=method, body=body, headers=(*FORM, *claimed))
    for path in MIXED:
        ask(proxy.http, path, sni=None)
        # Past the proxy: a foreign name, and what is no request at all.
        ask(proxy.site, path, sni=None, host="evil.example")
    for words in (b"GET /en/info/4/ nonsense\r\n\r\n", b"GET /en/info/4/ HTTP/1.1\r\nbad header\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", proxy.site)) as connection:
            connection.sendall(words)
            connection.recv(1000)

    logs = {name: (proxy.place / name).read_text() for name in ("site.log", "failures.log", "error.log", "site.err")}
    assert len(MIXED) * 7 > 200
    assert "/en/" in logs["site.log"]
    assert "Not Found: /en/nothing/" in logs["site.err"]
    for name, text in logs.items():
        text = re.sub(r"\bINFO\b|iom_site\S*|File \"[^\"]*\"", "", text)
        telling = re.findall(r".*(?:/info|[Ii][Nn][Ff][Oo]/|/contact|leave|/card|help\.txt|violence|evil).*", text)
        assert not telling, (name, telling[:3])
        assert not re.search(rf"{re.escape(VISITOR)}|127\.0\.0\.1(?!:)", text), name
