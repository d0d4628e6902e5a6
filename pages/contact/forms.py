"""The forms by which somebody writes to the office and asks for the answer."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.translation import gettext_lazy as _

from pages.contact.models import Message

MIN_LENGTH, MAX_LENGTH = 10, 5_000
LINE_MAX_LENGTH = 200
# Control characters that no keyboard makes, halves of characters, and marks that turn the reading direction.
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class PlainTextField(forms.CharField):
    """Text as a person typed it, without what no person types. Longer than allowed, it is refused and never cut.

    The lengths are therefore not those of Django's field, by which the browser would cut.
    """

    def __init__(self, *, longest: int, shortest: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.validators += [
            MinLengthValidator(shortest, _("Write a little more: at least %(limit_value)d letters.")),
            MaxLengthValidator(
                longest, _("Write less: at most %(limit_value)d letters, not %(show_value)d. Nothing is lost.")
            ),
        ]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class ContactForm(forms.Form):
    """A question or a remark."""

    use_required_attribute = False

    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(each, each.label) for each in Message.ABOUT[Message.Kind.CONTACT]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about"), "invalid_choice": _("Choose what it is about")},
    )
    sender = PlainTextField(
        label=_("Your name (you may leave this empty)"),
        longest=LINE_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_details = PlainTextField(
        label=_("Email or telephone (you may leave this empty)"),
        help_text=_("Only if you want the answer to come to you. Without it you find the answer on this site."),
        longest=LINE_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    text = PlainTextField(
        label=_("Your message"),
        help_text=_("At most 5,000 letters. Do not write anything that could put someone in danger."),
        shortest=MIN_LENGTH,
        longest=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your message")},
    )


class ConfidentialForm(forms.Form):
    """Feedback or a complaint. It does not ask for a name, and the browser is told to keep nothing of it."""

    use_required_attribute = False

    about = forms.ChoiceField(
        label=_("Whom or what does it concern?"),
        choices=[(each, each.label) for each in Message.ABOUT[Message.Kind.CONFIDENTIAL]],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whom or what it concerns"),
            "invalid_choice": _("Choose whom or what it concerns"),
        },
    )
    text = PlainTextField(
        label=_("Your message"),
        help_text=_("What happened, where and when. At most 5,000 letters. You need not say who you are."),
        shortest=MIN_LENGTH,
        longest=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write your message")},
    )
    contact_details = PlainTextField(
        label=_("How to reach you safely, and when (you may leave this empty)"),
        help_text=_("Only if you want us to reach you. Without it you find the answer on this site."),
        longest=LINE_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReferenceForm(forms.Form):
    """The reference with which one comes back."""

    use_required_attribute = False

    reference = PlainTextField(
        label=_("Your reference"),
        help_text=_("Twelve letters and numbers, for example ABCD-2345-EFGH."),
        longest=LINE_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("Write your reference")},
    )
