"""Pages made of parts, files, and words that come from elsewhere."""

from tests.browser.editor_tasks.files import drawn
from tests.browser.editor_tasks.tasks import Tasks
from tests.browser.test_pasting import CLIPBOARD, PASTE

task = Tasks("Pages, pictures, documents")
PARTS = ("Heading", "Picture", "Quotation", "Key figures", "Timeline", "Steps", "Questions and answers", "Documents")
PARTS = ("Text", *PARTS, "Call to action", "Related pages", "Table", "Notice")


def new_page_of_text(desk, title):
    desk.menu("Pages", "Home English")
    desk.link("Add child page")
    desk.link("Page of text")
    desk.fill("Title", title)


@task("Make a page of text with its parts in order, and publish it", "moderators")
def page_of_parts(desk):
    new_page_of_text(desk, "Sample page of a walk")
    body = desk.region("Body")
    desk.insert("Heading", inside=body)
    desk.fill_part("Heading", "A sample heading of a walk")
    desk.insert("Text", inside=body)
    desk.write("Text", "A sample text of a walk.")
    desk.insert("Quotation", inside=body)
    desk.fill("Quotation", "A sample quotation of a walk", inside=body)
    desk.publish()
    return desk.reader(desk.live_address(), "A sample quotation of a walk")


@task("Look at all thirteen kinds of parts in one draft, and keep it", "editors")
def draft_of_every_part(desk):
    new_page_of_text(desk, "Sample draft of every part")
    body = desk.region("Body")
    for kind in PARTS:
        desk.insert(kind, inside=body)
    desk.button("Save draft")
    return desk.told("Sample draft of every part")


def upload_picture(desk, file):
    desk.menu("Images")
    desk.link("Add an image")
    desk.count.clicks += 1
    desk.page.locator("input[type=file]").first.set_input_files(file)
    desk.choose("People in the picture", "No one can be recognised")
    desk.button("Update")
    return desk.sees("Image updated")


@task("Upload a photograph of twelve megapixels from a telephone", "moderators")
def photograph(desk):
    return upload_picture(desk, drawn("telephone.jpg", "JPEG", (4000, 3000)))


@task("Upload a drawing with clear parts (PNG)", "moderators")
def drawing(desk):
    return upload_picture(desk, drawn("drawing.png", "PNG"))


@task("Upload a document (PDF)", "moderators")
def document(desk):
    desk.menu("Documents")
    desk.link("Add a document")
    desk.count.clicks += 1
    desk.page.locator("input[type=file]").first.set_input_files(drawn("paper.pdf", "PDF"))
    desk.choose("Language", "English")
    desk.button("Update")
    return desk.sees("Document updated")


@task("Paste a text from Word", "editors")
def paste(desk):
    desk.start("Write a news item")
    desk.fill("Title", "Sample paste of a walk")
    desk.insert("Text", inside=desk.region("Body"))
    desk.click(desk.region("Text").locator("[contenteditable=true]").last)
    desk.page.evaluate(PASTE, [(CLIPBOARD / "word.html").read_text(encoding="utf-8"), "plain"])
    return desk.sees("Pasted without:")
