"""What a check says: of which subject, how it stands, and in a sentence what to do."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    OK = "ok", _("well")
    WARNING = "warning", _("look at it")
    FAULT = "fault", _("act now")


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    text: str


def ok(text):
    return Finding(Verdict.OK, str(text))


def warning(text):
    return Finding(Verdict.WARNING, str(text))


def fault(text):
    return Finding(Verdict.FAULT, str(text))
