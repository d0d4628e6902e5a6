/* A cure for Wagtail 7.4.4: `w-autosave` goes on while its form is being sent. A new page was made twice (“slug already
   in use”), and whoever pressed “Save draft” was told of a newer version, which was their own. Here autosave stops when
   the form is sent; a request under way is waited for; and the form says which version it has saved last.
   To be offered upstream: what `AutosaveController` lacks is a listener for `submit`. Remove it when it has one. */
(() => {
  const LONGEST_WAIT = 60_000;
  const waiting = new WeakSet(), began = new WeakMap();
  const autosaveOf = (form) => window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-autosave");

  function setField(form, name, value) {
    let field = form.querySelector(`input[name=${name}]`);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.prepend(field);
    }
    field.value = value;
  }

  document.addEventListener("w-autosave:save", ({ target }) => began.set(target, performance.now()));
  document.addEventListener("w-autosave:success", ({ target, detail }) => {
    setField(target, "loaded_revision_id", detail.response.revision_id);
    setField(target, "loaded_revision_created_at", detail.response.revision_created_at);
  });

  /** Stop autosave; answers the request under way, if there is one. */
  function stop(form) {
    const autosave = autosaveOf(form);
    if (!autosave) return null;
    autosave.activeValue = false;
    autosave.clearRetries();
    if (!autosave.submitPromise) return null;
    if (performance.now() - began.get(form) < autosave.intervalValue) {
      autosave.submit.cancel(); // it still waited for the next key
      autosave.submitPromise = null;
      return null;
    }
    return Promise.race([autosave.submitPromise, new Promise((resolve) => { setTimeout(resolve, LONGEST_WAIT); })]);
  }

  function send(form, submitter) {
    const isDisabled = submitter?.disabled;
    if (submitter) submitter.disabled = false; // a button that shows progress is off and would not be sent
    form.requestSubmit(submitter);
    if (submitter) submitter.disabled = isDisabled;
  }

  window.addEventListener("submit", (event) => {
    const form = event.target, { submitter } = event;
    if (event.defaultPrevented) return;
    const request = waiting.has(form) || stop(form);
    if (!request) return;
    event.preventDefault();
    if (waiting.has(form)) return;
    waiting.add(form);
    request.finally(() => {
      waiting.delete(form);
      send(form, submitter);
    });
  });

  // A form that comes back from the history of the browser, or whose answer was a file, is written in again.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const form of document.querySelectorAll("form")) {
      const autosave = autosaveOf(form);
      if (autosave) autosave.activeValue = true;
    }
  });
})();
