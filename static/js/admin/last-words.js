/* A cure for Wagtail 7.4.4: its editor of rich text hands what is written to the form a quarter of a second after the
   last key. Whoever pressed a button or Ctrl+S within it lost the last words, and was not told. Here the form waits as
   long before it is sent. To be offered upstream: the editor lacks a listener for `submit`. */
(() => {
  const STILL_UNDER_WAY = 1000, WAIT = 300; // milliseconds
  const pending = new WeakMap();
  let written = -Infinity;

  function note({ target }) {
    if (target.closest?.("[data-draftail-editor-wrapper]")) written = performance.now();
  }
  for (const kind of ["keydown", "input", "cut", "paste", "drop", "click"]) window.addEventListener(kind, note, true);

  function send(form, submitter) {
    written = -Infinity;
    const isDisabled = submitter?.disabled;
    if (submitter) submitter.disabled = false; // a button that shows progress is off and would not be sent
    form.requestSubmit(submitter);
    if (submitter) submitter.disabled = isDisabled;
  }

  window.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (performance.now() - written > STILL_UNDER_WAY) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(pending.get(form));
    pending.set(form, setTimeout(send, WAIT, form, submitter));
  }, true);
})();
