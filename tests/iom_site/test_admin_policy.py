"""Where staff read what was confided, and who did what, the browser runs no script that stands in the page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import person
from tests.pages.contact.messages import make_message, make_pages

INLINE = r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>|<[^>]*\son[a-z]+=|javascript:"


def script_policy(response):
    return re.search(r"script-src ([^;]*)", response.headers["Content-Security-Policy"])[1]


@pytest.fixture
def addresses(db):
    make_pages()
    lists = [reverse(name) for name in ("messages:index", "pending_changes", "audit_log", "translations")]
    return [*lists, "/admin/projects/import/", reverse("messages:inspect", args=[make_message("contact").pk])]


def test_our_own_pages_of_the_admin_allow_and_hold_no_inline_script(client, addresses):
    client.force_login(person("administrator"))

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert script_policy(response) == "'self'", address
        assert not re.search(INLINE, response.text), address


def test_forms_of_wagtail_keep_the_policy_that_its_editor_needs(client, publisher):
    assert "'unsafe-inline'" in script_policy(client.get("/admin/"))


def test_audit_log_is_read_from_one_day_to_another(client, db):
    client.force_login(person("administrator"))

    person("Editors").groups.clear()
    today = timezone.localdate()

    assert "role taken away" in client.get("/admin/audit-log/results/", {"since": today, "until": today}).text
    yesterday = today - timedelta(days=1)
    assert "role taken away" not in client.get("/admin/audit-log/results/", {"until": yesterday}).text
    assert 'type="date"' in client.get("/admin/audit-log/").text
