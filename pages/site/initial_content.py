from django.db import models


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
