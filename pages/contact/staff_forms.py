"""The forms by which staff answer messages and take them out."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from pages.contact.forms import LINE_MAX_LENGTH, MAX_LENGTH, MIN_LENGTH, PlainTextField
from pages.contact.models import Message
from pages.contact.permissions import PERMISSIONS


class StaffForm(forms.Form):
    """A form of staff about a message."""

    def __init__(self, *args: Any, message: Message, **options: Any) -> None:
        super().__init__(*args, **options)


class AnswerForm(StaffForm):
    """What the sender reads under the reference."""

    answer = PlainTextField(
        label=_("Answer"),
        help_text=_("The sender reads it on the site with the reference. Write in the language of the message."),
        longest=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class WithdrawForm(StaffForm):
    """Which answer the sender shall no longer see."""

    def __init__(self, *args: Any, message: Message, **options: Any) -> None:
        super().__init__(*args, message=message, **options)
        self.fields["given"] = forms.ModelChoiceField(message.answers.filter(is_withdrawn=False))


class NoteForm(StaffForm):
    """What only those who may read the message can see."""

    note = PlainTextField(label=_("Note"), longest=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(StaffForm):
    """The role that takes care of a message: one of those that may read it."""

    def __init__(self, *args: Any, message: Message, **options: Any) -> None:
        super().__init__(*args, message=message, initial={"role": message.assigned_to_id}, **options)
        readers = Group.objects.filter(
            permissions__codename=PERMISSIONS[message.kind], permissions__content_type__app_label="pages"
        )
        self.fields["role"] = forms.ModelChoiceField(readers, label=_("Role"), required=False)


class ExportForm(forms.Form):
    """For a file with the words of messages: who asks says why, and gives the file a password."""

    reason = PlainTextField(
        label=_("Why this file is needed"),
        help_text=_("Kept with each message. Write nothing of what stands in them."),
        shortest=MIN_LENGTH,
        longest=LINE_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    file_password = forms.CharField(
        label=_("A new password for the file"),
        help_text=_(
            "At least 16 letters. Excel asks for it. Whoever forgets it has no file; tell it to nobody by mail."
        ),
        strip=False,
        min_length=16,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
