"""A thousand hostile requests: each value of a corpus at each place where somebody from outside can put one."""

from urllib.parse import quote

import pytest

# What breaks sites: kinds of the public lists for such tests, each written anew here.
CORPUS = [
    *("", " ", "0", "-1", "1e309", "NaN", "9" * 40, "9223372036854775808", "2147483648", "0x1F", "٣", "½", "1_0"),
    *(
        "'",
        '"',
        "';--",
        "' OR '1'='1",
        '") OR 1=1--',
        "1; SELECT pg_sleep(0)",
        "%' AND 1=(SELECT 1)--",
        "\\'",
        "%",
        "_",
    ),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "&lt;b&gt;", "]]>", "<!--"),
    *("{{7*7}}", "{% load log %}", "${7*7}", "#{7*7}", "%(x)s", "%s%n%x", "{0.__class__}"),
    *(
        "../../../../etc/passwd",
        "..\\..\\windows",
        "/etc/passwd",
        "file:///etc/passwd",
        "//evil.example",
        "http://[::1",
    ),
    *("a\r\nSet-Cookie: x=1", "a\nb", "\t", "\x0b", "\x7f", "\x85", "\u2028"),
    *("\u202eabc", "\ufeff", "\u200b", "e\u0301" * 30, "Z\u0351\u036b\u0343" * 30, "😀" * 40, "ﷺ", "İıſ", "\U000e0041"),
    *("A" * 3000, "(" * 500, "a " * 900, "a*" * 200, '"' * 300, "-" * 500, "((((a+)+)+)+)+$", "a & | ! ( :*"),
    *(
        "[]",
        "{}",
        '{"a":',
        "null",
        "true",
        "[[[[[[",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>",
        "a=b&c=d;e",
    ),
    *("=cmd|' /C calc'!A0", "; cat /etc/passwd", "`id`", "$(id)", "|id"),
]
WORK = "/en/our-work/projects/"


def in_query(address, *names):
    return lambda client, value: client.get(address, dict.fromkeys(names, value))


def in_path(address):
    return lambda client, value: client.get(address.replace("VALUE", quote(value, safe="")))


def in_form(address, *names):
    return lambda client, value: client.post(address, dict.fromkeys(names, value))


def in_header(*names):
    def ask(client, value):
        text = value.encode("utf-8").decode("latin-1")  # as a server gives its bytes
        return client.get("/en/", headers=dict.fromkeys(names, text))

    return ask


PLACES = {
    "search": in_query("/en/search/", "q"),
    "search, its other fields": in_query("/ru/search/", "q", "page", "kind", "year"),
    "filters of projects": in_query(
        WORK, "q", "area", "donor", "gcm", "objective", "province", "sdg", "status", "sort"
    ),
    "page of a list": in_query("/en/news/", "page", "year", "topic", "kind"),
    "file of data": in_query("/en/our-work/projects.csv", "area", "status", "q"),
    "API": in_query("/api/projects/", "area", "status", "q", "page", "limit", "offset", "fields"),
    "path": in_path("/en/VALUE/"),
    "path below a list": in_path("/tk/news/VALUE/"),
    "donor": in_path("/en/our-work/donors/VALUE/"),
    "document": in_path("/documents/VALUE/x.pdf"),
    "shared draft": in_path("/en/draft/VALUE/"),
    "picture": in_path("/media/images/VALUE"),
    "form of contact": in_form("/en/contact/", "token", "about", "text", "contact_details", "reference"),
    "status of a message": in_form("/en/contact/a/", "reference", "token"),
    "usefulness": in_form("/en/useful/", "page", "answer", "token", "useful"),
    "signing in": in_form("/accounts/login/", "login", "password", "next", "remember"),
    "headers": in_header("accept-language", "accept-encoding", "if-none-match", "if-modified-since", "save-data"),
    "cookies": in_header("cookie", "x-forwarded-for", "referer", "user-agent", "range"),
}


def test_corpus_and_places_make_a_thousand():
    assert len(CORPUS) * len(PLACES) >= 1000


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_no_hostile_value_breaks_the_site(client, place):
    client.raise_request_exception = False
    broken = {value: status for value in CORPUS if (status := PLACES[place](client, value).status_code) >= 500}

    assert broken == {}
