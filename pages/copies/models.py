"""The site of one language as one file that somebody carries along: where it lies, and what it is known by."""

from django.db import models
from wagtail.models import Locale

LANGUAGE_LENGTH = Locale._meta.get_field("language_code").max_length


class SiteZip(models.Model):
    """The last one of a language. Made by `iom_site.copies.zips`, downloaded by readers from `pages.copies.views`."""

    language = models.CharField(max_length=LANGUAGE_LENGTH, unique=True)
    file = models.FileField(upload_to="copies")
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField()
    version = models.CharField(max_length=100, blank=True)  # of the site, that it holds (`pages.values.site_version`)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @property
    def name(self):
        """What it is called on the disk of whoever has it: nothing that tells what it is about."""
        return f"site-{self.language}-{self.made_on}.zip"
