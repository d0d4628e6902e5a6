"""What other machines must do: take mail, and show readers a certificate that is good."""

import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from iom_site.operations.doctor.findings import fault, ok, warning
from pages.values.mail import sends_mail

SECONDS = 5  # to wait for another machine
FEW_DAYS, VERY_FEW_DAYS = 21, 5


def check_mail():
    """The mail server takes us in; whether a mail arrives only `doctor --send-to` can show."""
    if not sends_mail():
        say = warning if settings.LOCAL else fault
        yield say(_("No mail leaves this site: set EMAIL_URL. Until then no one is told of anything."))
        return
    connection = get_connection(timeout=SECONDS)
    try:
        connection.open()
        connection.close()
    except OSError as error:  # smtplib's errors are among them
        text = _("The mail server does not take us in (%(error)s): check EMAIL_URL.")
        yield fault(text % {"error": type(error).__name__})


def check_certificate():
    """As a browser would see it. Where the address cannot be reached from here, that is said and no more."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https":
        yield ok(_("There is none, since SITE_URL has no https."))
        return
    place = (address.hostname, address.port or 443)
    try:
        with (
            socket.create_connection(place, timeout=SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as connection,
        ):
            ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(connection.getpeercert()["notAfter"]), UTC)
    except ssl.SSLCertVerificationError as error:
        text = _("Browsers refuse the certificate of %(host)s: %(reason)s.")
        yield fault(text % {"host": address.hostname, "reason": error.verify_message})
        return
    except OSError:
        yield warning(_("%(host)s cannot be reached from here: its certificate was not seen.") % {"host": place[0]})
        return
    days = (ends - timezone.now()).days
    if days < FEW_DAYS:
        say = fault if days < VERY_FEW_DAYS else warning
        text = _("The certificate of %(host)s ends on %(date)s: renew it.")
        yield say(text % {"host": address.hostname, "date": ends.date()})
    else:
        yield ok(_("The certificate is good until %(date)s.") % {"date": ends.date()})
