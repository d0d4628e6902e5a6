/* Says under each text field with a limit how many letters are left: at once to the eye, and to a screen reader after a
   pause, once the end is near. Its line is there from the beginning, so that nothing moves. */
(() => {
  const { left, over } = document.currentScript.dataset;
  const FIELDS = "input[maxlength]:not([type=hidden]), textarea[maxlength]";
  const NEAR = 0.2, PAUSE = 1500; // a share of the limit; milliseconds
  const counters = new WeakMap();
  let timer = 0, number = 0;

  const words = (count) => (count < 0 ? over.replace("{}", -count) : left.replace("{}", count));

  function makeCounter(field) {
    const shown = Object.assign(document.createElement("p"), { className: "letters-left" });
    const spoken = Object.assign(document.createElement("span"), { className: "w-sr-only" });
    spoken.setAttribute("role", "status");
    shown.id = `letters-left-${(number += 1)}`;
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${shown.id}`.trim());
    (field.closest("[data-field-input]") ?? field).after(shown, spoken);
    return { shown, spoken };
  }

  function count(field) {
    const limit = field.maxLength;
    if (!counters.has(field)) counters.set(field, makeCounter(field));
    const { shown, spoken } = counters.get(field);
    const rest = limit - field.value.replace(/\r?\n/g, "\r\n").length; // as the server counts the ends of lines
    shown.textContent = words(rest);
    shown.classList.toggle("letters-left--near", rest < limit * NEAR);
    return { spoken, text: rest < limit * NEAR ? words(rest) : "" };
  }

  function begin() {
    const form = document.querySelector("#page-edit-form, form[data-edit-form]");
    if (!form) return;
    const countAll = () => { for (const field of form.querySelectorAll(FIELDS)) count(field); };
    countAll();
    // The parts of a body come and go.
    new MutationObserver((changes) => { if (changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.(FIELDS)))) countAll(); })
      .observe(form, { childList: true, subtree: true });
    form.addEventListener("input", ({ target }) => {
      if (!target.matches(FIELDS)) return;
      const { spoken, text } = count(target);
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = text; }, PAUSE);
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
