"""A page with every block, every note at its foot, a picture and an alert: what editors may make of a page."""

from datetime import date
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from pages.blocks import BodyBlock
from pages.models import Alert, HomePage, SiteDocument, SiteImage, StandardPage, User
from programmes.models import Province
from tests.programmes import samples


def make_all(password):
    """Everything that the tests in the browser look at."""
    make_people(password)
    make_page()
    make_project()


def make_people(password):
    """An editor and a publisher; no superuser."""
    for name in ("Editors", "Moderators"):
        user = User.objects.create_user(name.lower(), f"{name.lower()}@example.org", password)
        user.groups.add(Group.objects.get(name=name))


def make_page():
    """The page `/en/sample/`, published."""
    english = Locale.objects.get(language_code="en")
    file = BytesIO()
    Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(file, "JPEG")
    image = SiteImage.objects.create(title="Sample", file=ContentFile(file.getvalue(), "sample.jpg"), credit="Sample")
    document = SiteDocument.objects.create(title="Sample", file=ContentFile(b"Sample", "sample.txt"), language=english)
    home = HomePage.objects.get(locale=english)

    blocks = BodyBlock()
    body = []
    for name, block in blocks.child_blocks.items():
        value = block.get_prep_value(block.normalize(block.get_preview_value()))
        if name == "figure":
            value["picture"] = {"image": image.pk, "alt_text": "A sample description", "decorative": False}
        if name == "documents":
            value["documents"] = [document.pk]
        if name == "related_pages":
            value["pages"] = [home.pk]
        body.append({"type": name, "value": value})
        if name in ("quote", "table"):
            body.append({"type": "heading", "value": f"Sample heading before {name}"})

    page = StandardPage(title="Sample page", slug="sample", summary="A sample summary.", locale=english, image=image)
    page.body = blocks.to_python(body)
    page.sources = [("source", {"title": "Sample source", "publisher": "Sample", "url": "https://example.org/"})]
    page.corrections = page.change_notes = [("note", {"date": date(2026, 1, 1), "text": "A sample note"})]
    page.reviewed_on = date(2026, 1, 1)
    home.add_child(instance=page)
    text = '<p>A sample alert with a <a href="https://example.org/">link</a>.</p>'
    Alert.objects.create(title="Sample.", text=text, part=page, locale=english)


def make_project():
    """The project `/en/our-work/young-people/sample-project/`, of which everything is known."""
    result = {"indicator": "sample people who finished", "target": 1200, "actual": 1100, "as_of": "2026"}
    people = {"group": "Sample families", "sex": "women", "age_band": "18–29", "reached": 50, "as_of": "2026"}
    samples.project(
        "Sample project",
        code="A3.3",
        summary="A sample summary.",
        status="pipeline",
        start_date="2026-06",
        budget_amount=1000000,
        budget_currency="EUR",
        budget_as_of="2026",
        budget_source="Sample",
        donors=[("First sample donor", 500000, "EUR", 2026), "Second sample donor"],
        locations=list(Province.objects.filter(locale__language_code="en", code__in=["TM-A", "TM-S"])),
        results=[("result", result | {"baseline": None, "unit": "", "source": "Sample"})],
        beneficiaries=[("people", people | {"planned": None, "source": "Sample"})],
    )
