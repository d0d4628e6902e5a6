import logging

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from pages.base.document_files import MacrosError, WrongContentError, check, pages_of_pdf
from pages.base.image_files import cleaned
from pages.base.published_files import PublishedFileMixin
from pages.values.background import background_task
from pages.values.cache import invalidate
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

logger = logging.getLogger(__name__)


class StoredFile:
    """A file that is written before its row: what cannot be written leaves no row."""

    storage_name = ""

    def store_file(self):
        """Write a new file to where it stays; `OSError` if there is no room. `storage_name` is its place there."""
        file = self.file
        name = file.field.generate_filename(self, file.name)
        self.storage_name = file.storage.get_available_name(name, max_length=file.field.max_length)
        file.save(file.name, file.file, save=False)


class SiteImage(PublishedFileMixin, StoredFile, AbstractImage):
    """A picture with what a page must say of it. Metadata of the camera is removed on upload."""

    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made the picture; shown under it.")
    )
    consent_note = models.CharField(
        _("consent"),
        max_length=250,
        blank=True,
        help_text=_("If people can be recognised: where their written consent is kept. Never shown to readers."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit", "consent_note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def store_file(self):
        """Write a new file to where it stays, cleaned."""
        file = cleaned(self.file.file)
        if file:
            file.name = self.file.name
            self.file = file
        super().store_file()

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.store_file()
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def renditions_for(self, shape):
        """What can be shown of the picture in a shape: `{format: [rendition, …]}`, the best format first.

        What is drawn already, else one JPEG drawn now; nothing for a picture that cannot be drawn.
        """
        filters = [Filter(spec) for spec in Filter.expand_spec(shape.specs)]
        ready = {each.spec: rendition for each, rendition in self.find_existing_renditions(*filters).items()}
        jpegs = [each.spec for each in filters if each.spec.endswith("format-jpeg")]
        if not any(spec in ready for spec in jpegs):
            ready = {jpegs[0]: self.rendition_or_none(jpegs[0])}
        formats = {}
        for each in filters:
            if rendition := ready.get(each.spec):
                formats.setdefault(each.spec.rpartition("format-")[2], []).append(rendition)
        return formats

    def rendition_or_none(self, spec):
        """A rendition, drawn now if it is not there; nothing if the picture cannot be drawn."""
        try:
            return self.get_rendition(spec)
        except Exception as error:  # a file that is gone or broken raises whatever it likes
            logger.warning("Picture %s cannot be drawn (%s).", self.pk, type(error).__name__)
            return None


@background_task
def draw_renditions(pk):
    """Draw a picture in every size and format that the templates ask for."""
    image = SiteImage.objects.filter(pk=pk).first()
    if image:
        for shape in SHAPES.values():
            image.get_renditions(*Filter.expand_spec(shape.specs))
        image.get_rendition(SOCIAL_CARD)
        invalidate()  # pages show a picture as far as it is drawn


class SiteImageRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SiteDocument(PublishedFileMixin, StoredFile, AbstractDocument):
    """A file to download, with the language it is in. It is what its name says."""

    language = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The language of the text in the file; shown beside the link."),
    )

    page_count = models.PositiveIntegerField(null=True, editable=False)  # of a PDF

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        super().clean()
        if self.file and not self.file._committed:
            self._check_content()
            self._check_for_copies()

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.page_count = pages_of_pdf(self.file.file) if self.file_extension.lower() == "pdf" else None
        super().save(*args, **kwargs)

    def _check_content(self):
        try:
            check(self.file.file, self.file_extension.lower())
        except MacrosError as error:
            message = _("This document holds macros, which are programs. Save it without them.")
            raise ValidationError({"file": message}) from error
        except WrongContentError as error:
            message = _("This file is not a whole %(kind)s file, whatever its name says. Save it anew and try again.")
            raise ValidationError({"file": message % {"kind": self.file_extension.upper()}}) from error

    def _check_for_copies(self):
        self._set_file_hash()
        same = SiteDocument.objects.filter(file_hash=self.file_hash, collection=self.collection_id)
        if copy := same.exclude(pk=self.pk).first():
            message = _("The same file is here already: “%(title)s”. Use that one.")
            raise ValidationError({"file": message % {"title": copy.title}})
