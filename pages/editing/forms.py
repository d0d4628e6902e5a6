"""The hidden field by which the server knows a form of something new that it has already taken."""

from uuid import uuid4

from django import forms


class CreationKeyMixin:
    """For forms of what has translations: the key that the form was opened with becomes that of its translations.

    The database holds one of a key in a language, so a form that is sent twice cannot make two.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["creation_key"] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def _post_clean(self):
        key = self.cleaned_data.pop("creation_key", None)
        model = type(self.instance)
        if key and not self.instance.pk and not model._base_manager.filter(translation_key=key).exists():
            self.instance.translation_key = key
        super()._post_clean()
