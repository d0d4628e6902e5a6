"""What editors may make: a page with every block, note, picture and alert; help pages as long as they may be."""

import random
from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale

from pages.accounts.models import User
from pages.base.media import SiteDocument, SiteImage
from pages.blocks.body import BodyBlock
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.help.hotlines import Hotline
from pages.help.models import (
    ChecklistPage,
    HelpIndexPage,
    HelpTopicPage,
    OfferCheckPage,
    ReportMisconductPage,
    SafetyPage,
)
from pages.site.models import Alert, SiteTexts
from programmes.places import Province
from tests.programmes import samples

WORDS = {
    "en": "somebody took your passport money work home road family call people city wait answer free night speak "
    "sign paper border train friend room safe name write ask tell listen contract wage employer debt leave",
    "ru": "кто-то забрал паспорт деньги работа дом дорога семья звонить люди город ждать ответ бесплатно ночь "
    "говорить подпись бумага граница поезд друг комната безопасно имя писать спросить договор зарплата долг",
    "tk": "kimdir pasportyňyzy aldy pul iş öý ýol maşgala jaň adamlar şäher garaşyň jogap mugt gije gürleşiň "
    "gol kagyz serhet otly dost otag howpsuz at ýazyň soraň şertnama aýlyk iş beriji bergi gidiň diňläň",
}


def make_all(password):
    """Everything that the tests in the browser look at."""
    make_people(password)
    make_page()
    make_project()
    make_hotlines()
    for code in WORDS:
        make_help(code)


def make_people(password):
    """Somebody of each role that works with pages or messages, and an administrator."""
    User.objects.create_superuser("administrator", "administrator@example.org", password)
    for name in ("Editors", "Moderators", "Message desk"):
        username = name.lower().replace(" ", "-")
        user = User.objects.create_user(username, f"{username}@example.org", password)
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
    places = Province.objects.filter(locale__language_code="en", code__in=["TM-A", "TM-S"])
    samples.full_project("Sample project", code="A3.3", status="pipeline", locations=list(places))


def _text(code, length):
    """A sample text of at most so many letters, in short sentences; never twice the same."""
    words, text = WORDS[code].split(), ""
    chance = random.Random(length)
    while True:
        sentence = " ".join(chance.sample(words, 8)).capitalize() + "."
        if len(text) + len(sentence) + 1 > length:
            return text.strip() or sentence[:length]
        text += f" {sentence}"


def _steps(code, count):
    return [("step", {"title": _text(code, 70 + place), "text": _text(code, 240 + place)}) for place in range(count)]


def make_hotline(code="en", number="+99300000001", days_ago=0, **more):
    """A published line whose every word is written; `days_ago` says when it was verified."""
    words = {
        "name": "Sample line",
        "operator": "Sample organization",
        "purpose": _text(code, 140),
        "hours": "Day and night",
        "languages": "English, Russian, Turkmen",
        "cost": "Free of charge",
        "reachable_from": "Every telephone in Turkmenistan",
        "anonymous": "You need not say your name",
    }
    verified = {
        "verified_on": timezone.localdate() - timedelta(days=days_ago),
        "verified_by_role": "Sample unit",
        "takes_sms": True,
    }
    locale = Locale.objects.get(language_code=code)
    return Hotline.objects.create(locale=locale, **{**words, **verified, "number": number, **more})


def make_hotlines():
    """Four current lines, one of them for danger, and one that is being checked."""
    make_hotline(number="+99300000005", name="Sample line that is being checked", days_ago=90)
    for place in range(1, 4):
        make_hotline(
            number=f"+9930000000{place}", display_number=f"+993 00 00 00 0{place}", name=f"Sample line {place}"
        )
    make_hotline(number="000", name="Sample line in danger", is_emergency=True, takes_sms=False)


def make_help(code="en"):
    """`/<code>/notes/` with a page of each kind below it, the page of the help button. Answers the index."""
    home = HomePage.objects.get(locale__language_code=code)

    def text(length):
        return _text(code, length)

    def page(kind, slug, **more):
        neutral = {"neutral_title": "Notes", "summary": text(200), "locale": home.locale}
        return kind(title=f"Sample {slug}", slug=slug, **{**neutral, **more})

    notes = {"hotlines_heading": text(61), "hotlines_note": text(400), "no_hotlines_note": text(401)}
    index = page(HelpIndexPage, "notes", **notes, topics_heading=text(60))
    home.add_child(instance=index)
    answers = {name: text(250 + place) for place, name in enumerate(("who_answers", "cost", "languages"))}
    answers |= {"name_needed": text(260), "what_next": text(450)}
    below = [
        page(HelpTopicPage, "a", steps=_steps(code, 6), **answers),
        page(HelpTopicPage, "b", steps=_steps(code, 6), is_urgent=True, **answers),
        page(ChecklistPage, "c", items=[("item", {"text": text(100 + n), "why": text(150 + n)}) for n in range(12)]),
        page(
            OfferCheckPage,
            "d",
            questions=[("question", {"question": text(110 + n), "warning": text(240 + n)}) for n in range(8)],
            if_any=text(350),
            if_none=text(340),
        ),
        page(
            SafetyPage,
            "e",
            can_do=_steps(code, 4),
            cannot_do=_steps(code, 5),
            devices=[("device", {"device": f"Sample {n}", "steps": [text(100 + n)] * 4}) for n in range(5)],
        ),
        page(ReportMisconductPage, "f", steps=_steps(code, 4), rights=_steps(code, 4)),
    ]
    for each in below:
        index.add_child(instance=each)
    SiteTexts.objects.filter(locale=home.locale).update(help_page=index)
    return index
