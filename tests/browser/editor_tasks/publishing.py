"""When readers see it, who checks it, and its other languages."""

from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("Publishing and translating")


@task("Choose when a page appears and ends, then take that back", "moderators")
def schedule(desk):
    desk.find("Sample 9")
    desk.button("Toggle status")
    desk.button("Set schedule")
    desk.fill_date("Expiry date/time", "2027-12-31 18:00", inside=desk.dialog)
    desk.button("Save schedule", inside=desk.dialog)
    desk.sees("31 December 2027")
    desk.button("Edit schedule")
    desk.fill_date("Expiry date/time", "", inside=desk.dialog)
    desk.button("Save schedule", inside=desk.dialog)
    desk.sees("No publishing schedule set")
    return desk.publish()


@task("Send a change to be checked; another looks and publishes", "editors")
def check(desk):
    desk.start("Change the home page")
    desk.fill("Headline", "A sample headline of a walk")
    desk.more("Send to be checked")
    desk.told("submitted")
    other = desk.colleague("moderators")
    other.link("Home", inside=other.region("Awaiting your review"))
    other.button("Approve and Publish")
    other.told("is published")
    return desk.reader("/en/", "A sample headline of a walk")


@task("See which languages are behind; take a file out for a translator and bring it back", "translators")
def file_of_translation(desk):
    desk.menu("Translations")
    desk.click(desk.row("Contact").get_by_role("link").nth(1))
    desk.sees("Take out as a file (PO)")
    with desk.page.expect_download() as download:
        desk.link("Take out as a file (PO)")
    text = download.value.path().read_text(encoding="utf-8")
    desk.link("Bring a file back")
    file = {"name": "contact.po", "mimeType": "text/x-po", "buffer": text.encode()}
    desk.upload("PO file", file)
    desk.button("Put it into a draft")
    return desk.told("draft")
