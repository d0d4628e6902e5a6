/* Keeps what is being written in a form of the admin until it was saved, and gives it back after signing in again.
   In this browser; of a form that says `data-words="tab"` in this tab only. A good save removes it, and so does leaving. */
(() => {
  const { signIn } = window;
  const BETWEEN_WRITES = 700;
  const SENT = "words-sent"; // In this tab: the key of the form that was sent last.
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

  /** Put words into the fields that are there; answers whether all found their place. */
  function fill(form, content) {
    let isWhole = true;
    for (const [name, value] of content) {
      const field = form.elements[name];
      if (!field || (field.type === "hidden" && field.value !== value)) isWhole = false;
      if (!field?.matches?.("textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")) continue;
      if (field.value === value) continue;
      field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    return isWhole;
  }

  /** What the parts of a page say cannot be typed back into them: the server takes it as a draft, as if it had been saved. */
  async function saveAsDraft(form, content) {
    const fresh = [...new FormData(form)].filter(([name]) => /revision|^creation_key$/.test(name));
    const body = new URLSearchParams([...content, ...fresh, ["csrfmiddlewaretoken", signIn.token()]]);
    const response = await fetch(form.action || location.href, { method: "POST", body });
    if (response.ok) location.assign(response.url);
  }

  function offer(form, store, key, content) {
    const forget = () => { store.removeItem(key); bar.remove(); };
    const putBack = () => {
      const hasDrafts = form.querySelector("[name=action-publish], [name=action-submit]");
      if (!fill(form, content) && hasDrafts) saveAsDraft(form, content);
      bar.remove();
    };
    const actions = [button(signIn.texts.putBack, "", putBack), button(signIn.texts.throwAway, "button-secondary", forget)];
    const bar = signIn.box('<div class="words-kept" role="status"><p></p></div>', signIn.texts.kept, ...actions);
    form.prepend(bar);
    bar.scrollIntoView({ block: "center" });
  }

  function watch(form, user) {
    const store = storeOf(form), key = keyOf(form, user);
    let timer = 0, initial = null, isSent = false;
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
      isSent = true;
      if (!signIn.isOver()) return sessionStorage.setItem(SENT, key);
      // The words would go to a page that asks to sign in: they stay where they are until somebody did.
      event.preventDefault();
      event.stopImmediatePropagation();
      isSent = false;
      signIn.ask();
    }, true);
    document.addEventListener("sign-in:over", keep);
    addEventListener("pagehide", () => {
      if (signIn.isOver()) keep();
      else if (!isSent) store.removeItem(key);
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
