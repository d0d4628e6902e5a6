"""One version of the site for all processes, which no restart loses and which the clock changes by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pages.content.standard import StandardPage
from pages.site.models import Alert
from pages.values import moments, site_version
from pages.values.site_version import SiteVersion
from tests.pages.listings import samples

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture
def at(db, monkeypatch):
    """The version at a moment."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return site_version.current()

    return at


def test_restart_of_a_process_changes_nothing(at):
    site_version.renew()
    before = at(NOW)

    site_version.forget()

    assert at(NOW) == before


def test_change_of_another_process_is_noticed(at, monkeypatch):
    site_version.renew()
    before = at(NOW)
    monkeypatch.setattr(site_version, "ASKED_EVERY_SECONDS", 0)

    SiteVersion.objects.update(token="of another process")

    assert at(NOW) != before


def test_database_that_was_put_back_never_gives_a_version_again(at):
    site_version.renew()
    first = at(NOW)
    old = SiteVersion.objects.get().token
    site_version.renew()
    later = at(NOW)

    SiteVersion.objects.update(token=old)
    site_version.forget()
    assert at(NOW) == first
    site_version.renew()

    assert at(NOW) not in (first, later)


def test_many_changes_of_one_transaction_are_one(home):
    page = StandardPage.objects.child_of(home).first()
    site_version.renew()
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        for title in ("One", "Two", "Three"):
            page.title = title
            page.save()

    written = [each for each in asked if 'UPDATE "pages_siteversion"' in each["sql"]]
    assert len(written) == 1


def test_change_that_was_taken_back_is_none(at, home):
    before = at(NOW)
    page = StandardPage.objects.child_of(home).first()
    with pytest.raises(RuntimeError), transaction.atomic():
        page.save()
        raise RuntimeError

    site_version.forget()
    assert at(NOW) == before
    page.save()
    assert at(NOW) != before


def test_midnight_in_ashgabat_changes_it_and_nothing_before(at):
    midnight = datetime(2026, 11, 26, 19, tzinfo=UTC)

    assert at(NOW) == at(midnight - timedelta(seconds=1)) != at(midnight)


def test_alert_changes_it_when_it_begins_and_when_it_ends(at, english):
    begins, ends = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    Alert.objects.create(title="Sample", text="<p>Sample</p>", locale=english, go_live_at=begins, expire_at=ends)

    before = at(NOW)
    during = at(begins)
    after = at(ends)

    assert len({before, during, after}) == 3
    assert (at(begins - timedelta(seconds=1)), at(ends - timedelta(seconds=1))) != (during, after)


def test_event_and_deadline_change_it_when_they_come_nearer(at):
    from pages.opportunities.models import VacancyPage

    samples.make(VacancyPage, closes_at=NOW + timedelta(days=2, hours=3))

    versions = [at(NOW + timedelta(hours=hours)) for hours in (0, 2, 4)]

    assert versions[0] == versions[1] != versions[2]


@given(st.integers(1, 5 * 24 * 60 * 60), st.integers(1, 1000))
def test_time_that_is_left_is_told_the_same_until_its_next_step_and_differently_after(seconds, part):
    end = NOW + timedelta(seconds=seconds)
    step = moments.next_step(end, NOW)

    assert NOW < step <= end
    between = NOW + (step - NOW) * part / 1001
    assert moments.next_step(end, between) == step
    if seconds % 60:  # in the very instant of a step it is still told as before
        assert moments.time_left(end, between) == moments.time_left(end, NOW)
    if end - step >= timedelta(minutes=2):  # "1 minute left" is said until the end
        assert moments.time_left(end, step + timedelta(seconds=1)) != moments.time_left(end, NOW)
