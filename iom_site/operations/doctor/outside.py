"""What other machines must do: take mail, show readers a certificate that is good, keep pages for them."""

import socket
import ssl
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection
from itertools import pairwise
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from iom_site.operations.doctor.findings import fault, ok, warning
from pages.values.mail import sends_mail

SECONDS = 5  # to wait for another machine
FEW_DAYS, VERY_FEW_DAYS = 21, 5
ASKED_AGAIN = 5  # times: the proxy asks after what it keeps once a second, and one of these may be the next one


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


def check_delivery():
    """The proxy has for the next one what it gave the last. Where it cannot be asked from here, no more is said."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https":
        yield ok(_("Not looked at, since SITE_URL has no https."))
        return
    try:
        answers = [_kept_word(address) for _each in range(ASKED_AGAIN)]
    except (OSError, HTTPException):
        yield ok(_("Not looked at: %(host)s cannot be reached from here.") % {"host": address.hostname})
        return
    if not all(answers):
        yield ok(_("Not looked at: %(host)s answers with something else.") % {"host": address.hostname})
    elif not any(one == next_one for one, next_one in pairwise(answers)):
        yield warning(
            _(
                "The proxy keeps no pages: each reader waits until one is made, and no one gets any while the site "
                "rests. Is it nginx with deploy/nginx.conf, may it write to /var/cache/nginx-site, and is there room?"
            )
        )


def _kept_word(address):
    """What `/kept.txt` says at the moment; nothing if it is not there."""
    connection = HTTPSConnection(address.hostname, address.port, timeout=SECONDS)
    try:
        connection.request("GET", "/kept.txt")
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    finally:
        connection.close()
