"""Where staff read what was confided, and who did what, the browser runs no script that stands in the page."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Locale

from pages.base.consents import ConsentRecord
from pages.help.models import HelpTopicPage
from pages.wagtail_hooks import register_redirect_urls
from programmes.import_file import ProjectImport
from tests.factories import person
from tests.pages.contact.messages import make_message, make_pages

INLINE = r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>|<[^>]*\son[a-z]+=|javascript:"


def script_policy(response):
    return re.search(r"script-src ([^;]*)", response.headers["Content-Security-Policy"])[1]


# Registered beside Wagtail's own, whose forms they are.
FORMS_OF_WAGTAIL = {register_redirect_urls}
# What answers with a file, or leads on.
NO_PAGE = {
    "invite_again",
    "project_import_file",
    "project_import_result",
    "project_import_template",
    "translation_file",
}
# What may not be opened, only sent.
SENT_ONLY = {
    *("pending_change_confirm", "pending_change_withdraw", "bring_back", "bring_back_file", "take_back_draft"),
    *("project_import_apply", "export"),
}


def our_own():
    """`{name: address}` of every view that this code adds to the admin; what an address asks for is made here."""
    make_pages()
    page = HelpTopicPage.objects.live().first()
    user = person("Editors")
    upload = ProjectImport.objects.create(file_name="sample.csv", content=b"title\nSample\n")
    consent = ConsentRecord.objects.create(
        reference="Sample", scope="Sample", for_website=True, age="adult", given_on="2026-01-01", form_kept_at="Sample"
    )
    translated = page.get_translation(Locale.objects.get(language_code="ru"))
    keys = {"users/": user.pk, "pages/": page.pk, "translations/": translated.pk, "consents/": consent.pk}
    keys |= {"projects/import/": upload.pk}
    found = {}
    for hook in hooks.get_hooks("register_admin_urls"):
        if not hook.__module__.startswith(("pages", "programmes", "iom_site")) or hook in FORMS_OF_WAGTAIL:
            continue
        for pattern in hook():
            route = str(pattern.pattern)
            key = next((key for start, key in keys.items() if route.startswith(start)), 1)
            found[pattern.name] = "/admin/" + re.sub(r"<slug:\w+>", "people", re.sub(r"<int:\w+>", str(key), route))
    return found


def test_our_own_pages_of_the_admin_allow_and_hold_no_inline_script(client, db):
    addresses = {name: address for name, address in our_own().items() if name not in SENT_ONLY}
    addresses |= {"inbox": reverse("messages:index")}
    addresses |= {"message": reverse("messages:inspect", args=[make_message("contact").pk])}
    client.force_login(person("administrator"))

    assert len(addresses) > 20
    for name, address in addresses.items():
        response = client.get(address)
        assert script_policy(response) == "'self'", name
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            assert not re.search(INLINE, response.text), name
        else:
            assert name in NO_PAGE, (name, response.status_code)


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
