"""What people write to the office."""

import re

from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("Messages")
NUMBER = re.compile(r"^M-\d+")


@task("Take a message in hand, assign it, note, answer, close it", "message-desk")
def whole_message(desk):
    desk.visitor_writes("/en/contact/", "A second sample question of a walk")
    desk.menu("Messages")
    desk.link(NUMBER)
    desk.button("Take in hand")
    desk.told(re.compile("."))
    desk.choose("Role", "Message desk")
    desk.button("Assign")
    desk.told(re.compile("."))
    desk.fill("Note", "A sample note")
    desk.button("Keep the note")
    desk.told(re.compile("."))
    desk.fill("Answer", "A second sample answer of a walk.")
    desk.button("Show this answer under the reference")
    desk.told(re.compile("."))
    desk.button("Close")
    return desk.told(re.compile("."))


@task("Read a message of someone who gave neither name nor address", "message-desk")
def anonymous(desk):
    desk.visitor_writes("/ru/contact/", "Вопрос без имени")
    desk.menu("Messages")
    desk.link(NUMBER)
    return desk.sees("Вопрос без имени")


@task("Read and answer a confidential message", "confidential-desk")
def confidential(desk):
    reference = desk.visitor_writes("/en/info/10/", "A sample report of a walk")
    desk.menu("Messages")
    desk.link(NUMBER, inside=desk.row("Confidential"))
    desk.sees("written down")
    desk.fill("Answer", "A sample answer in confidence.")
    desk.button("Show this answer under the reference")
    desk.told(re.compile("."))
    return desk.visitor_reads("/en/info/10/a/", reference, "A sample answer in confidence.")
