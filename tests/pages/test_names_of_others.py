"""What a page names of others changes with them; a draft that is looked at names what is chosen in it."""

from django.utils import timezone

from pages.base.taxonomies import SDGTarget
from pages.content.mission import MissionPage
from pages.content.strategy import ObjectivePage, StrategyPage
from pages.news.models import NewsPage
from programmes.organisations import Partner
from tests.pages.listings import samples as listed
from tests.programmes import samples


def publish(page, **changed):
    for name, value in changed.items():
        setattr(page, name, value)
    page.save_revision().publish()


def english(model):
    return model.objects.filter(locale__language_code="en").order_by("path")


def test_news_item_names_its_project_as_it_is_called_now(client, db):
    project = samples.project("Sample project")
    item = listed.make(NewsPage, about=[project])
    assert "Sample project" in client.get(item.url).text

    publish(project, title="Another name")

    assert "Another name" in client.get(item.url).text
    project.unpublish()
    assert "Another name" not in client.get(item.url).text


def test_draft_of_a_news_item_names_what_is_chosen_in_it(client, db):
    published, chosen = samples.project("Sample project"), samples.project("Chosen project")
    item = listed.make(NewsPage, about=[published])
    client.get(item.url)

    item.relations = [NewsPage.relations.rel.related_model(related=chosen)]

    looked_at = item.make_preview_request().text
    assert "Chosen project" in looked_at
    assert "Sample project" not in looked_at


def test_objective_names_the_next_one_and_its_goals_as_they_are_now(client, db):
    first, second = english(ObjectivePage)[:2]
    assert "Another neighbour" not in client.get(first.url).text

    publish(second, short_title="Another neighbour")
    assert "Another neighbour" in client.get(first.url).text

    target = SDGTarget.objects.filter(locale=first.locale).first()
    first.sdg_targets = [target]
    publish(first, links_confirmed_on=timezone.localdate())
    assert str(target) in client.get(first.url).text


def test_strategy_tells_of_the_one_that_replaced_it_from_the_moment_on(client, db):
    old = english(StrategyPage).first()
    client.get(old.url)
    new = old.get_parent().add_child(
        instance=StrategyPage(
            title="Sample successor", slug="sample-successor", vision="Sample", objectives_heading="Sample", live=False
        )
    )

    publish(new, supersedes=old)

    assert new.url in client.get(old.url).text


def test_mission_names_partners_from_the_moment_on(client, db):
    mission = english(MissionPage).first()
    client.get(mission.url)
    partner = Partner.objects.create(name="Sample partner", locale=mission.locale)

    samples.project("Sample project", implementing_partners=[partner])

    assert "Sample partner" in client.get(mission.url).text
