import pytest

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.strategy import ObjectivePage
from programmes.organisations import Partner
from programmes.places import Country, Province
from tests.programmes import samples
from tests.programmes.projects.facts import english

RESULT = {
    "indicator": "sample officials who finished",
    "baseline": 5,
    "target": 1200,
    "actual": 1100,
    "unit": "",
    "as_of": "2015-05",
    "source": "Sample report",
}
PEOPLE = {
    "group": "Sample families",
    "sex": "women",
    "age_band": "18–29",
    "planned": 40,
    "reached": 50,
    "as_of": "2015",
    "source": "Sample count",
}


@pytest.fixture
def full(db):
    """A project of which everything is known."""
    home = ObjectivePage.objects.get(locale__language_code="en", slug="less-poverty")
    partner = Partner.objects.create(name="Sample partner", locale=home.locale)
    ministry = Partner.objects.create(name="Sample ministry", locale=home.locale)
    return samples.project(
        "A sample of everything",
        code="A3.4",
        summary="A sample summary.",
        status="completed",
        status_as_of="2020-03",
        start_date="2014",
        end_date="2015-06",
        budget_amount=123456,
        budget_currency="USD",
        budget_as_of="2015",
        budget_source="https://example.org/budget",
        project_id="SA.0001",
        other_ids="X1; X2",
        coverage="national",
        project_type="Sample type",
        funding_stream="Sample stream",
        donors=[("First sample donor", 100000, "USD", 2014), "Second sample donor"],
        benefiting_countries=english(Country, iso2="TM"),
        implementing_partners=[partner],
        government_counterparts=[ministry],
        locations=english(Province, code="TM-B"),
        objectives=[home],
        gcm_objectives=english(GCMObjective, number=10),
        sdg_targets=english(SDGTarget, code="8.7"),
        results=[("result", RESULT)],
        beneficiaries=[("people", PEOPLE)],
    )
