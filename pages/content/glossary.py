"""The words that readers may not know, each explained once; other pages lead here."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import string_to_ascii

from pages.base.fields import ListField, found_by
from pages.base.models import BasePage


def anchor(term):
    """The address of a term within the glossary."""
    return f"term-{slugify(string_to_ascii(str(term)))[:60]}"


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Word"), max_length=80, help_text=_("As it stands in a sentence."))
    other_forms = blocks.CharBlock(
        label=_("Other forms"),
        max_length=300,
        required=False,
        help_text=_("Plural, cases, abbreviation, with commas between them: pages are searched for these, too."),
    )
    explanation = blocks.TextBlock(
        label=_("What it means"), rows=3, max_length=600, help_text=_("Two plain sentences, without the word itself.")
    )

    class Meta:
        icon = "openquote"
        label = _("Word")
        label_format = "{term}"


class GlossaryPage(BasePage):
    """The glossary of one language."""

    terms = ListField(
        [("term", TermBlock())],
        verbose_name=_("words"),
        blank=True,
        help_text=_("The first time one of them stands in the text of a page, it leads to its explanation here."),
    )

    content_panels = [*BasePage.content_panels, "terms"]
    search_fields = [*BasePage.search_fields, *found_by("terms")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("Words that readers may not know, with their explanations.")

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @property
    def entries(self):
        """The terms in the order of the alphabet, as `(anchor, term, explanation)`."""
        values = [block.value for block in self.terms]
        entries = [(anchor(value["term"]), value["term"], value["explanation"]) for value in values]
        return sorted(entries, key=lambda entry: entry[1].casefold())

    @property
    def addresses(self):
        """`{form in small letters: address of its explanation}` of every form of every term."""
        found = {}
        for block in self.terms:
            forms = [block.value["term"], *block.value["other_forms"].split(",")]
            address = f"{self.url}#{anchor(block.value['term'])}"
            found |= {" ".join(form.split()).casefold(): address for form in forms if form.strip()}
        return found
