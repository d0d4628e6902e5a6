"""The caches of readers are emptied by what readers could see, whoever keeps words in them, and by nothing else."""

import pytest
from django.apps import apps
from wagtail.models import DraftStateMixin, Locale, PageViewRestriction, Site, get_page_models

from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.help.hotlines import Hotline
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.values.cache import version
from programmes.organisations import Donor, Partner
from programmes.places import Province
from tests.programmes import samples

pytestmark = pytest.mark.database


@pytest.fixture
def emptied(client, db):
    """Whether the caches were emptied since the last question."""
    client.get("/en/")
    last = [version()]

    def emptied():
        before, last[0] = last[0], version()
        return before != last[0]

    return emptied


@pytest.fixture
def page(home):
    return StandardPage.objects.child_of(home).first()


def test_draft_empties_nothing(page, emptied):
    page.title = "A sample draft"
    page.save_revision()

    assert not emptied()


def test_autosave_of_an_editor_empties_nothing(client, editor, page, emptied):
    page.save_revision(user=editor)
    unpublished = StandardPage(title="Sample that is not published", live=False)
    page.get_parent().add_child(instance=unpublished)
    unpublished.save_revision(user=editor)
    unpublished.save()

    assert not emptied()


def test_draft_of_a_snippet_empties_nothing(emptied):
    words = SiteTexts.objects.first()
    words.footer_about = "A sample draft"
    words.save_revision()

    assert not emptied()


def test_lock_empties_nothing(page, emptied):
    page.locked = True
    page.save(update_fields=["locked", "locked_by", "locked_at"])

    assert not emptied()


def test_page_that_is_published_unpublished_moved_or_deleted_empties(page, emptied):
    page.save_revision().publish()
    assert emptied()
    page.unpublish()
    assert emptied()
    page.move(page.get_parent(), "first-child")
    assert emptied()
    page.delete()
    assert emptied()


def test_new_page_that_is_live_at_once_empties(home, emptied):
    home.add_child(instance=StandardPage(title="Sample"))

    assert emptied()


def test_copy_of_a_live_page_and_its_alias_empty(page, emptied):
    page.copy(update_attrs={"slug": "sample-copy", "title": "Sample copy"})
    assert emptied()
    page.create_alias(update_slug="sample-alias")
    assert emptied()


def test_snippet_that_is_published_unpublished_or_deleted_empties(english, emptied):
    alert = Alert.objects.create(title="Sample", text="<p>Sample</p>", locale=english, live=False)
    assert not emptied()
    alert.save_revision().publish()
    assert emptied()
    alert.refresh_from_db()
    alert.unpublish()
    assert emptied()
    alert.delete()
    assert emptied()


@pytest.mark.parametrize("model", [Donor, Partner, Province])
def test_name_that_the_portfolio_keeps_empties(model, english, emptied):
    record = model.objects.create(name="Sample", locale=english)
    assert emptied()
    record.name = "Sample renamed"
    record.save()
    assert emptied()
    record.delete()
    assert emptied()


def test_renamed_donor_is_seen_at_once(client, db):
    donor = samples.donor("Sample donor")
    samples.project(donors=["Sample donor"])
    assert "Sample donor" in client.get("/en/our-work/donors/").text

    donor.name = "Donor with another name"
    donor.save()

    assert "Donor with another name" in client.get("/en/our-work/donors/").text


def test_setting_of_the_office_empties(emptied):
    SiteIdentity.for_site(Site.objects.get()).save()

    assert emptied()


def test_every_page_type_and_every_model_with_words_is_heard():
    """A model whose names readers can see, and that nobody registered, would be stale for readers."""
    from django.db.models.signals import post_delete, post_save

    ours = [each for app in ("pages", "programmes") for each in apps.get_app_config(app).get_models()]
    translated = [each for each in ours if hasattr(each, "translation_key")]
    drafted = [each for each in ours if issubclass(each, DraftStateMixin)]

    assert {HomePage, Hotline, Donor} <= {*translated, *drafted}
    for model in {*translated, *drafted, *get_page_models(), Locale, PageViewRestriction, Site, SiteIdentity}:
        for signal in (post_save, post_delete):
            assert any("invalidation" in each.__module__ for each in signal._live_receivers(model)[0]), model
