"""Who changes what by which act: every one tried by everybody, and the tables looked at afterwards."""

import pytest
from django.db import transaction

from tests.pages.access import acts, state, tables, world

pytestmark = pytest.mark.database


def test_every_act_changes_what_the_table_says_and_nothing_else(client, db, request, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.pages.access.bare.WithoutWordsMiddleware"]
    made, people, before = world.make(), tables.make_people(), state.Tables()
    tried = acts.acts(made)
    client.force_login(people["Administrator"])
    sent = {name: acts.data_of(client, act) for name, act in tried.items()}
    before.remember()
    found = {name: {} for name in tried}

    for person, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        for name, act in tried.items():
            with transaction.atomic():
                with state.writes() as written:
                    response = acts.send(client, act, sent[name])
                assert response.status_code < 500, (person, name)
                found[name][person] = before.verdict(written)
                transaction.set_rollback(True)

    if request.config.getoption("--write-tables"):
        tables.write("acts", found)
    assert len(found) > 180
    assert tables.differences("acts", found) == []
