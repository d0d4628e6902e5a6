"""A link that leads nowhere is named to those who can mend it: in which page, in which part, with which words."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from pages.content.standard import StandardPage
from pages.links import answers, checking
from pages.links.models import LinkPlace, LinkTarget
from tests.factories import person
from tests.html import Document


@pytest.fixture
def target(home):
    page = home.add_child(instance=StandardPage(title="Sample target", slug="target"))
    page.save_revision().publish()
    return page


@pytest.fixture
def page(home, target):
    """It links by words, by a card and to a document."""
    document = get_document_model().objects.create(title="Sample file", file="sample.pdf")
    words = f'<a linktype="page" id="{target.pk}">the sample words</a>'
    text = f'<p>See {words}, <a linktype="document" id="{document.pk}">a file</a>.</p>'
    page = home.add_child(instance=StandardPage(title="Sample page", slug="linking"))
    page.body = [
        ("notice", {"title": "A notice", "text": text}),
        ("call_to_action", {"title": "Go", "action": {"label": "A button", "link": [("page", target)]}}),
    ]
    page.save_revision().publish()
    page.document = document
    return page


def day_later():
    """What was looked at today was looked at yesterday."""
    LinkTarget.objects.update(checked_at=timezone.now() - timedelta(days=1))


def check_on_two_days():
    call_command("check_links")
    day_later()
    call_command("check_links")


def report(client):
    """The rows of the report as a person reads them."""
    shown = client.get(reverse("broken_links"))
    assert shown.status_code == 200
    return [Document(row).text for row in Document(shown.text).root.xpath("//main//tbody/tr")]


def about(rows, title="Sample page"):
    return [row for row in rows if title in row]


def test_all_is_well_with_the_content_that_comes_with_the_site(client, editor):
    check_on_two_days()

    assert LinkPlace.objects.count() > 100
    assert report(client) == []


def test_link_to_an_unpublished_page_is_named_with_its_part_and_words_after_two_days(client, editor, page, target):
    target.unpublish()
    call_command("check_links")
    call_command("check_links")
    assert about(report(client)) == []

    day_later()
    call_command("check_links")
    words, button = sorted(about(report(client)), key=lambda row: "A button" in row)
    assert "Body › Notice › Text" in words
    assert "the sample words" in words
    assert "Sample target" in words
    assert "not published" in words
    assert "A button" in button


def test_expired_and_deleted_pages_and_documents_are_told_apart(client, editor, page, target):
    Page.objects.filter(pk=target.pk).update(live=False, expired=True)
    documents = type(page.document).objects.filter(pk=page.document.pk)
    documents._raw_delete(documents.db)  # who deletes it in the admin is refused while readers see the link
    check_on_two_days()
    rows = about(report(client))
    assert sum("expired" in row for row in rows) == 2
    assert sum("deleted" in row for row in rows) == 1

    target.delete()
    check_on_two_days()
    assert sum("deleted" in row for row in about(report(client))) == 3


def test_mended_link_leaves_the_report_when_the_page_is_published(client, editor, page, target):
    target.unpublish()
    check_on_two_days()
    assert "2 links lead nowhere." in Document(client.get("/admin/").text).text

    page.body = []
    page.save_revision().publish()

    assert about(report(client)) == []
    assert "lead nowhere" not in Document(client.get("/admin/").text).text


def test_report_is_also_a_file_in_which_no_cell_is_a_formula(client, editor, page, target):
    Page.objects.filter(pk=page.pk).update(title="=1+1")
    target.unpublish()
    check_on_two_days()

    lines = client.get(reverse("broken_links"), {"export": "csv"}).getvalue().decode().splitlines()
    assert lines[0].startswith("Where it stands,In which part")
    assert len([line for line in lines if line.startswith("'=1+1,")]) == 2


def test_who_may_change_no_page_sees_no_report(client, db):
    client.force_login(person("Message desk"))

    assert client.get(reverse("broken_links")).status_code in {302, 403}


class Site(BaseHTTPRequestHandler):
    """Another site; it remembers who asked for what."""

    asked: list = []

    def _answer(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status = int(self.path.rpartition("/")[2])
        self.send_response(405 if self.path.startswith("/get-only") and self.command == "HEAD" else status)
        if status == 302:
            self.send_header("Location", "http://10.0.0.1/inside")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def other_site(monkeypatch, settings):
    """Another site, at an address that counts as one of the internet; without pauses."""
    settings.CHECK_EXTERNAL_LINKS = True
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url, refuse = f"http://127.0.0.1:{server.server_port}", answers.refuse_inside
    monkeypatch.setattr(answers, "refuse_inside", lambda asked: None if asked.startswith(url) else refuse(asked))
    monkeypatch.setattr(checking, "PAUSE", timedelta(0))
    Site.asked = []
    yield url
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        *(("/200", "ok"), ("/404", "404"), ("/500", "500"), ("/403", "ok"), ("/429", "ok")),
        *(("/get-only/200", "ok"), ("/get-only/404", "404"), ("/302", "inside")),
    ],
)
def test_what_another_site_answers(other_site, path, answer):
    assert answers.ask(other_site + path) == answer
    assert Site.asked[0][0] == "HEAD"
    assert all("http://localhost:8000" in agent for _method, _path, agent in Site.asked)


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        *(("http://127.0.0.1/", "inside"), ("http://[::1]/", "inside"), ("http://169.254.1.1/", "inside")),
        *(("http://localhost:1/", "inside"), ("http://[broken", "wrong"), ("http://no-such-site.invalid/", "unknown")),
    ],
)
def test_network_around_the_server_is_never_asked(url, answer):
    assert answers.ask(url) == answer


def only_external(page, *urls):
    links = "".join(f'<p><a href="{url}">{number}</a></p>' for number, url in enumerate(urls))
    page.body = [("text", links)]
    page.save_revision().publish()
    LinkTarget.objects.exclude(address__in=urls).filter(kind="external").update(checked_at=timezone.now())


def test_other_sites_are_asked_by_the_worker_once_a_day_and_not_more_than_so_many(
    client, editor, page, other_site, work, monkeypatch, settings
):
    monkeypatch.setattr(checking, "MOST_A_RUN", 2)
    settings.CHECK_EXTERNAL_LINKS = False
    call_command("check_links")  # what comes with the site is known now
    settings.CHECK_EXTERNAL_LINKS = True
    LinkTarget.objects.update(checked_at=timezone.now())
    only_external(page, *(f"{other_site}/{number}/404" for number in range(3)))
    assert Site.asked == []

    call_command("check_links")
    work()
    assert {path for _method, path, _agent in Site.asked} == {"/0/404", "/1/404"}

    call_command("check_links")
    work()
    call_command("check_links")
    work()
    assert len(Site.asked) == 6  # HEAD and GET of each


def test_nothing_leaves_the_machine_where_the_operator_said_so(page, other_site, work, settings):
    settings.CHECK_EXTERNAL_LINKS = False
    only_external(page, f"{other_site}/404")
    call_command("check_links")
    work()

    assert Site.asked == []
