"""The twelve that come most often."""

import re

from tests.browser.editor_tasks.files import drawn
from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("The twelve that come most often")
NEWS = "Sample news of a walk"


def choose_new_picture(desk, title):
    """Uploads a photograph in the window in which pictures are chosen."""
    desk.button("Choose an image", inside=desk.region("Picture"))
    desk.tab("Upload")
    desk.upload("File", drawn("walk.jpg", "JPEG"), inside=desk.dialog)
    desk.fill("Title", title, inside=desk.dialog)
    desk.choose("People in the picture", "No one can be recognised", inside=desk.dialog)
    desk.button("Upload", inside=desk.dialog)
    desk.sees(title, inside=desk.region("Picture"))
    desk.fill("Caption of the picture", "People on a sample walk.")


@task("Write a news item with a picture and publish it", "moderators")
def news(desk):
    desk.start("Write a news item")
    desk.fill("Title", NEWS)
    desk.choose("Kind", "News")
    desk.fill("Lead", "A sample lead of a walk.")
    choose_new_picture(desk, "Sample photograph of a walk")
    desk.insert("Text", inside=desk.region("Body"))
    desk.write("Text", "A sample text of a walk.")
    desk.publish()
    return desk.reader("/en/news/", NEWS)


@task("Correct it, and say what was wrong", "moderators")
def correction(desk):
    desk.find(NEWS)
    desk.fill("Lead", "A corrected lead of a walk.")
    desk.tab("Upkeep and sources")
    part = desk.region("Corrections")
    desk.button("Insert a block", inside=part)
    desk.fill_date("Date", "2026-11-20", inside=part)
    desk.fill("What changed", "A sample of what was wrong.", inside=part)
    desk.publish()
    return desk.reader("/en/news/sample-news-of-a-walk/", "A sample of what was wrong.")


@task("Publish a report with its file", "moderators")
def publication(desk):
    desk.start("Add a publication")
    desk.fill("Title", "Sample report of a walk")
    desk.fill("Lead", "A sample lead of a report.")
    desk.choose("Kind", "Report")
    desk.fill("Published", "11.2026")
    files = desk.region("The publication")
    desk.button("Insert a block", inside=files)
    desk.button("Choose a document", inside=files)
    desk.tab("Upload")
    desk.upload("File", drawn("walk.pdf", "PDF"), inside=desk.dialog)
    desk.fill("Title", "Sample file of a report", inside=desk.dialog)
    desk.choose("Language", "English", inside=desk.dialog)
    desk.button("Upload", inside=desk.dialog)
    desk.sees("Sample file of a report", inside=files)
    desk.publish()
    return desk.reader("/en/publications/sample-report-of-a-walk/", "PDF")


@task("Announce an event", "moderators")
def event(desk):
    desk.start("Announce an event")
    desk.fill("Title", "Sample event of a walk")
    desk.fill("Lead", "A sample lead of an event.")
    desk.fill_date("Begins", "2027-05-20 10:00")
    desk.fill_date("Ends", "2027-05-20 12:00")
    desk.fill("Venue", "A sample venue")
    desk.publish()
    return desk.reader("/en/events/", "Sample event of a walk")


@task("Announce a vacancy", "moderators")
def vacancy(desk):
    desk.start("Announce a vacancy")
    desk.fill("Title", "Sample vacancy of a walk")
    desk.fill("Lead", "A sample lead of a vacancy.")
    desk.fill_date("Deadline", "2027-06-30 17:00")
    desk.publish()
    return desk.reader("/en/opportunities/", "Sample vacancy of a walk")


@task("Put an alert on the site, in three languages", "moderators")
def alert(desk):
    desk.start("Put an alert on the site")
    desk.link("Add alert")
    desk.fill("Title", "Sample alert.")
    desk.write("Text", "A sample alert of a walk.")
    desk.publish()
    for language in ("Русский", "Türkmençe"):
        desk.options("Sample alert.", "Translate")
        desk.check(language)
        desk.button("Submit")
        desk.publish()
    return desk.reader("/ru/", "A sample alert of a walk.")


@task("Replace the number of a hotline: one calls and writes, another publishes", "moderators")
def hotline_number(desk):
    desk.menu("Hotlines")
    desk.link("Sample line 1")
    desk.fill("Number", "+99300000071")
    desk.fill("Number as it is read", "+993 00 00 00 71")
    desk.button("Publish")
    desk.told("somebody else publishes")
    other = desk.colleague("second-moderator")
    other.link("Sample line 1", inside=other.region("Awaiting your review"))
    other.button("Approve and Publish")
    other.told("published")
    return desk.reader("/en/notes/", "+993 00 00 00 71")


@task("Answer a message", "message-desk")
def message(desk):
    reference = desk.visitor_writes("/en/contact/", "A sample question of a walk")
    desk.home()
    desk.link("New: 1", inside=desk.region("Messages"))
    desk.link(re.compile(r"^M-\d+"))
    desk.fill("Answer", "A sample answer of a walk.")
    desk.button("Show this answer under the reference")
    desk.told(re.compile("."))
    return desk.visitor_reads("/en/contact/a/", reference, "A sample answer of a walk.")


@task("Add a result to a project", "moderators")
def result(desk):
    desk.menu("Programmes", "Projects")
    desk.link("Sample project")
    desk.button("Insert a block", inside=desk.region("Results"), nth=1)
    part = desk.region(re.compile(r"^Result\W*$"))
    desk.fill("What is measured", "Sample results of a walk", inside=part)
    desk.fill("Reached", "7", inside=part)
    desk.fill("As of", "11.2026", inside=part)
    desk.fill("Source", "A sample source", inside=part)
    desk.publish()
    return desk.reader("/en/our-work/young-people/sample-project/", "Sample results of a walk")


@task("Translate a page that changed, say that it is up to date, have it published", "translators")
def translation(desk):
    publisher = desk.colleague("moderators")
    publisher.find("Accessibility")
    publisher.fill("Summary", "A sample summary that changed.")
    publisher.publish()
    desk.menu("Translations")
    desk.click(desk.row("Accessibility").get_by_role("link", name="outdated").first)
    desk.sees("The original changed on")
    desk.fill("Summary", "Образец обхода.")
    desk.check("This translation now says what the original says")
    desk.more("Send to be checked")
    desk.told("submitted")
    publisher.home()
    publisher.link("Доступность", inside=publisher.region("Awaiting your review"))
    publisher.button("Approve and Publish")
    publisher.told("published")
    return desk.reader("/ru/accessibility/", "Образец обхода.")


@task("Bring a deleted page back", "moderators")
def bring_back(desk):
    desk.find("Sample 7")
    desk.act("Delete")
    desk.button("Yes, delete it")
    desk.told("deleted")
    desk.menu("Reports", "Deleted pages")
    desk.link("Bring back", inside=desk.row("Sample 7"))
    desk.button("Bring back")
    desk.told(re.compile("."))
    desk.publish()
    return desk.reader(desk.live_address(), "Sample 7")


@task("Add a person with a role", "administrator")
def person(desk):
    desk.menu("Settings", "Users")
    desk.link("Add a user")
    desk.fill("Username", "sample-editor")
    desk.fill("Email", "sample-editor@example.org")
    desk.fill("First Name", "Sample")
    desk.fill("Last Name", "Editor")
    desk.tab("Roles")
    desk.check(re.compile(r"^\s*Editors: Writes pages"))
    desk.button("Create")
    return desk.sees_once_known("It is shown only now")
