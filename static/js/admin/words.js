/* Keeps what is being written in a form of the admin until it was saved, and gives it back after signing in again.
   In this browser; of a form that says `data-words="tab"` in this tab only. A good save removes it, and so does leaving,
   unless the form could not be saved: then it is offered to whoever comes back. */
(() => {
  const { signIn } = window;
  const BETWEEN_WRITES = 700;
  const SENT = "words-sent"; // In this tab: the key of the form that was sent last.
  const sent = new WeakSet(); // The forms that are on their way to the server.
  // Of these the fresh form knows better.
  const BOOKKEEPING = /^(csrfmiddlewaretoken|next|action|creation_key)$|^action-|revision|^comment/;

  const storeOf = (form) => (form.dataset.words === "tab" ? sessionStorage : localStorage);
  const isWritten = (field) => field.matches("textarea, input:not([type]), input[type=text], input[type=email], input[type=url]");
  const keyOf = (form, user) => `words:${user}:${location.pathname}:${[...document.forms].indexOf(form)}`;

  function contentOf(form) {
    const isWord = ([name, value]) => typeof value === "string" && !BOOKKEEPING.test(name);
    return [...new FormData(form)].filter(isWord).filter(([name]) => form.elements[name]?.type !== "password");
  }

  function button(text, kind, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `button ${kind}`, textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  /** Is there a field for all of it? What the parts of a page say cannot be typed back into them. */
  const fits = (form, content) => content.every(([name, value]) => {
    const field = form.elements[name];
    return field && (field.type !== "hidden" || field.value === value);
  });

  /** Put words into the fields that are there. */
  function fill(form, content) {
    for (const [name, value] of content) {
      const field = form.elements[name];
      if (!field?.matches?.("textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")) continue;
      if (field.value === value) continue;
      field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  /** The server takes it as a draft, as if it had been saved, or shows the form with all of it and what is wrong. */
  function sendAsDraft(form, content, key) {
    const fresh = [...new FormData(form)].filter(([name]) => /revision|^creation_key$/.test(name));
    const whole = Object.assign(document.createElement("form"), { method: "post", action: form.action || location.href, hidden: true });
    for (const [name, value] of [...content, ...fresh, ["csrfmiddlewaretoken", signIn.token()]]) {
      const field = document.createElement("textarea"); // which keeps the ends of lines
      Object.assign(field, { name, value });
      whole.append(field);
    }
    document.body.append(whole);
    sent.add(form);
    sessionStorage.setItem(SENT, key);
    whole.submit();
  }

  function offer(form, store, key, content) {
    const forget = () => { store.removeItem(key); bar.remove(); };
    const putBack = () => {
      const hasDrafts = form.querySelector("[name=action-publish], [name=action-submit]");
      if (hasDrafts && !fits(form, content)) return sendAsDraft(form, content, key);
      fill(form, content);
      bar.remove();
    };
    const actions = [button(signIn.texts.putBack, "", putBack), button(signIn.texts.throwAway, "button-secondary", forget)];
    const bar = signIn.box('<div class="words-kept" role="status"><p></p></div>', signIn.texts.kept, ...actions);
    form.prepend(bar);
    bar.scrollIntoView({ block: "center" });
  }

  function watch(form, user) {
    const store = storeOf(form);
    let key = keyOf(form, user), timer = 0, initial = null;
    let isRefused = Boolean(document.querySelector(".messages .error"));
    // The parts of a page are drawn by scripts: what the form says at first is known when somebody enters it.
    const enter = () => { initial ??= JSON.stringify(contentOf(form)); };
    const keep = () => {
      clearTimeout(timer);
      const now = JSON.stringify(contentOf(form));
      if (initial !== null && now !== initial) store.setItem(key, now);
    };
    for (const kind of ["focusin", "pointerdown"]) form.addEventListener(kind, enter, { capture: true, passive: true });
    for (const kind of ["input", "keyup", "change", "click"]) {
      form.addEventListener(kind, () => {
        clearTimeout(timer);
        timer = setTimeout(keep, BETWEEN_WRITES);
      });
    }
    form.addEventListener("submit", (event) => {
      keep();
      sent.add(form);
      if (!signIn.isOver()) return sessionStorage.setItem(SENT, key);
      // The words would go to a page that asks to sign in: they stay where they are until somebody did.
      event.preventDefault();
      event.stopImmediatePropagation();
      sent.delete(form);
      signIn.ask();
    }, true);
    document.addEventListener("sign-in:over", keep);
    form.addEventListener("w-autosave:error", () => { isRefused = true; keep(); });
    form.addEventListener("w-autosave:success", () => {
      isRefused = false;
      if (key === keyOf(form, user)) return;
      store.removeItem(key); // something new has got its own address
      key = keyOf(form, user);
      keep();
    });
    addEventListener("pagehide", () => {
      if (signIn.isOver() || isRefused) keep();
      else if (!sent.has(form)) store.removeItem(key);
    });
  }

  /** Whatever comes after this page: what the server says it has saved is kept here no longer. */
  function forgetWhatWasSaved() {
    const key = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (!key || !document.querySelector(".messages .success")) return;
    for (const store of [localStorage, sessionStorage]) store.removeItem(key);
  }

  function begin(user) {
    for (const form of document.querySelectorAll("form[method=post i]")) {
      if (!form.matches("[data-edit-form], #page-edit-form") && ![...form.elements].some(isWritten)) continue;
      const store = storeOf(form), key = keyOf(form, user);
      const kept = store.getItem(key);
      if (kept && kept !== JSON.stringify(contentOf(form))) offer(form, store, key, JSON.parse(kept));
      watch(form, user);
    }
  }

  document.addEventListener("DOMContentLoaded", () => { forgetWhatWasSaved(); signIn.whenKnown(begin); });
})();
