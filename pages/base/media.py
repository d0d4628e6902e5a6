import logging

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from pages.base.image_files import cleaned
from pages.base.published_files import PublishedFileMixin
from pages.values.background import background_task
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

logger = logging.getLogger(__name__)


class SiteImage(PublishedFileMixin, AbstractImage):
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

    def save(self, *args, **kwargs):
        file = cleaned(self.file.file) if self.file and not self.file._committed else None
        if file:
            file.name = self.file.name
            self.file = file
        super().save(*args, **kwargs)
        if file:
            self._set_image_file_metadata()
            super().save(update_fields=["file_size", "file_hash"])

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


class SiteImageRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SiteDocument(PublishedFileMixin, AbstractDocument):
    """A file to download, with the language it is in."""

    language = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The language of the text in the file; shown beside the link."),
    )

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
