"""A page with every block, every note at its foot, a picture and an alert: what editors may make of a page."""

from datetime import date
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from pages.blocks import BodyBlock
from pages.models import Alert, HomePage, SiteDocument, SiteImage, StandardPage, User


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
