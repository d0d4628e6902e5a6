/* The second stop of the keyboard in a form of the admin: it leads to the first field, past the menu and the buttons. */
document.addEventListener("DOMContentLoaded", () => {
  const FIELDS = "input:not([type=hidden], [type=checkbox]), textarea, select, [contenteditable=true]";
  const link = document.querySelector("[data-skip-to-form]");
  const form = document.querySelector("#page-edit-form, form[data-edit-form]");
  if (!link || !form) return;
  link.hidden = false;
  link.addEventListener("click", (event) => {
    const field = [...form.querySelectorAll(FIELDS)].find((each) => each.checkVisibility() && !each.disabled);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
});
