"""Who reaches which address of the admin: `addresses.csv`, from the URL configuration, so that none is forgotten.

After a change write the table anew and read the difference before it is committed: is each new “yes” meant?

    pytest tests/pages/access/test_addresses.py --write-tables
"""

from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse

from tests.pages.access import addresses, tables, world

REFUSED = "Sorry, you do not have permission"


def may(client, address):
    """Whether the address answers, and neither refuses, hides nor asks to sign in. What it does is undone."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 405:  # it is there to act
            response = client.post(address)
        transaction.set_rollback(True)
    assert response.status_code < 500, address
    if response.status_code in (403, 404):
        return False
    if response.status_code != 302:
        return True
    if response.url.startswith((reverse("wagtailadmin_login"), reverse("account_login"))):
        return False
    return not any(REFUSED in str(each) for each in get_messages(response.wsgi_request))


def test_every_address_of_the_admin_opens_for_those_in_the_table_and_for_nobody_else(client, db, request, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.pages.access.bare.WithoutWordsMiddleware"]
    # A refusal is told in a message; in a cookie that is thrown away none is left of the address before.
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    made, people = world.make(), tables.make_people()
    filled = addresses.addresses(made)
    found = {pattern: {} for pattern in filled}
    client.raise_request_exception = False

    for person, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        for pattern, address in filled.items():
            if user and not client.cookies[settings.SESSION_COOKIE_NAME].value:
                client.force_login(user)  # the address before was that of signing out
            found[pattern][person] = "yes" if may(client, address) else ""

    if request.config.getoption("--write-tables"):
        tables.write("addresses", found)
    assert len(found) > 390
    assert tables.differences("addresses", found) == []
