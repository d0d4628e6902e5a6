"""Whatever way words come in, what readers are sent holds no script."""

import json

import pytest
from django.core.management import call_command

from pages.content.standard import StandardPage
from pages.site.models import Alert

BAD = '<p onclick="x()">Sample <a href="javascript:x()">words</a></p><script>x()</script><img src=x onerror=x()>'
FORBIDDEN = ("<script>x", "onclick", "onerror", "javascript:")


@pytest.fixture
def loaded(db, tmp_path, english):
    """Loads a record from a file as `loaddata` does."""

    def load(model, **fields):
        file = tmp_path / "sample.json"
        file.write_text(json.dumps([{"model": model._meta.label_lower, "pk": 9001, "fields": fields}]))
        call_command("loaddata", str(file), verbosity=0)
        return model.objects.get(pk=9001)

    return load


def test_fixture(client, loaded, english):
    alert = loaded(Alert, title="Sample", text=BAD, locale=english.pk, live=True, translation_key="0" * 32)

    assert not [each for each in FORBIDDEN if each in alert.text]
    page = client.get("/en/").text
    assert "Sample" in page
    assert not [each for each in FORBIDDEN if each in page]


def test_version_of_a_page_that_was_written_into_the_database(client, mission):
    page = mission.get_parent().add_child(instance=StandardPage(title="Sample page", locale=mission.locale))
    revision = page.save_revision()
    revision.content["body"] = json.dumps([{"type": "text", "value": BAD, "id": "1"}])
    revision.save()

    revision.publish()

    shown = client.get(page.url).text
    assert "Sample" in shown
    assert not [each for each in FORBIDDEN if each in shown]
