"""The doctor: asks everything in turn. What cannot be asked is a finding too, and stops nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iom_site.operations.doctor import machine, outside, people, upkeep
from iom_site.operations.doctor.findings import Finding, Verdict, fault, ok

CHECKS = {
    gettext_lazy("Settings"): machine.check_settings,
    gettext_lazy("Address of the site"): machine.check_address,
    gettext_lazy("Database"): machine.check_database,
    gettext_lazy("Tables"): machine.check_migrations,
    gettext_lazy("Cache"): machine.check_cache,
    gettext_lazy("Uploads"): machine.check_uploads,
    gettext_lazy("Static files"): machine.check_static_files,
    gettext_lazy("Disk"): machine.check_disk,
    gettext_lazy("Clock"): machine.check_clock,
    gettext_lazy("Mail"): outside.check_mail,
    gettext_lazy("Certificate"): outside.check_certificate,
    gettext_lazy("Pages kept by the proxy"): outside.check_delivery,
    gettext_lazy("Backups"): upkeep.check_backups,
    gettext_lazy("Audit log"): upkeep.check_audit_log,
    gettext_lazy("Message keys"): upkeep.check_message_keys,
    gettext_lazy("Scheduled work"): upkeep.check_jobs,
    gettext_lazy("Worker"): upkeep.check_worker,
    gettext_lazy("Search"): upkeep.check_search,
    gettext_lazy("Roles"): people.check_roles,
    gettext_lazy("Second factor"): people.check_second_factor,
}


@dataclass(frozen=True)
class Examined:
    """A subject and everything that was found of it; at least one finding."""

    subject: str
    findings: list[Finding]

    @property
    def verdict(self):
        """The worst of them."""
        order = list(Verdict)
        return max((finding.verdict for finding in self.findings), key=order.index)


def examine():
    """What is found of each subject, in the order of `CHECKS`."""
    return [examine_one(subject) for subject in CHECKS]


def examine_one(subject):
    """What is found of one subject of `CHECKS`."""
    return Examined(str(subject), _findings(CHECKS[subject]))


def _findings(check):
    try:
        return list(check()) or [ok(_("Well."))]
    except Exception as error:  # whatever it is: this is what the doctor is there to tell
        # Words of an error can hold a password, so the kind must do.
        return [fault(_("It does not answer as it should (%(error)s).") % {"error": type(error).__name__})]
