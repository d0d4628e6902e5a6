"""Numbers that people in danger call."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("Hotlines")


def fill_new_line(desk, name, verified_on):
    desk.menu("Hotlines")
    desk.link("Add hotline")
    desk.fill("Name", name)
    desk.fill("Number", "+99300000081")
    desk.fill_date("Verified on", verified_on)
    desk.fill("Verified by", "Sample unit")


@task("Add a hotline: one calls and writes, another publishes", "moderators")
def add_line(desk):
    fill_new_line(desk, "Sample line of a walk", f"{timezone.localdate():%Y-%m-%d}")
    desk.button("Publish")
    desk.told("somebody else publishes")
    other = desk.colleague("second-moderator")
    other.link("Sample line of a walk", inside=other.region("Awaiting your review"))
    other.button("Approve and Publish")
    other.told("is published")
    return desk.reader("/en/notes/", "Sample line of a walk")


@task("Verify a number on a day to come: it is refused, and why", "moderators")
def day_to_come(desk):
    fill_new_line(desk, "Sample line of tomorrow", f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    desk.button("Publish")
    return desk.sees("This day is still to come")


@task("Verify a number again as an Editor, whose word a Moderator publishes", "editors")
def verify(desk):
    desk.link("Sample line that is being checked", inside=desk.page.get_by_role("main"))
    desk.fill_date("Verified on", f"{timezone.localdate():%Y-%m-%d}")
    desk.more("Send to be checked")
    desk.told("submitted")
    other = desk.colleague("moderators")
    other.link("Sample line that is being checked", inside=other.region("Awaiting your review"))
    other.button("Approve and Publish")
    return other.told("is published")
