"""Wagtail's command, which runs every minute: first what must go, then what is due. Consents end here by the clock."""

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from pages.consents.withdrawal import end_expired


class Command(PublishScheduled):
    help = __doc__

    def handle(self, *args, **options):
        if not options["dryrun"]:
            end_expired()
        super().handle(*args, **options)
