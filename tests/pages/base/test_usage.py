"""A file or a term that readers see is not deleted from under them, and staff are told where it is used."""

import pytest
from django.forms.models import apply_limit_choices_to_to_formfield
from django.urls import reverse
from wagtail.models import Locale, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages.base.media import SiteDocument, SiteImage
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.base.usage import InUseError, ReferencedManyToManyField, live_uses
from pages.content.strategy import ObjectivePage
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from tests.factories import make_page_with_every_block
from tests.pages.approvals.people import staff, told
from tests.programmes import samples as projects

TERMS = [Country, Donor, GCMObjective, Partner, Province, SDGTarget]


def test_every_many_to_many_field_of_a_page_is_read_by_the_index():
    fields = [field for model in get_page_models() for field in model._meta.many_to_many]
    assert len(fields) >= 6
    ours = [each for each in fields if each.model._meta.app_label in ("pages", "programmes")]
    assert {type(field) for field in ours} == {ReferencedManyToManyField}


def a_used(model):
    """A term that a published page names."""
    for each in model.objects.filter(**({"locale__language_code": "en"} if hasattr(model, "locale") else {})):
        if live_uses(each):
            return each
    return None


@pytest.fixture
def project(db):
    english = Locale.objects.get(language_code="en")
    partner = Partner.objects.create(name="Sample partner", locale=english)
    page = projects.full_project(
        "Sample project", locations=[Province.objects.get(locale=english, code="TM-A")], implementing_partners=[partner]
    )
    objective = ObjectivePage.objects.filter(locale=english).first()
    objective.gcm_objectives.add(GCMObjective.objects.first())
    objective.sdg_targets.add(SDGTarget.objects.first())
    objective.save_revision().publish()
    return page


@pytest.mark.parametrize("model", TERMS)
def test_term_of_a_published_page_stays_and_the_place_is_named(project, model):
    term = a_used(model)
    assert term, "no published page names one"
    moderator = staff("moderator", "Moderators")
    place = live_uses(term)[0]

    usage = moderator.client.get(reverse(model.snippet_viewset.get_url_name("usage"), args=[term.pk])).text
    answer = moderator.post(reverse(model.snippet_viewset.get_url_name("delete"), args=[term.pk]))

    assert str(place) in usage
    assert model.objects.filter(pk=term.pk).exists()
    if model is Donor:  # kept by the database itself: Wagtail offers no button
        return
    assert "It stays: what readers see uses it." in told(answer)
    assert reverse("wagtailadmin_pages:edit", args=[place.pk]) in told(answer)


def test_every_term_is_tried():
    with_terms = {field.related_model for model in get_page_models() for field in model._meta.many_to_many}
    assert {each for each in with_terms if each in get_snippet_models()} <= set(TERMS)


@pytest.fixture
def sample(db):
    return make_page_with_every_block()


@pytest.mark.parametrize("model", [SiteImage, SiteDocument])
@pytest.mark.parametrize("many", [False, True])
def test_file_of_a_published_page_stays_and_the_place_is_named(sample, model, many):
    file, app = model.objects.first(), "wagtailimages" if model is SiteImage else "wagtaildocs"
    url = reverse(f"{app}:delete", args=[file.pk])
    if many:
        url = (
            reverse("wagtail_bulk_action", args=["pages", model._meta.model_name, "delete"])
            + f"?id={file.pk}&next=/admin/"
        )

    answer = staff("moderator", "Moderators").post(url)

    assert model.objects.filter(pk=file.pk).exists()
    assert sample.title in told(answer)


def test_code_deletes_nothing_that_readers_see(sample):
    with pytest.raises(InUseError):
        SiteImage.objects.all().delete()


def test_file_that_only_a_draft_uses_can_go(sample):
    sample.unpublish()
    SiteImage.objects.all().delete()

    assert not SiteImage.objects.exists()


@pytest.mark.parametrize("model", [model for model in get_page_models() if model._meta.many_to_many])
def test_one_chooses_among_the_terms_of_one_language(db, model):
    """A form that offers each term in each language offers the same thing three times."""
    fields = [each for each in model._meta.many_to_many if issubclass(each.related_model, TranslatableMixin)]
    for field in fields:
        offered = field.formfield()
        apply_limit_choices_to_to_formfield(offered)
        assert {term.locale.language_code for term in offered.queryset.select_related("locale")} <= {"en"}, field
