"""What the site has beside its initial content while a browser looks at it."""

from django.core.files.base import ContentFile
from wagtail.models import Locale

from pages.base.media import SiteImage, draw_renditions
from pages.site.models import Alert
from programmes.places import Province
from tests.content import LANGUAGES
from tests.factories import make_help, make_hotline, make_page_with_every_block, person, photograph
from tests.programmes import samples


def make_all(password):
    """People, a page with every block below an alert, a project, hotlines, help in each language."""
    for role in ("administrator", "Editors", "Moderators", "Message desk"):
        person(role, password)
    page = make_page_with_every_block()
    text = '<p>A sample alert with a <a href="https://example.org/">link</a>.</p>'
    Alert.objects.create(title="Sample.", text=text, part=page, locale=page.locale)
    make_project()
    make_hotlines()
    for code in LANGUAGES:
        make_help(code)


def make_project():
    """The project `/en/our-work/young-people/sample-project/`, of which everything is known."""
    english = Locale.objects.get(language_code="en")
    places = Province.objects.filter(locale=english, code__in=["TM-A", "TM-S"])
    image = SiteImage.objects.create(
        title="Sample", file=ContentFile(photograph(), "sample.jpg"), credit="Sample maker"
    )
    draw_renditions.func(image.pk)
    samples.full_project(
        "Sample project",
        code="A3.3",
        status="pipeline",
        locations=list(places),
        image=image,
        image_caption="A sample caption",
    )


def make_hotlines():
    """Four current lines, one of them for danger, and one that is being checked."""
    make_hotline(number="+99300000005", name="Sample line that is being checked", days_ago=90)
    for place in range(1, 4):
        make_hotline(
            number=f"+9930000000{place}", display_number=f"+993 00 00 00 0{place}", name=f"Sample line {place}"
        )
    make_hotline(number="000", name="Sample line in danger", is_emergency=True, takes_sms=False)
