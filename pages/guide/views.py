"""The guide for editors, in the admin and in the language of the admin: one task a page.

The texts stand in `texts/<language>/<task>.md`. What stands in braces is written on a screen of the admin: it is
translated as the screen is, so that the guide names what people see.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from markdown import markdown
from wagtail.admin.menu import MenuItem

from pages.search.text import folded

TEXTS = Path(__file__).parent / "texts"
ON_SCREEN = re.compile(r"\{([^}]+)\}")
# The order in which somebody new meets them.
TASKS = [
    *("change-a-page", "news-item", "publish-later", "picture", "undo-a-mistake", "translate-a-page"),
    *("hotline", "alert", "project", "messages", "second-person", "people"),
]


@dataclass(frozen=True)
class Text:
    """A page of the guide: `body` is Markdown without the title."""

    task: str
    title: str
    body: str

    @property
    def url(self):
        return reverse("guide_page", args=[self.task])

    @property
    def html(self):
        """The page as it is read. The texts are ours, so their markup is trusted."""
        text = ON_SCREEN.sub(lambda match: f"**{gettext(match[1])}**", self.body)
        return mark_safe(markdown(text, extensions=["tables"], output_format="html"))  # noqa: S308 - our own texts

    def has(self, words):
        """Whether all of these words, folded, stand in it."""
        text = folded(ON_SCREEN.sub(lambda match: gettext(match[1]), f"{self.title} {self.body}"))
        return all(word in text for word in words)


@cache
def text_of(task, language):
    """The page in this language. Raises `FileNotFoundError` if there is none."""
    title, _newline, body = (TEXTS / language / f"{task}.md").read_text(encoding="utf-8").partition("\n")
    return Text(task, title.removeprefix("# "), body)


def languages():
    return sorted(path.name for path in TEXTS.iterdir())


def language_here():
    """That of the admin, if the guide has it."""
    return get_language() if get_language() in languages() else "en"


def index(request):
    """All pages of the guide, or those that hold the words asked for."""
    query = request.GET.get("q", "")[:200]
    texts = [text_of(task, language_here()) for task in TASKS]
    found = [text for text in texts if text.has(folded(query).split())]
    return render(request, "admin/guide.html", {"texts": found, "query": query})


def page(request, task):
    """One page of the guide, with a picture of the screen where there is one."""
    if task not in TASKS:
        raise Http404
    text, picture = text_of(task, language_here()), f"guide/{language_here()}/{task}.webp"
    src = static(picture) if finders.find(picture) else ""
    return render(request, "admin/guide_page.html", {"text": text, "picture": src})


class GuideMenuItem(MenuItem):
    """The guide, in the menu “Help” in place of Wagtail's."""

    def __init__(self):
        super().__init__(_("Guide for editors"), reverse("guide"), name="guide", icon_name="help", order=100)
