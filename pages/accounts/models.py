from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Someone who signs in to edit. Ours from the first migration, since it cannot be swapped later."""

    email = models.EmailField(_("email address"), help_text=_("Used to reset the password and for notices."))

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Another person has this email address."),
            )
        ]
