import logging
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from pages.base.consents import ConsentRecord
from pages.base.document_files import MacrosError, WrongContentError, check, pages_of_pdf
from pages.base.document_places import PlaceStaysError, without_places
from pages.base.image_files import cleaned
from pages.base.published_files import PublishedFileMixin
from pages.values.background import background_task
from pages.values.cache import invalidate
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

logger = logging.getLogger(__name__)
TOKEN_LENGTH = 12


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
    """A picture with what a page must say of it. Metadata of the camera is removed on upload.

    Nobody guesses the address of a drawn size: its name holds letters by chance.
    """

    class People(models.TextChoices):
        NOBODY = "nobody", _("No one can be recognised")
        CONSENT = "consent", _("People who agreed to it")
        PUBLIC = "public", _("Only officials or speakers at a public event")

    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made the picture; shown under it.")
    )
    shows_people = models.CharField(
        _("people in the picture"),
        max_length=10,
        blank=True,
        choices=People,
        help_text=_("Faces, but also a tattoo, a name on a badge, a house. Without an answer it cannot be published."),
    )
    consent = models.ForeignKey(
        ConsentRecord,
        verbose_name=_("consent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="images",
        help_text=_("The record of what they agreed to. It is made under “Consents”, and never shown to readers."),
    )
    public_reason = models.CharField(
        _("which public event"),
        max_length=250,
        blank=True,
        help_text=_(
            "For officials and speakers: which event, open to whom. Never for people whom the office helps, nor for "
            "children. Not shown to readers."
        ),
    )
    # The last day on which readers may be shown it, as its consent says; kept here so that no page asks for it.
    shown_until = models.DateField(null=True, editable=False)

    # After the file: who is in it decides whether it may be used.
    admin_form_fields = (
        *("title", "file", "shows_people", "consent", "public_reason"),
        *(name for name in Image.admin_form_fields if name not in ("title", "file")),
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def store_file(self):
        """Write a new file to where it stays, cleaned."""
        file = cleaned(self.file.file)
        if file:
            file.name = self.file.name
            self.file = file
        path = Path(self.file.name)
        self.file.name = f"{path.stem[:60]}-{get_random_string(TOKEN_LENGTH)}{path.suffix}"
        super().store_file()

    def clean(self):
        super().clean()
        if self.shows_people == self.People.CONSENT and not self.consent_id:
            raise ValidationError({"consent": _("Choose the record of their consent, or leave the answer open.")})
        if self.shows_people == self.People.PUBLIC and not self.public_reason.strip():
            raise ValidationError({"public_reason": _("Say which event it was.")})

    @property
    def may_be_shown(self):
        """Whether readers may see it today: by the clock, whether or not a command has run since."""
        if self.shows_people != self.People.CONSENT:
            return bool(self.shows_people)
        return bool(self.consent_id) and (self.shown_until is None or self.shown_until >= timezone.localdate())

    @property
    def is_withheld(self):
        """Whether no size of it is drawn, not even for staff: it would have an address that anyone can open."""
        return self.shows_people == self.People.CONSENT and not self.may_be_shown

    def why_not_shown(self):
        """One sentence, for staff; nothing if it may be shown."""
        if self.may_be_shown:
            return ""
        if not self.shows_people:
            text = gettext("Picture “%(title)s”: say in the library whether people can be recognised in it.")
        elif not self.consent_id:
            text = gettext("Picture “%(title)s”: people can be recognised, and there is no consent.")
        else:
            text = gettext("Picture “%(title)s”: the consent %(consent)s does not hold (%(state)s).")
        state = {"consent": self.consent, "state": self.consent.state} if self.consent_id else {}
        return text % {"title": self.title, **state}

    def get_rendition(self, filter):  # noqa: A002  # Wagtail's name
        return self._not_found() if self.is_withheld else super().get_rendition(filter)

    def get_renditions(self, *filters):
        if self.is_withheld:
            return {getattr(each, "spec", each): self._not_found() for each in filters}
        return super().get_renditions(*filters)

    def _not_found(self):
        """What Wagtail gives for a file that is gone."""
        rendition = SiteImageRendition(image=self, width=0, height=0)
        rendition.file.name = "not-found"
        return rendition

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.store_file()
            self._set_image_file_metadata()
        self.shown_until = self.consent.last_day if self.consent_id else None
        super().save(*args, **kwargs)
        if self.is_withheld:
            self.delete_renditions()

    def delete_renditions(self):
        """Take every drawn size away, with its file: its address answers no more."""
        for rendition in self.renditions.all():
            rendition.delete()

    def renditions_for(self, shape):
        """What can be shown of the picture in a shape: `{format: [rendition, …]}`, the best format first.

        What is drawn already, else one JPEG drawn now; nothing for a picture that cannot be drawn.
        """
        if not self.may_be_shown:
            return {}
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
        """A rendition, drawn now if it is not there; nothing if the picture cannot be drawn or must not be shown."""
        if not self.may_be_shown:
            return None
        try:
            return self.get_rendition(spec)
        except Exception as error:  # a file that is gone or broken raises whatever it likes
            logger.warning("Picture %s cannot be drawn (%s).", self.pk, type(error).__name__)
            return None


@background_task
def draw_renditions(pk):
    """Draw a picture in every size and format that the templates ask for."""
    image = SiteImage.objects.filter(pk=pk).first()
    if image and not image.is_withheld:
        for shape in SHAPES.values():
            image.get_renditions(*Filter.expand_spec(shape.specs))
        image.get_rendition(SOCIAL_CARD)
        invalidate()  # pages show a picture as far as it is drawn


class FileSizeField(models.PositiveIntegerField):
    """How many bytes `file` has, written with the row, also where rows are written in bulk.

    A page that says it need not ask where the file lies.
    """

    def pre_save(self, model_instance, add):
        if add:
            setattr(model_instance, self.attname, model_instance.file.size)
        return super().pre_save(model_instance, add)


class SiteImageRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")
    file_size = FileSizeField(editable=False)

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

    is_wanted_twice = False  # an editor has said so

    page_count = models.PositiveIntegerField(null=True, editable=False)  # of a PDF

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        super().clean()
        if self.file and not self.file._committed:
            self._check_content()
            self._prepare_file()
            self._check_for_copies()

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self._prepare_file()
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

    def _prepare_file(self):
        """Take out where its photographs were taken and who wrote it as far as its properties say; count its pages."""
        try:
            file = without_places(self.file.file, self.file_extension.lower())
        except PlaceStaysError as error:
            message = _(
                "“%(name)s” within this file may say where it was taken, and that cannot be removed here. Save it as "
                "JPEG or PNG without a password, or leave it out."
            )
            raise ValidationError({"file": message % {"name": error}}) from error
        if file is not None:
            file.name = self.file.name
            self.file = file
        self.page_count = pages_of_pdf(self.file.file) if self.file_extension.lower() == "pdf" else None

    def _check_for_copies(self):
        if not self.is_wanted_twice and (copy := self.copy_here()):
            message = _("The same file is here already: “%(title)s”. Use that one.")
            raise ValidationError({"file": message % {"title": copy.title}})

    def copy_here(self):
        """Another document with the very same file in the same collection, if there is one."""
        self._set_file_hash()
        same = SiteDocument.objects.filter(file_hash=self.file_hash, collection=self.collection_id)
        return same.exclude(pk=self.pk).first()
