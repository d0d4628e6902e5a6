import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from iom_site.initial_content import loader
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.home import HomePage
from pages.content.strategy import ObjectivePage
from pages.site.initial_content import InitialContentRecord
from pages.site.models import SiteTexts

pytestmark = pytest.mark.database


def load():
    call_command("load_initial_content", verbosity=0)


def test_second_run_changes_nothing(db):
    before = Page.objects.count(), Revision.objects.count(), SiteTexts.objects.count()

    load()

    assert (Page.objects.count(), Revision.objects.count(), SiteTexts.objects.count()) == before


def test_vocabularies_are_whole(db):
    assert [goal.number for goal in GCMObjective.objects.filter(locale__language_code="en")] == list(range(1, 24))
    assert SDGTarget.objects.filter(locale__language_code="en").count() == 9


def test_proposed_links_are_those_of_the_reference_data(db):
    proposal = {
        1: [1, 3, 17],
        2: [4, 5, 9, 11, 12, 23],
        3: [7, 14, 15, 17],
        4: [2, 19, 20],
        5: [6, 18, 22],
        6: [16, 21],
        7: [7, 8, 14, 15, 21],
        8: [10],
    }
    objectives = ObjectivePage.objects.filter(locale__language_code="en")

    assert len(objectives) == 8
    for number, objective in enumerate(objectives, start=1):
        assert [goal.number for goal in objective.gcm_objectives.all()] == proposal[number]
        assert objective.links_confirmed_on is None


def test_what_an_editor_changed_stays(db, home):
    home.headline = "A sample headline"
    home.save_revision().publish()

    load()

    assert HomePage.objects.get(pk=home.pk).headline == "A sample headline"


def test_what_an_editor_moved_or_deleted_stays_so(db, region):
    region.get_children().get(slug="uzbekistan").delete()

    load()

    assert not region.get_children().filter(slug="uzbekistan").exists()


def test_wrong_data_makes_nothing_and_says_where(db, tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    good = '[[page]]\nkey = "sample"\ntype = "StandardPage"\nparent = "home"\ntitle = "Sample"\nslug = "sample"\n'
    (tmp_path / "en.toml").write_text(good + '[[page]]\nkey = "worse"\ntype = "NoSuchPage"\n', encoding="utf-8")

    with pytest.raises(CommandError, match="“worse” has a type that does not exist"):
        load()

    assert not Page.objects.filter(slug="sample").exists()
    assert not InitialContentRecord.objects.filter(key="sample").exists()


def test_data_that_cannot_be_read_is_named(db, tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    (tmp_path / "en.toml").write_text("[[page", encoding="utf-8")

    with pytest.raises(CommandError, match=r"en\.toml cannot be read"):
        load()
