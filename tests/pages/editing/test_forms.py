"""What stands in the forms of the admin: words of one case, and buttons that say what happens."""

import pytest
from django.apps import apps
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Workflow

from pages.content.home import HomePage
from tests.factories import make_hotline
from tests.html import Document
from tests.pages.approvals.people import hotline_url, staff
from tests.pages.editing.people import Writer, edit_url


def labels(block):
    """The words that stand before each field of a block and of all within it."""
    yield str(block.label)
    within = getattr(block, "child_block", None)
    children = [within] if within else getattr(block, "child_blocks", {}).values()
    for child in () if isinstance(block, ImageBlock) else children:
        yield from labels(child)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_words_before_the_fields_of_a_block_begin_as_those_of_a_page(language):
    models = [*apps.get_app_config("pages").get_models(), *apps.get_app_config("programmes").get_models()]
    fields = [field for model in models for field in model._meta.get_fields() if isinstance(field, StreamField)]
    with translation.override(language):
        found = {
            label for field in fields for child in field.stream_block.child_blocks.values() for label in labels(child)
        }

    assert len(found) > 50
    assert [label for label in found if label[:1].islower()] == []


def buttons(shown):
    return [Document(each).text for each in Document(shown).root.xpath("//footer//button")]


def test_who_may_not_publish_is_offered_to_send_a_page_or_a_hotline_to_be_checked(db):
    anna = staff("anna", "Editors")
    page, line = HomePage.objects.get(locale__language_code="en"), make_hotline()
    for url in (edit_url(page), hotline_url(line)):
        found = buttons(anna.client.get(url).text)
        assert "Send to be checked" in found
        assert not any("Moderators" in each for each in found)


def test_what_was_sent_back_is_sent_to_be_checked_again(db):
    anna = Writer.named("anna", "Anna", "Editors")
    page = HomePage.objects.get(locale__language_code="en")
    page.save_revision()
    state = Workflow.objects.get().start(page, anna.user)
    state.current_task_state.reject(user=staff("boris", "Moderators").user)

    assert "Send to be checked again" in buttons(anna.client.get(edit_url(page)).text)
