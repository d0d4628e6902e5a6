"""Items, feeds and calendars as a program reads them."""

import json
import re

from icalendar import Calendar

from tests.html import Document

ROOT = "http://localhost:8000"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Document(response.text)


def told(client, address, kind):
    """The JSON-LD node of this type on a page."""
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text)[1]
    return {node["@type"]: node for node in json.loads(script)["@graph"]}.get(kind)


def calendar(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content)
