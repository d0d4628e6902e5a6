"""What goes, moves, breaks, comes back."""

import re

from tests.browser.editor_tasks.files import drawn
from tests.browser.editor_tasks.tasks import Tasks
from tests.browser.editor_tasks.twelve import choose_new_picture

task = Tasks("Taking down, moving, undoing")


@task("Take a picture down that a page shows", "moderators")
def take_picture_down(desk):
    desk.start("Write a news item")
    desk.fill("Title", "Sample news with a picture to take down")
    desk.fill("Lead", "A sample lead.")
    choose_new_picture(desk, "Sample to take down")
    desk.insert("Text", inside=desk.region("Body"))
    desk.write("Text", "A sample text.")
    desk.publish()
    desk.menu("Images")
    desk.link("Sample to take down")
    desk.link("Used 1 time")
    desk.link("Sample news with a picture to take down", inside=desk.page.get_by_role("main"))
    picture = desk.region("Picture")
    desk.button("Actions", inside=picture)
    desk.button("Clear choice", inside=picture)
    desk.publish()
    desk.menu("Images")
    desk.link("Sample to take down")
    desk.button("Actions", inside=desk.page.get_by_role("navigation", name="Actions", exact=True))
    desk.link("Delete")
    desk.button("Yes, delete")
    return desk.told("deleted")


@task("See what leads to a page before it is deleted, and keep it", "moderators")
def what_links_here(desk):
    desk.start("Objectives: change, add, put in order")
    desk.options("The rights of migrants", "Delete")
    seen = desk.sees("What leads to")
    desk.link("No, don't delete it")
    return seen


@task("Bring back the words that the site came with", "moderators")
def first_version(desk):
    desk.start("Change the strategy")
    desk.fill("Vision", "A sample vision that is regretted.")
    desk.publish()
    desk.home()
    desk.start("Change the strategy")
    desk.link("History")
    first = desk.page.get_by_role("row").filter(has_text="system").filter(has_text="Draft saved")
    desk.button("Actions", inside=first.last)
    desk.link("Review this version")
    desk.button("Publish this version")
    desk.told(re.compile("published"))
    return desk.reader("/en/who-we-are/strategy/", "A sample vision that is regretted.", shown=False)


@task("Undo a deletion of a picture", "moderators")
def bring_picture_back(desk):
    desk.menu("Images")
    desk.link("Add an image")
    desk.count.clicks += 1
    desk.page.locator("input[type=file]").first.set_input_files(drawn("regretted.png", "PNG"))
    desk.choose("People in the picture", "No one can be recognised")
    desk.button("Update")
    desk.sees("Image updated")
    desk.menu("Images")
    desk.link("regretted")
    desk.button("Actions", inside=desk.page.get_by_role("navigation", name="Actions", exact=True))
    desk.link("Delete")
    desk.button("Yes, delete")
    desk.told("deleted")
    desk.menu("Reports", "Deleted pictures and documents")
    desk.button("Bring back regretted")
    return desk.told(re.compile("."))


@task("Two people change one page at once: both see both texts, nothing is lost", "moderators")
def two_people(desk):
    other = desk.colleague("second-moderator")
    for each in (desk, other):
        each.start("Change the home page")
    other.fill("Headline", "Words of the second")
    desk.fill("Headline", "Words of the first")
    desk.publish()
    other.button("Publish")
    asked = other.dialog.get_by_role("button", name="Publish")
    refused = other.page.get_by_text("Not saved:")
    asked.or_(refused).first.wait_for()
    if asked.is_visible():
        other.click(asked)
    seen = other.sees("Not saved:")
    other.sees("Words of the first")
    other.fill("Headline", "Words of both")
    other.publish()
    return seen


@task("Move a page: whoever has the old address is led on", "moderators")
def move(desk):
    desk.find("Accessibility")
    desk.act("Move")
    desk.button("Actions", inside=desk.page.get_by_role("main"))
    desk.button("Choose another page")
    desk.link("Explore", inside=desk.dialog.get_by_role("row").filter(has_text="Home page").first)
    desk.click(desk.dialog.get_by_role("link", name="Who we are", exact=True))
    desk.button("Confirm")
    desk.button(re.compile("Yes, move"))
    desk.told("moved")
    return desk.reader("/en/accessibility/", "Who we are Accessibility")


@task("Find what leads nowhere, and mend it", "moderators")
def mend_link(desk):
    desk.menu("Reports", "Broken links")
    desk.link("Sample page with a broken link", inside=desk.page.get_by_role("main"))
    editor = desk.region("Text").locator("[contenteditable=true]").last
    desk.click(editor)
    editor.press("Control+a")
    editor.press_sequentially("Sample words that lead nowhere else.")
    desk.publish()
    desk.menu("Reports", "Broken links")
    desk.sees("No link is known to be broken.")
    return desk.reader("/en/sample-broken/", "Sample words that lead nowhere else.")
