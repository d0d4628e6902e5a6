"""The forms with which staff upload pictures and documents."""

import logging
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BooleanField, ModelChoiceField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.base.consents import ConsentRecord
from pages.base.image_files import LargeImageError, MovingImageError, cleaned

logger = logging.getLogger(__name__)
TWICE = "wanted_twice"  # the field that lets a copy in


class WholeImageField(WagtailImageField):
    """Wagtail's field, for files as people have them: cut off, of gigantic size, or no picture at all."""

    def to_python(self, data):
        try:
            file = super().to_python(data)
            if file:
                cleaned(file)
        except ValidationError:
            raise
        except MovingImageError as error:
            raise ValidationError(_("This picture moves. Upload a still picture.")) from error
        except (DecompressionBombError, LargeImageError) as error:
            raise ValidationError(_("This picture has too many points. Make it smaller.")) from error
        except Exception as error:  # Willow and Pillow answer a hostile file with any kind of error
            raise ValidationError(
                _("This picture is not whole or cannot be read. Save it anew and try again.")
            ) from error
        return file


class StoredFileForm:
    """The file is stored while the form is checked: a full disk is told beside the field, and leaves no row."""

    def _post_clean(self):
        super()._post_clean()
        file = self.instance.file
        if self.errors or not file or file._committed:
            return
        try:
            self.instance.store_file()
        except OSError as error:
            logger.error("A file could not be stored (%s).", error.strerror or type(error).__name__)
            _remove_half(self.instance)
            self.add_error("file", _("The file could not be stored; the disk may be full. Tell whoever runs the site."))


def _remove_half(instance):
    """What was written before the disk was full."""
    name = instance.storage_name
    if name:
        with suppress(OSError):
            instance.file.storage.delete(name)


class SiteImageForm(StoredFileForm, BaseImageForm):
    """The form of a picture; what cannot be drawn is refused beside the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not declared: the form that edits many has no file.
        if file := self.fields.get("file"):
            self.fields["file"] = WholeImageField(label=file.label, widget=file.widget, required=file.required)
        # A plain list, which also works where many pictures are described at once.
        if consent := self.fields.get("consent"):
            offered = ConsentRecord.objects.filter(Q(withdrawn_on=None) | Q(pk=self.instance.consent_id))
            texts = {"label": consent.label, "help_text": consent.help_text, "required": False}
            self.fields["consent"] = ModelChoiceField(offered, **texts)


class SiteDocumentForm(StoredFileForm, BaseDocumentForm):
    """The form of a document; the model looks into the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            note = _(
                "Where photographs were taken is removed, and so are the authors in the properties of office files. "
                "Authors of a PDF, earlier versions and comments stay in a file: take them out before."
            )
            file.help_text = f"{file.help_text} {note}"
        if self.data.get(self.add_prefix(TWICE)):
            self._ask_whether_twice()

    def _ask_whether_twice(self):
        self.fields[TWICE] = BooleanField(label=_("Upload it all the same"), required=False)

    def _post_clean(self):
        """The file that is here already is named with a link; whoever wants it twice says so."""
        self.instance.is_wanted_twice = bool(self.cleaned_data.get(TWICE))
        super()._post_clean()
        file = self.instance.file
        if "file" not in self.errors or not file or file._committed:
            return
        if self.instance.collection_id and (copy := self.instance.copy_here()):
            self._ask_whether_twice()
            link = reverse("wagtaildocs:edit", args=[copy.pk])
            title = format_html('<a href="{}" target="_blank">{}</a>', link, copy.title)
            text = _("The same file is here already: %(document)s. Use that one, or say below that you need both.")
            self._errors["file"] = self.error_class([format_html(str(text).replace("%(document)s", "{}"), title)])
