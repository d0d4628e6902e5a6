"""Who changes what by which act: every one tried by everybody, and the tables of the database looked at afterwards.

What is expected stands in three files beside this one, a row an act and a column a role: `live` is what readers see
from then on, `stored` what only staff see (a draft, something that waits), nothing is a refusal. After a change write
them anew and read the difference before it is committed: may each role really do just this?

    pytest tests/pages/access/test_acts.py --write-tables
"""

import pytest
from django.db import transaction

from tests.pages.access import acts, state, tables, world
from tests.pages.access.acts_on_pages import on_pages
from tests.pages.access.acts_on_records import on_records
from tests.pages.access.acts_on_the_site import on_the_site


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
