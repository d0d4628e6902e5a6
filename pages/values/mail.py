"""Whether mail from this site reaches anybody: what is thrown away or only printed is never called sent."""

from django.conf import settings
from django.core.checks import Warning as CheckWarning

NOWHERE = ("dummy", "console", "filebased")


def sends_mail() -> bool:
    """Whether a mail server is set up (EMAIL_URL)."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in NOWHERE


def check_mail(app_configs: object, **kwargs: object) -> list[CheckWarning]:
    """For `check --deploy`: without mail nobody is told that a message waits or that a number must be verified."""
    if sends_mail():
        return []
    hint = "Set EMAIL_URL (see .env.example). Until then resets of passwords and notices to staff reach nobody."
    return [CheckWarning("This site sends no mail.", hint=hint, id="pages.W001")]
