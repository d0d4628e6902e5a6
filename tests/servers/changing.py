"""A process of the site that changes what readers see, one change after the other, and renders it anew each time.

`manage.py shell -c "from tests.servers.changing import listen; listen()"`: reads names of changes, a line each, and
answers each with a line of JSON. It remembers nothing, so what it renders cannot be out of date.
"""

import json
import sys
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from tests import changes

# Those that changes touch, and the other kinds of pages, in three languages and both editions.
ADDRESSES = (
    *changes.ADDRESSES,
    *("/tk/who-we-are/strategy/", "/en/who-we-are/strategy/rights-of-migrants/", "/ru/who-we-are/regional-approach/"),
    *("/tk/our-work/", "/tk/news/", "/ru/events/", "/ru/info/4/", "/ru/help.txt", "/tk/all-pages/"),
    *("/lite/en/", "/lite/ru/accessibility/"),
)


def listen():
    changes.prepare()
    _say({"changed_at": time.time()})
    for line in sys.stdin:
        name, is_back, _end = line.strip().partition(" back")
        (changes.BACK if is_back else changes.CHANGES)[name]()
        changed_at = time.time()
        _say({"changed_at": changed_at, "pages": {} if is_back else rendered()})


def rendered():
    """`{address: [status, text]}` as nothing but the database says it."""
    changes.forget_everything()
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc}, raise_request_exception=False)
    answers = {address: client.get(address, secure=True) for address in ADDRESSES}
    return {address: [answer.status_code, answer.content.decode()] for address, answer in answers.items()}


def _say(told):
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
