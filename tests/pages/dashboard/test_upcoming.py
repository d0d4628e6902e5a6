"""One calendar of what happens by itself: on the first screen the next, in a report all of it."""

from datetime import timedelta

from django.utils import timezone
from wagtail.users.models import UserProfile

from pages.accounts.models import User
from pages.content.standard import StandardPage
from pages.events.models import EventPage
from pages.opportunities.models import CallPage, VacancyPage
from tests.factories import make_hotline, person
from tests.pages.consents.people import make_consent
from tests.pages.listings import samples
from tests.pages.test_first_screen import MOST, alert, cost, first_screen, region


def plan_everything():
    """One thing a day from tomorrow on, of each kind that has a time; answers what is said of each, the next first."""

    def day(number):
        return timezone.now() + timedelta(days=number)

    samples.make(
        EventPage, "Sample event", registration_deadline=day(1), starts_at=day(2), ends_at=day(2) + timedelta(hours=1)
    )
    page = StandardPage.objects.filter(locale__language_code="en").first()
    page.go_live_at = day(3)
    page.save_revision(approved_go_live_at=page.go_live_at)
    samples.make(CallPage, "Sample call", clarifications_by=day(4), closes_at=day(5))
    warning = alert(expire_at=day(6))
    coming = alert(live=False, go_live_at=day(7), title="Sample later alert")
    coming.save_revision(approved_go_live_at=coming.go_live_at)
    hotline = make_hotline(days_ago=0, verify_every_days=8)
    consent = make_consent(expires_on=timezone.localdate() + timedelta(days=9))
    return [
        *("Sample event takes no more registrations", "Sample event begins", f"{page.title} appears"),
        *("Sample call takes no more questions", "Sample call closes", f"Alert “{warning.title}” ends"),
        *("Alert “Sample later alert” appears", f"Hotline “{hotline.name}” must be verified again by this day"),
        f"Consent {consent.reference} ends",
    ]


def test_one_calendar_holds_all_that_happens_by_itself_the_next_first(client, publisher):
    expected = plan_everything()

    text = region(first_screen(client), "Coming up").text
    assert sorted(expected, key=text.index) == expected

    samples.make_many(VacancyPage, 2)
    assert "Sample 1 closes" not in region(first_screen(client), "Coming up").text  # ten are enough there
    assert "/admin/reports/coming-up/" in region(first_screen(client), "Coming up").links
    assert "Sample 1" in client.get("/admin/reports/coming-up/").text
    exported = client.get("/admin/reports/coming-up/", {"export": "csv"}).getvalue().decode()
    assert len(exported.splitlines()) == len(expected) + 2 + 1


def test_calendar_is_in_the_language_of_the_admin(client, publisher):
    plan_everything()
    UserProfile.objects.update_or_create(user=User.objects.get(pk=publisher.pk), defaults={"preferred_language": "ru"})

    page = client.get("/admin/reports/coming-up/").text

    for words in ("Объявление «Sample later alert»", "Горячая линия «", "Согласие C-1"):
        assert words in page


def test_calendar_holds_nothing_that_one_may_not_change(client, db):
    expected = plan_everything()
    client.force_login(person("Translators"))

    text = region(first_screen(client), "Coming up").text

    for words in ("Sample event", "Sample call"):
        assert words in text
    for words in expected[-4:]:
        assert words not in text


def test_calendar_costs_no_more_questions_when_much_is_planned(client, publisher):
    empty = cost(client)
    plan_everything()

    assert cost(client) <= min(empty + 1, MOST)  # the alert that ends has readers in one language only
