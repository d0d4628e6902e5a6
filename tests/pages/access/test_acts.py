"""Who changes what by which act: every one tried by everybody, and the tables of the database looked at afterwards.

What is expected stands in three files beside this one, a row an act and a column a role: `live` is what readers see
from then on, `stored` what only staff see (a draft, something that waits), nothing is a refusal. After a change write
them anew and read the difference before it is committed: may each role really do just this?

    pytest tests/pages/access/test_acts.py --write-tables
"""

import pytest
from django.db import transaction
from django.urls import resolve
from wagtail import hooks

from tests.pages.access import acts, state, tables, world
from tests.pages.access.acts_on_pages import on_pages
from tests.pages.access.acts_on_records import on_records
from tests.pages.access.acts_on_the_site import on_the_site

# Views of ours that change nothing, whatever they are sent.
REPORTS = ("all_upcoming", "late_pages", "my_drafts", "page_weights", "undescribed_pictures")
READ_ONLY = {
    *("state_of_the_site", "guide", "guide_page", "pending_changes", "audit_log", "audit_log_results", "page_weight"),
    *("usefulness", "usefulness_results", "deleted_pages", "deleted_files", "broken_links", "broken_links_results"),
    *("translations", "translations_results", "translation_file", "project_import_template", "project_import_preview"),
    *("project_import_result", "project_import_file"),
    *(f"{name}{results}" for name in REPORTS for results in ("", "_results")),
}
# Those that need more than a form can say, or change what every request changes; their own tests try them.
TRIED_ELSEWHERE = {"translation_upload", "bring_back_file", "take_back_draft", "end_sessions_of"}


def test_every_view_of_ours_that_changes_something_is_tried(db):
    tried = {resolve(act.address.partition("?")[0]).url_name for act in on_the_site(world.make()).values()}
    ours = {
        pattern.name
        for hook in hooks.get_hooks("register_admin_urls")
        if hook.__module__.startswith(("pages", "programmes", "iom_site"))
        for pattern in hook()
        if pattern.name
    }
    assert ours - tried == READ_ONLY | TRIED_ELSEWHERE


@pytest.mark.parametrize(
    ("table", "acts_of", "least"),
    [("acts_on_pages", on_pages, 80), ("acts_on_records", on_records, 70), ("acts_on_the_site", on_the_site, 27)],
)
def test_act_changes_what_the_table_says(client, db, request, settings, table, acts_of, least):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.pages.access.bare.WithoutWordsMiddleware"]
    # The words of the search are seen by no act, and cost a fifth of the time.
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
    made, people = world.make(), tables.make_people()
    tried = acts_of(made)
    client.force_login(people["Administrator"])
    sent = {name: acts.data_of(client, act) for name, act in tried.items()}
    before = state.Tables()

    found = {name: {} for name in tried}
    for person, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        for name, act in tried.items():
            found[name][person] = _what_it_changes(client, act, sent[name], before)

    if request.config.getoption("--write-tables"):
        tables.write(table, found)
    assert len(found) > least
    assert tables.differences(table, found) == []


def _what_it_changes(client, act, data, before):
    with transaction.atomic():
        with state.writes() as written:
            response = acts.send(client, act, data)
        assert response.status_code < 500, act
        verdict = before.verdict(written)
        transaction.set_rollback(True)
    return verdict
