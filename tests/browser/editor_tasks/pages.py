"""Words and order of the pages that say who the office is, and the countries of the approach."""

from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("Pages")
STRATEGY = "/en/who-we-are/strategy/"
APPROACH = "/en/who-we-are/regional-approach/"


@task("Change the vision, look at it beside the form, publish", "moderators")
def vision(desk):
    desk.start("Change the strategy")
    desk.fill("Vision", "A sample vision of a walk.")
    desk.button("Toggle preview")
    desk.publish()
    return desk.reader(STRATEGY, "A sample vision of a walk.")


@task("Add a ninth objective", "moderators")
def objective(desk):
    desk.start("Objectives: change, add, put in order")
    desk.link("Add child page")
    desk.fill("Title", "A sample objective")
    desk.fill("What the objective says", "A sample objective says this.")
    desk.publish()
    return desk.reader(STRATEGY, "A sample objective")


@task("Put the objectives in another order", "moderators")
def order(desk):
    desk.start("Objectives: change, add, put in order")
    handle = desk.page.get_by_role("button", name="Drag Item 2 of")
    desk.count.clicks += 1
    handle.focus()
    for key in ("Enter", "ArrowUp", "Enter"):
        desk.page.keyboard.press(key)
    return desk.sees("has been moved")


@task("Put the advantages of the approach in another order", "moderators")
def advantages(desk):
    desk.start("Change the regional approach")
    desk.button("Move down", inside=desk.region("Factor Unified management"))
    desk.publish()
    return desk.reader(APPROACH, "Teamwork")


@task("Add a sixth country", "moderators")
def country(desk):
    desk.start("Countries: change, add, put in order")
    desk.link("Add child page")
    desk.fill("Title", "Sample country")
    desk.fill("Two-letter code", "xk")
    desk.button("Publish")
    desk.sees("Two capital Latin letters")
    desk.fill("Two-letter code", "XK")
    desk.publish()
    return desk.reader(APPROACH, "Sample country")


@task("Change strands and a date of “Who we are”", "moderators")
def strands(desk):
    desk.start("Change “Who we are”")
    desk.button("Toggle section", inside=desk.region("Strand of support").first)
    desk.fill("Short title", "A sample strand", inside=desk.region("Strand of support").first)
    desk.fill("Agreement of cooperation signed", "31.02.2002")
    desk.button("Publish")
    desk.sees("This date does not exist")
    desk.fill("Agreement of cooperation signed", "02.12.2002")
    desk.publish()
    return desk.reader("/en/who-we-are/", "A sample strand")
