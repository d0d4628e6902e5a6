"""Which headers each kind of answer carries: the tables of `docs/security.md`, asked of the real proxy and the site."""

import re
import socket

import pytest

from tests.servers.answers import ANSWERS, ERROR, FORM, REFUSED, SILENT, Asked
from tests.servers.conftest import NGINX
from tests.servers.headers import all_faults, faults
from tests.servers.processes import ask, begin_site, free_port, manage, start_nginx, stop
from tests.servers.visitors import PASSWORD, SignedIn

OF_THE_SITE = ("X-Forwarded-Proto: https",)
NO_MATTER = {"Date", "Connection", "Content-Length", "Transfer-Encoding", "Server", "X-Accel-Expires", "X-Request-ID"}
CONTENT = f"""
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Site
from wagtail.rich_text import RichText
from pages.accounts.models import User
from pages.base.media import SiteDocument
from pages.content.standard import StandardPage
from pages.copies.models import SiteZip
from pages.site.models import SiteIdentity
from programmes.open_data_settings import OpenDataSettings
site = Site.objects.get()
publisher = {{"organisation_identifier": "XM-SAMPLE-1", "organisation_kind": "40", "organisation_name": "A sample"}}
OpenDataSettings.objects.update_or_create(site=site, defaults=publisher)
identity = SiteIdentity.for_site(site)
SiteIdentity.objects.filter(pk=identity.pk).update(security_contact="sample@example.org")
today = timezone.localdate()
SiteZip.objects.create(language="en", file=ContentFile(b"x", "en.zip"), size=1, sha256="0", made_on=today)
document = SiteDocument.objects.create(title="A sample", file=ContentFile(b"%PDF-1.4", "sample.pdf"))
page = StandardPage.objects.live().filter(locale__language_code="en").first()
link = f'<p data-block-key="a"><a linktype="document" id="{{document.pk}}">A sample</a></p>'
page.body.append(("text", RichText(link)))
page.save_revision().publish()
user = User.objects.create_user("headers", "headers@example.org", {PASSWORD!r})
user.groups.add(Group.objects.get(name="Editors"))
identity.refresh_from_db()
identity.save()  # so that every process reads all of it anew
print("document", document.url)
"""


@pytest.fixture(scope="module")
def content(proxy):
    """What a site of later days has: a document, a copy to carry along, a publisher of IATI, somebody who edits."""
    printed = manage(proxy.environment, "shell", "-c", CONTENT)
    return re.search(r"document (\S+)", printed)[1]


def get(port, asked, sni, more=()):
    path, _status, method, body, headers, _by_proxy = asked
    sent = ("Accept-Encoding: gzip", *headers, *more)
    answer = ask(port, path, sni=sni, method=method, body=body, headers=sent, is_text=False)
    assert answer.status == asked.status, (path[:50], answer.status)
    return answer


def of_both(proxy, kind, asked):
    """What the proxy answers, and what the site itself does, as `all_faults` takes it."""
    yield f"proxy: {asked.path[:50]}", (kind, asked.path, get(proxy.https, asked, "site.example"))
    if not asked.by_proxy:
        yield f"site: {asked.path}", (kind, asked.path, get(proxy.site, asked, None, OF_THE_SITE))


def test_each_kind_of_answer_has_its_headers_from_the_proxy_and_from_the_site_itself(proxy, content):
    style = re.search(r'/static/css/site[^"]+', ask(proxy.https, "/en/").text)[0]
    schema = re.search(r"<[^>]*(/static/[^>]+)>", ask(proxy.https, "/en/our-work/projects.json").headers["Link"])[1]
    answers = {
        **ANSWERS,
        "document": [Asked(content)],
        "style sheet, script, letters": [Asked(style)],
        "schema of the open data": [Asked(schema)],
        "drawn size of a picture": [Asked("/media/images/secret.txt", by_proxy=True)],
    }
    pairs = [(kind, each) for kind, several in answers.items() for each in several]

    assert all_faults(found for kind, each in pairs for found in of_both(proxy, kind, each)) == {}


