"""What a scanner of headers says of the site behind its proxy: the points of MDN's HTTP Observatory (July 2024)."""

import re
from http.cookies import SimpleCookie

import pytest

from tests.servers.processes import ask

PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def directives(policy):
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def score_of_policy(policy):
    found = directives(policy)
    scripts = found.get("script-src", found.get("default-src", ["*"]))
    if {"'unsafe-inline'", "*", "data:", "https:"} & set(scripts):
        return -20
    if "'unsafe-eval'" in policy:
        return -10
    if {"'unsafe-inline'", "*", "data:", "https:"} & set(found.get("style-src", found.get("default-src", ["*"]))):
        return 0
    return 10 if found.get("default-src") == ["'none'"] else 5


def score_of_cookies(headers):
    cookies = SimpleCookie()
    for line in headers.get_all("Set-Cookie", []):
        cookies.load(line)
    if not cookies:
        return 0
    if not all(cookie["secure"] and cookie["httponly"] for cookie in cookies.values()):
        return -40
    return 5 if all(cookie["samesite"] for cookie in cookies.values()) else 0


def score(answer):
    """From 100 on; none of these pages has a script of another origin, and none is open to one."""
    headers = answer.headers
    assert "Access-Control-Allow-Origin" not in headers
    assert not re.findall(r'<script[^>]*src="(?:https?:)?//', answer.text)
    age = int(re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", "max-age=0"))[1])
    policy = headers.get("Content-Security-Policy", "default-src *")
    framed = "frame-ancestors" in directives(policy) and "*" not in directives(policy)["frame-ancestors"]
    return (
        100
        + score_of_policy(policy)
        + score_of_cookies(headers)
        + (0 if age >= 15_768_000 else -20)
        + (0 if headers.get("X-Content-Type-Options") == "nosniff" else -5)
        + (5 if framed else 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20)
        + (5 if headers.get("Referrer-Policy") in PRIVATE else 0)
        + (10 if headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0)
    )


@pytest.mark.parametrize("path", ["/en/", "/ru/info/", "/tk/search/?q=zahmet", "/en/contact/", "/en/nothing/"])
def test_public_page_scores_125(proxy, path):
    assert score(ask(proxy.https, path)) >= 125


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/admin/login/"])
def test_signing_in_scores_100(proxy, path):
    answer = ask(proxy.https, path)

    assert answer.status == 200 or answer.status == 302
    assert score(answer) >= 100


def test_cookies_of_staff_belong_to_this_host_alone(proxy):
    names = [line.partition("=")[0] for line in ask(proxy.https, "/accounts/login/").headers.get_all("Set-Cookie")]

    assert names and all(name.startswith("__Host-") for name in names)
