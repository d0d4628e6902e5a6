"""What the site has beside its initial content while a browser looks at it."""

from django.core.files.base import ContentFile
from wagtail.models import Locale

from pages.base.media import SiteImage, draw_renditions
from pages.news.models import NewsPage
from pages.opportunities.models import CallPage
from pages.publications.models import PublicationPage
from pages.site.models import Alert
from programmes.places import Province
from tests.content import LANGUAGES
from tests.factories import make_help, make_hotline, make_page_with_every_block, person, photograph
from tests.pages.consents.people import make_consent, make_picture
from tests.pages.listings import samples as listed
from tests.programmes import samples


def make_all(password):
    """People, a page with every block below an alert, a project, hotlines, help in each language."""
    for role in ("administrator", "Editors", "Moderators", "Message desk"):
        person(role, password)
    page = make_page_with_every_block()
    translate(page)
    text = '<p>A sample alert with a <a href="https://example.org/">link</a>.</p>'
    Alert.objects.create(title="Sample.", text=text, part=page, locale=page.locale)
    make_project()
    make_hotlines()
    make_listed()
    make_what_ends()
    for code in LANGUAGES:
        make_help(code)


def make_project():
    """The project `/en/our-work/young-people/sample-project/`, of which everything is known."""
    english = Locale.objects.get(language_code="en")
    places = Province.objects.filter(locale=english, code__in=["TM-A", "TM-S"])
    image = SiteImage.objects.create(
        title="Sample",
        file=ContentFile(photograph(), "sample.jpg"),
        credit="Sample maker",
        description="A sample sight",
        shows_people="nobody",
    )
    draw_renditions.func(image.pk)
    project = samples.full_project(
        "Sample project",
        code="A3.3",
        status="pipeline",
        locations=list(places),
        image=image,
        image_caption="A sample caption",
    )
    translate(project)


def translate(original):
    """Its Russian and its Turkmen version, published, with the words of the original."""
    for locale in Locale.objects.exclude(pk=original.locale_id):
        original.copy_for_translation(locale).save_revision().publish()


def make_listed():
    """Of each kind of item `/en/…/sample-<kind>/` with every fact and its translations; news enough for two pages."""
    project = listed.a_project()
    listed.make_many(NewsPage, 21)
    for kind in listed.KINDS:
        name = kind._meta.model_name.removesuffix("page")
        files = [("file", listed.make_document(f"{name}.txt"))] if kind is PublicationPage else []
        facts = {"files": files, "isbn": "978-0", "contact": "Sample unit", "reference": "S 1", "grade": "G5"}
        facts |= {"how_to_register": "A sample way.", "cost": "Free", "how_to_apply": "<p>A sample way.</p>"}
        own = {field.name for field in kind._meta.get_fields()}
        facts = {field: value for field, value in facts.items() if field in own}
        original = listed.make(kind, f"Sample {name}", slug=f"sample-{name}", about=[project], **facts)
        translate(original)


def make_what_ends():
    """A call whose deadline passes, and a picture whose consent is withdrawn, while a browser looks on."""
    listed.make(CallPage, "Sample call that closes", slug="sample-call-that-closes")
    picture = make_picture(make_consent("C-JOURNEY"))
    draw_renditions.func(picture.pk)


def make_hotlines():
    """Four current lines, one of them for danger, and one that is being checked."""
    make_hotline(number="+99300000005", name="Sample line that is being checked", days_ago=90)
    for place in range(1, 4):
        make_hotline(
            number=f"+9930000000{place}", display_number=f"+993 00 00 00 0{place}", name=f"Sample line {place}"
        )
    make_hotline(number="000", name="Sample line in danger", is_emergency=True, takes_sms=False)
