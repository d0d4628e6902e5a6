"""Examines the site and what it stands on, and says what to do. Ends with an error if there is a fault."""

from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from iom_site.operations.doctor.examine import examine
from iom_site.operations.doctor.findings import Verdict
from iom_site.operations.telling import tell_administrators
from pages.values.mail import sends_mail

MARKS = {Verdict.OK: "  ok     ", Verdict.WARNING: "  WARNING", Verdict.FAULT: "  FAULT  "}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they are among the findings

    def add_arguments(self, parser):
        parser.add_argument("--send-to", metavar="ADDRESS", help="send a mail there, to see whether it arrives")
        parser.add_argument("--tell", action="store_true", help="mail the faults to the administrators; no error then")
        parser.add_argument("--quiet", action="store_true", help="say only what is not well")

    def handle(self, *, send_to, tell, quiet, **options):
        if send_to:
            self._send(send_to)
        examined = examine()
        for each in examined:
            for finding in each.findings:
                if finding.verdict != Verdict.OK or not quiet:
                    self.stdout.write(f"{MARKS[finding.verdict]} {each.subject}: {finding.text}")
        faults = [each for each in examined if each.verdict == Verdict.FAULT]
        if faults and tell:
            self._tell(faults)
        elif faults:
            raise CommandError(f"{len(faults)} of {len(examined)} subjects have a fault.")

    def _tell(self, faults):
        said = [f"{each.subject}: {finding.text}" for each in faults for finding in each.findings]
        tell_administrators(_("The site has faults that someone must mend"), said)

    def _send(self, address):
        if not sends_mail():
            raise CommandError("This site sends no mail: set EMAIL_URL.")
        try:
            send_mail("A test of the site", "If you read this, mail leaves the site.", None, [address])
        except OSError as error:
            raise CommandError(f"The mail server did not take the mail ({type(error).__name__}).") from error
        self.stdout.write(f"The mail server took a mail for {address}. See whether it arrives.")
