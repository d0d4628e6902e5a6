"""When each piece of scheduled work ran last: who finds it due takes it, however many look at the same moment."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class ScheduledJob(models.Model):
    """A command that runs again and again, by its name. What it does stands in `iom_site.operations.jobs`."""

    name = models.CharField(max_length=50, primary_key=True)
    due_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    # The kind of the error of the last run: its words could hold an address.
    error = models.CharField(max_length=100, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def take(cls, name, patience):
        """Whether it is due and is ours to run: of many who ask at once, one is told so.

        If whoever took it is killed, it is due again when its `patience` is over.
        """
        cls.objects.get_or_create(name=name)
        now = timezone.now()
        due = cls.objects.filter(name=name, due_at__lte=now)
        return bool(due.update(due_at=now + patience, started_at=now))

    @classmethod
    def ended(cls, name, every, error=""):
        """It ran: on success it is due after `every`, else soon again."""
        now = timezone.now()
        if error:
            cls.objects.filter(name=name).update(due_at=now + min(every, RETRY_AFTER), error=error[:100])
        else:
            cls.objects.filter(name=name).update(due_at=now + every, error="", succeeded_at=now)


RETRY_AFTER = timedelta(minutes=15)
