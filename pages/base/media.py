from io import BytesIO

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageOps
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from pages.values.image_sizes import SHAPES


def without_metadata(file):
    """The same picture without place, device and other metadata, upright; `None` if there is nothing to remove.

    JPEG keeps its quantisation, so the picture loses nothing; a turned one is turned for good.
    """
    with Picture.open(file) as picture:
        exif = picture.getexif()
        kind = picture.format
        if not exif and not any(key in picture.info for key in ("xmp", "XML:com.adobe.xmp", "comment", "photoshop")):
            return None
        options = {"icc_profile": picture.info.get("icc_profile")}
        if exif.get(0x0112, 1) != 1:
            picture = ImageOps.exif_transpose(picture)
            options["quality"] = 92
        elif kind == "JPEG":
            options["quality"] = "keep"
        elif kind in ("WEBP", "AVIF"):
            options["quality"] = 92
        picture.info = {}
        result = BytesIO()
        picture.save(result, format=kind, exif=b"", **{key: value for key, value in options.items() if value})
        return ContentFile(result.getvalue())


class SiteImage(AbstractImage):
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
        cleaned = None
        if self.file and not self.file._committed:
            cleaned = without_metadata(self.file.file)
            self.file.file.seek(0)
            if cleaned:
                cleaned.name = self.file.name
                self.file = cleaned
        super().save(*args, **kwargs)
        if cleaned:
            self._set_image_file_metadata()
            super().save(update_fields=["file_size", "file_hash"])

    def draw_all_sizes(self):
        """Make every size and format that the templates ask for, so that no reader waits for one."""
        for shape in SHAPES.values():
            self.get_renditions(*Filter.expand_spec(shape.specs))


class SiteImageRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SiteDocument(AbstractDocument):
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
