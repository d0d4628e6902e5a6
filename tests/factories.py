"""Builders of what tests need: people, pages, hotlines. All of it is visibly a sample.

Projects have builders of their own in `tests/programmes/samples.py`.
"""

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
from pages.site.models import SiteTexts

WORDS = {
    "en": "somebody took your passport money work home road family call people city wait answer free night speak "
    "sign paper border train friend room safe name write ask tell listen contract wage employer debt leave",
    "ru": "кто-то забрал паспорт деньги работа дом дорога семья звонить люди город ждать ответ бесплатно ночь "
    "говорить подпись бумага граница поезд друг комната безопасно имя писать спросить договор зарплата долг",
    "tk": "kimdir pasportyňyzy aldy pul iş öý ýol maşgala jaň adamlar şäher garaşyň jogap mugt gije gürleşiň "
    "gol kagyz serhet otly dost otag howpsuz at ýazyň soraň şertnama aýlyk iş beriji bergi gidiň diňläň",
}


def person(role, password=None):
    """Somebody with this role; "administrator" and "nobody" (in no group) are roles too.

    Without a password nobody signs in by the form; `force_login` needs none. They had the role long before the test,
    so that nobody is told of it.
    """
    name = role.lower().replace(" ", "-")
    user = User.objects.create_user(name, f"{name}@example.org", password)
    if role == "administrator":
        User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
        user.refresh_from_db()
    if role not in ("administrator", "nobody"):
        User.groups.through.objects.create(user=user, group=Group.objects.get(name=role))
    return user


def text(code, length):
    """A sample text of at most so many letters, in short sentences; the same for the same length."""
    chance, words, written = random.Random(length), WORDS[code].split(), ""
    while True:
        sentence = " ".join(chance.sample(words, 8)).capitalize() + "."
        if len(written) + len(sentence) + 1 > length:
            return written.strip() or sentence[:length]
        written += f" {sentence}"


def make_page_with_every_block():
    """The page `/en/sample/`, published: every block, note and source, a picture and a document."""
    english = Locale.objects.get(language_code="en")
    home = HomePage.objects.get(locale=english)
    image = SiteImage.objects.create(
        title="Sample",
        file=ContentFile(photograph(), "sample.jpg"),
        credit="Sample",
        description="A sample description",
        shows_people="nobody",
    )
    document = SiteDocument.objects.create(title="Sample", file=ContentFile(b"Sample", "sample.txt"), language=english)
    page = StandardPage(title="Sample page", slug="sample", summary="A sample summary.", locale=english, image=image)
    page.body = _every_block(image, document, home)
    page.sources = [("source", {"title": "Sample source", "publisher": "Sample", "url": "https://example.org/"})]
    page.corrections = page.change_notes = [("note", {"date": date(2026, 1, 1), "text": "A sample note"})]
    page.reviewed_on = date(2026, 1, 1)
    return home.add_child(instance=page)


def photograph():
    """A file about as hard to compress as a photograph of people outdoors: soft shapes under finer and finer grain."""
    size = (1800, 1200)
    picture = Image.effect_noise((24, 16), 200).resize(size, Image.Resampling.BICUBIC)
    for width, share in ((90, 0.35), (400, 0.2), (1800, 0.06)):
        grain = Image.effect_noise((width, width * 2 // 3), 90).resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, grain, share)
    file = BytesIO()
    Image.merge("RGB", (picture, picture.point(lambda value: 255 - value // 2), picture)).save(file, "JPEG", quality=90)
    return file.getvalue()


def _every_block(image, document, page):
    blocks, body = BodyBlock(), []
    for name, block in blocks.child_blocks.items():
        value = block.get_prep_value(block.normalize(block.get_preview_value()))
        if name == "figure":
            value["picture"] = {"image": image.pk, "alt_text": "A sample description", "decorative": False}
        if name == "documents":
            value["documents"] = [document.pk]
        if name == "related_pages":
            value["pages"] = [page.pk]
        body.append({"type": name, "value": value})
        if name in ("quote", "table"):
            body.append({"type": "heading", "value": f"Sample heading before {name}"})
    return blocks.to_python(body)


def make_hotline(code="en", number="+99300000001", days_ago=0, **more):
    """A published line with a text in every field; `days_ago` says when it was verified."""
    texts = {
        "name": "Sample line",
        "operator": "Sample organization",
        "purpose": text(code, 140),
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
    return Hotline.objects.create(locale=locale, **{**texts, **verified, "number": number, **more})


def make_help(code="en"):
    """`/<code>/notes/` with a page of each kind below it, each text as long as it may be; the help button leads there.

    Answers the index.
    """
    home = HomePage.objects.get(locale__language_code=code)
    notes = {"hotlines_heading": text(code, 61), "hotlines_note": text(code, 400), "no_hotlines_note": text(code, 401)}
    index = _help_page(HelpIndexPage, "notes", home.locale, title="Sample help", **notes, topics_heading=text(code, 60))
    home.add_child(instance=index)
    for page in _below_help(code, home.locale):
        index.add_child(instance=page)
    SiteTexts.objects.filter(locale=home.locale).update(help_page=index)
    return index


def _help_page(kind, slug, locale, **more):
    neutral = {"neutral_title": "Notes", "summary": text(locale.language_code, 200), "locale": locale}
    return kind(**{"title": f"Sample {slug}", "slug": slug, **neutral, **more})


def _steps(code, count):
    return [("step", {"title": text(code, 70 + n), "text": text(code, 240 + n)}) for n in range(count)]


def _below_help(code, locale):
    answers = {name: text(code, 250 + n) for n, name in enumerate(("who_answers", "cost", "languages"))}
    answers |= {"name_needed": text(code, 260), "what_next": text(code, 450)}
    items = [("item", {"text": text(code, 100 + n), "why": text(code, 150 + n)}) for n in range(12)]
    questions = [("question", {"question": text(code, 110 + n), "warning": text(code, 240 + n)}) for n in range(8)]
    devices = [("device", {"device": f"Sample {n}", "steps": [text(code, 100 + n)] * 4}) for n in range(5)]
    given = [
        (HelpTopicPage, {"steps": _steps(code, 6), **answers}),
        (HelpTopicPage, {"steps": _steps(code, 6), "is_urgent": True, **answers}),
        (ChecklistPage, {"items": items}),
        (OfferCheckPage, {"questions": questions, "if_any": text(code, 350), "if_none": text(code, 340)}),
        (SafetyPage, {"can_do": _steps(code, 4), "cannot_do": _steps(code, 5), "devices": devices}),
        (ReportMisconductPage, {"steps": _steps(code, 4), "rights": _steps(code, 4)}),
    ]
    return [_help_page(kind, slug, locale, **fields) for slug, (kind, fields) in zip("abcdef", given, strict=True)]
