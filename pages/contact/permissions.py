"""Who may read which messages."""

from django.contrib.auth import get_user_model

from pages.contact.models import Message

PERMISSIONS = {
    Message.Kind.CONTACT: "handle_messages",
    Message.Kind.CONFIDENTIAL: "handle_confidential_messages",
}


def people(kind):
    """Those who may read messages of this kind because a role of theirs may."""
    return (
        get_user_model()
        .objects.filter(
            is_active=True,
            groups__permissions__codename=PERMISSIONS[kind],
            groups__permissions__content_type__app_label="pages",
        )
        .distinct()
    )


def kinds_for(user):
    """The kinds of messages that somebody may read.

    An administrator reads ordinary ones by office, confidential ones only as a member of a role that may: a complaint
    can be about an administrator.
    """
    if not user.is_active:
        return []
    by_office = [Message.Kind.CONTACT] if user.is_superuser else []
    return [kind for kind in Message.Kind if kind in by_office or people(kind).filter(pk=user.pk).exists()]
