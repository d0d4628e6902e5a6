"""Whether what a file says for a text may stand in its place: what the editor would refuse or not keep, a file may not
bring in either."""

import re
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from pages.values import rich_text

MAY_BE_ADDED = {"p"}  # a paragraph may be divided
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>?")


def checked(said, source, existing, block=None, model_field=None):
    """What the translation `said` of a text is kept as; `ValidationError` says why it cannot be.

    `existing` is what the page says now: what was right there may stay.
    """
    said = said.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(block, RichTextBlock):
        return _rich(said, [source, existing], block)
    if _added(Counter(_TAG.findall(said)), [Counter(_TAG.findall(text)) for text in (source, existing)]):
        raise ValidationError(_("It holds marks like <b>, which this text cannot have."))
    if block is None:
        return _line(said) if model_field is None else _of_field(said, model_field)
    return block.clean(_line(said) if isinstance(block, CharBlock) else said)


def _line(said):
    return " ".join(said.split("\n")).strip()


def _of_field(said, model_field):
    """As the form of the page would take it: its lengths are known to the form alone."""
    is_line = model_field.get_internal_type() == "CharField"
    value = model_field.formfield().clean(_line(said) if is_line else said)
    model_field.run_validators(value)
    return value


def _rich(said, models, block):
    added = _added(rich_text.elements(said), [rich_text.elements(text) for text in models])
    if names := sorted(added.keys() - MAY_BE_ADDED):
        tags = ", ".join(f"<{name}>" for name in names)
        raise ValidationError(_("It adds what the original does not have: %s.") % tags)
    if not any(_targets(said) == _targets(text) for text in models):
        raise ValidationError(_("Its links differ from those of the original. Links are changed in the editor."))
    try:
        kept = rich_text.as_the_editor_keeps_it(said, block.features)
    except ValueError as error:
        raise ValidationError(_("Its marks cannot be read. Begin and end each as the original does.")) from error
    # What is seen, without spaces: what is divided or joined has its spaces elsewhere.
    if rich_text.words(kept).replace(" ", "") != rich_text.words(said).replace(" ", ""):
        raise ValidationError(_("A part of it would be lost. Begin and end each mark as the original does."))
    return block.clean(RichText(kept)).source


def _added(counted, models):
    """What there is more of than in any of the models."""
    most = Counter()
    for model in models:
        most |= model
    return counted - most


def _targets(html):
    """Where the links of a text lead: a page in whatever language is the same page."""
    links = rich_text.links(html)
    numbers = [link["id"] for link in links if link.get("linktype") == "page" and link.get("id", "").isascii()]
    numbers = [number for number in numbers if number.isdigit() and len(number) < 10]
    keys = {str(pk): key for pk, key in Page.objects.filter(pk__in=numbers).values_list("pk", "translation_key")}
    return Counter(
        (link["linktype"], str(keys.get(link.get("id", ""), link.get("id", ""))))
        if "linktype" in link
        else ("", link.get("href", ""))
        for link in links
    )
