/* Where Wagtail says that autosave is paused, each field that is the reason becomes a link to it. The words come from the
   server (`pages/editing/refused.py`); `words.js` keeps what was written. */
(() => {
  const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";
  const FRAMES = 120;

  /** Where a field is, also one of a list of entries or the parts of a page; nothing if it cannot be seen. */
  function placeOf(form, name) {
    const named = form.elements.namedItem(name), field = named instanceof RadioNodeList ? named[0] : named;
    if (field && field.type !== "hidden") return field;
    return form.querySelector(`[data-contentpath="${CSS.escape(name)}"]`)?.querySelector(FIELD);
  }

  /** Open what hides a field, its tab and its folded panel, and go there. */
  function show(field) {
    for (let part = field; part; part = part.parentElement) {
      if (part.matches("[role=tabpanel][hidden]")) document.querySelector(`[role=tab][aria-controls="${part.id}"]`)?.click();
      if (part.matches("[data-panel]")) part.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
    }
    reach(field, FRAMES);
  }

  /** A tab opens in its own time, and what is hidden takes no focus. */
  function reach(field, frames) {
    if (frames && !field.checkVisibility()) return requestAnimationFrame(() => reach(field, frames - 1));
    field.focus();
    field.scrollIntoView({ block: "center" });
  }

  function entry(form, { name, label, text }) {
    const item = document.createElement("li"), field = name && placeOf(form, name);
    if (!field || !label) {
      item.textContent = [label, text].filter(Boolean).join(": ");
      return item;
    }
    const link = Object.assign(document.createElement("a"), { href: `#${field.id}`, textContent: label });
    link.addEventListener("click", (event) => { event.preventDefault(); show(field); });
    item.append(link, `: ${text}`);
    return item;
  }

  document.addEventListener("w-autosave:error", ({ target: form, detail: { response } }) => {
    if (!response?.fields) return;
    // Wagtail writes its sentence first.
    setTimeout(() => {
      const note = form.querySelector(".footer__save-warning p");
      if (!note) return;
      const list = document.createElement("ul");
      list.append(...response.fields.map((field) => entry(form, field)));
      note.replaceChildren(response.before);
      note.after(list);
      list.after(response.after);
    });
  });
})();
