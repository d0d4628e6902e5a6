from django.db import models


class TranslationStatus(models.Model):
    """Whether a published page still says what its source says.

    Kept beside the pages, so that lists and notices ask one table for every kind of page. Written by
    `pages.translations.status` when a page is published; never by hand.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_status")
    # Of what the published page says, and when that last became something else.
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True)
    # Since when the source says something else than this translation.
    outdated_since = models.DateTimeField(null=True)
    needs_review = models.BooleanField(default=False)

    def __str__(self):
        return str(self.page)