def test_answer_that_has_not_changed_says_nothing_else_than_before(proxy):
    for path in ("/en/", "/ru/info/", "/en/news/feed.xml"):
        for port, sni, more in ((proxy.https, "site.example", ()), (proxy.site, None, OF_THE_SITE)):
            whole = ask(port, path, sni=sni, headers=more)
            if "ETag" not in whole.headers:  # of help nothing is kept that could be asked after
                continue
            again = ask(port, path, sni=sni, headers=(*more, f"If-None-Match: {whole.headers['ETag']}"))
            assert again.status == 304
            assert {"Cache-Control", "ETag", "Strict-Transport-Security"} <= set(again.headers)
            for name in set(again.headers) - NO_MATTER:
                assert again.headers[name] == whole.headers[name], (path, name)


def test_what_is_refused_before_the_site_is_asked_has_headers_too(proxy):
    at_site = {"port": proxy.site, "sni": None, "headers": OF_THE_SITE}
    asked = {
        "refused before the site was asked": [
            ask(path="/en/", host="evil.example", **at_site),
            ask(path="/en/%00", **at_site),
        ],
        "from http to https": [ask(proxy.http, "/en/info/", sni=None)],
    }

    assert [answer.status for several in asked.values() for answer in several] == [400, 400, 301]
    assert all_faults((kind, (kind, "/en/", each)) for kind, several in asked.items() for each in several) == {}


def test_too_many_requests_for_data_are_refused_with_headers(proxy):
    more = (*OF_THE_SITE, "X-Forwarded-For: 203.0.113.9")
    answers = (ask(proxy.site, "/api/projects/", sni=None, headers=more) for _each in range(100))
    refused = next(answer for answer in answers if answer.status == 429)

    assert faults(REFUSED, "/api/projects/", refused) == {}


def test_errors_of_the_proxy_have_headers(proxy, tmp_path):
    """A site that takes the line and never answers, then one that is not there, then too many guesses at its door."""
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "errors").symlink_to(proxy.place / "errors")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _http, https, nginx = start_nginx(tmp_path, NGINX, silent.getsockname()[1], patience=1)
        try:
            found = [ask(https, "/en/")]
            silent.close()
            found.append(ask(https, "/en/"))
            guesses = (ask(https, "/accounts/login/", method="POST", body=b"x=y", headers=FORM) for _each in range(200))
            found.append(next(answer for answer in guesses if answer.status == 429))
        finally:
            stop(nginx)

    assert [answer.status for answer in found] == [504, 502, 429]
    assert {answer.headers["Retry-After"] for answer in found} == {"60"}
    assert all_faults((answer.status, (ERROR, "/en/", answer)) for answer in found) == {}


def test_site_without_its_database_says_so_with_headers(proxy, tmp_path):
    own = {"DATABASE_URL": f"postgres://nobody@/none?host={tmp_path}", "PORT": str(free_port())}
    site = begin_site({**proxy.environment, **own}, tmp_path)
    try:
        answer = ask(int(own["PORT"]), "/en/", sni=None, headers=OF_THE_SITE, seconds=120)
    finally:
        stop(site)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert faults(ERROR, "/en/", answer) == {}


def test_whoever_is_signed_in_gets_what_nobody_keeps(proxy, content):
    browser = SignedIn("headers", proxy.https, "site.example")
    asked = [(path, ("admin", path, browser.get(path))) for path in ("/admin/", "/admin/pages/", "/admin/account/")]
    asked.append(("/en/", ("page, for whoever is signed in", "/en/", browser.get("/en/"))))
    help_page = browser.get("/en/info/")

    assert {answer.status for _path, (_kind, _asked, answer) in asked} == {200}
    assert all_faults(asked) == {}
    assert set(faults(SILENT, "/en/info/", help_page)) <= {"Vary"}  # it looks who asks
