"""Asks for every public address once, so that the proxy can give it while the site rests."""

from django.core.management.base import BaseCommand, CommandError

from iom_site.warming import Through, Warmed, warm

SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--address", default="", help="where the proxy is if not at SITE_URL, such as https://127.0.0.1"
        )
        parser.add_argument("--any-certificate", action="store_true", help="do not ask who signed its certificate")

    def handle(self, *, address, any_certificate, **options):
        warmed, is_watched = Warmed(), self.stdout.isatty()
        for warmed, left in warm(Through(address, any_certificate=any_certificate)):
            if is_watched:
                self.stdout.write(f"\r{len(warmed.addresses)} addresses, {left} to go ", ending="")
                self.stdout.flush()
        if is_watched:
            self.stdout.write("")
        self.stdout.write(f"Asked for {len(warmed.addresses)} addresses, {warmed.asked} times in all.")
        if warmed.failed:
            for line in warmed.failed[:SHOWN]:
                self.stderr.write(line)
            raise CommandError(f"{len(warmed.failed)} of them were not answered.")
