"""Logo, footer, alert, one's own account, the guide, the people."""

import re

from tests.browser.editor_tasks.files import drawn
from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("The office and its people")


@task("Give the office its logo", "moderators")
def logo(desk):
    desk.menu("Settings", "The office")
    desk.button("Choose an image", inside=desk.region("Logo"))
    desk.tab("Upload")
    desk.upload("File", drawn("logo.png", "PNG", (600, 200)), inside=desk.dialog)
    desk.fill("Title", "Sample logo", inside=desk.dialog)
    desk.choose("People in the picture", "No one can be recognised", inside=desk.dialog)
    desk.button("Upload", inside=desk.dialog)
    desk.sees("Sample logo", inside=desk.region("Logo"))
    desk.button("Save")
    return desk.told(re.compile("."))


@task("Change a word of the footer", "moderators")
def footer(desk):
    desk.start("Change the menu and the footer")
    desk.fill("Sentence in the footer", "A sample line of the footer.")
    desk.publish()
    return desk.reader("/en/", "A sample line of the footer.")


@task("Warn of something, and read at once who does not see it", "moderators")
def alert_in_one_language(desk):
    desk.start("Put an alert on the site")
    desk.link("Add alert")
    desk.fill("Title", "Second sample alert.")
    desk.write("Text", "A second sample alert of a walk.")
    desk.publish()
    return desk.told("Readers of these languages do not see this alert")


@task("Choose Russian for one's own screens, and give one's name", "second-editor")
def account(desk):
    desk.link("Account", inside=desk.page.get_by_role("main"))
    desk.fill("First Name", "Sample")
    desk.fill("Last Name", "Editor")
    desk.choose("Preferred language", "Русский")
    desk.button("Save")
    desk.page.wait_for_load_state("load")
    return desk.sees("Учётная запись")


@task("Find the guide where one works, in one's own language", "translators")
def guide(desk):
    desk.link("Guide for editors", inside=desk.page.get_by_role("main"))
    desk.link("Translate a page")
    return desk.sees("Translations")


@task("Learn what each role may do, and make a user with one", "administrator")
def become_user(desk):
    desk.menu("Settings", "Users")
    desk.link("Add a user")
    desk.fill("Username", "second-sample")
    desk.fill("Email", "second-sample@example.org")
    desk.fill("First Name", "Second")
    desk.fill("Last Name", "Sample")
    desk.tab("Roles")
    desk.sees("Translates pages and the texts around them")
    desk.check(re.compile(r"^\s*Translators: "))
    desk.button("Create")
    return desk.sees_once_known("It is shown only now")
