"""A strategy is never passed off as the present one without a period, or after it was replaced."""

import pytest
from django.core.exceptions import ValidationError

from pages.content.strategy import StrategyPage
from pages.values.partial_dates import PartialDate


@pytest.fixture
def dated(strategy):
    strategy.status = StrategyPage.Status.IN_FORCE
    strategy.period_start = PartialDate(2020)
    return strategy


def publish(page):
    page.full_clean()
    page.save_revision().publish()


def test_without_a_period_readers_are_told(client, strategy):
    page = client.get(strategy.url).text

    assert "Period not stated" in page
    assert "In force" not in page


def test_with_a_period_it_is_in_force(client, dated):
    publish(dated)

    page = client.get(dated.url).text

    assert "In force" in page
    assert "Period not stated" not in page


def test_after_its_period_it_is_kept_for_the_record(client, dated):
    dated.period_end = PartialDate(2021, 12)
    publish(dated)

    page = client.get(dated.url).text

    assert "The period of this strategy is over" in page
    assert "It ended in December 2021" in page
    assert "In force" not in page


def test_before_its_period_it_is_not_in_force(dated):
    dated.period_start = PartialDate(2999)

    assert not dated.is_current


def test_a_newer_strategy_takes_its_place(client, mission, strategy):
    newer = StrategyPage(title="Sample strategy", slug="newer", vision="v", objectives_heading="h", supersedes=strategy)
    mission.add_child(instance=newer)

    page = client.get(strategy.url).text

    assert "This strategy has been superseded" in page
    assert f'href="{newer.url}"' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": StrategyPage.Status.IN_FORCE}, "status"),
        ({"period_start": PartialDate(2024), "period_end": PartialDate(2020)}, "period_end"),
    ],
)
def test_impossible_periods_are_refused_beside_the_field(strategy, changes, field):
    for name, value in changes.items():
        setattr(strategy, name, value)

    with pytest.raises(ValidationError) as refused:
        strategy.full_clean()

    assert field in refused.value.message_dict
