from uuid import NAMESPACE_URL, uuid5

from django.db import models

SAMPLE = "sample-"  # what the keys of sample items begin with, and no others


def translation_key(key):
    """The same for one piece in every language, so that its translations know each other."""
    return uuid5(NAMESPACE_URL, f"initial-content/{key}")


def sample_keys():
    """The translation keys of the sample items that were made."""
    keys = InitialContentRecord.objects.filter(key__startswith=SAMPLE).values_list("key", flat=True)
    return frozenset(map(translation_key, keys))


class InitialContentRecord(models.Model):
    """Remembers which piece of the initial content was handed over to staff, so that it is never made again.

    Without it a page that an editor deleted would come back with the next start of the site.
    """

    key = models.CharField(max_length=120)
    language_code = models.CharField(max_length=20)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language_code"], name="initial_content_once")]

    def __str__(self):
        return f"{self.key} ({self.language_code})"
