/* Watches the sign-in on each page of the admin: warns before it ends, and says so when it has, with all words in place.
   `words.js` asks it; both talk through `window.signIn`. */
window.signIn = (() => {
  const texts = document.currentScript.dataset;
  const SECONDS = 1000, BETWEEN_CHECKS = 15 * SECONDS;
  const state = { user: null, token: "", tokenId: null, deadline: Infinity, isOver: false };
  const listeners = [];
  let isActive = false, bar = null;

  async function ask(method = "GET") {
    const headers = method === "POST" ? { "X-CSRFToken": state.token } : {};
    let answer;
    try {
      const response = await fetch(texts.stateUrl, { method, headers, cache: "no-store" });
      // A refused POST has an old token: the next GET brings the new one.
      if (response.status === 403) return ask();
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // no network is no end of the session
    }
    if (!answer.signedIn || (state.user && state.user !== answer.user)) return end();
    Object.assign(state, { user: answer.user, deadline: Date.now() + answer.left * SECONDS });
    takeToken(answer);
    if (state.isOver) { state.isOver = false; hide(); }
    for (const listener of listeners.splice(0)) listener(state.user);
  }

  // Whoever signed in in another tab has a new token; the forms of this one take it over.
  function takeToken({ token, tokenId }) {
    const isNew = state.tokenId !== null && state.tokenId !== tokenId;
    Object.assign(state, { token, tokenId });
    if (isNew) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  }

  /** An element with a paragraph for words and what can be done about them. */
  function box(html, text, ...actions) {
    const made = document.createRange().createContextualFragment(html).firstElementChild;
    made.querySelector("p").textContent = text;
    made.append(...actions);
    return made;
  }

  function show(text, action) {
    hide();
    bar = box('<div class="sign-in-bar" role="alert"><p></p></div>', text, action);
    document.body.append(bar);
  }

  function hide() { bar?.remove(); bar = null; }

  function warn() {
    if (bar) return;
    const stay = document.createElement("button");
    Object.assign(stay, { type: "button", className: "button", textContent: texts.stay });
    stay.addEventListener("click", () => { hide(); ask("POST"); });
    show(texts.soon, stay);
  }

  function end() {
    if (state.isOver || !state.user) return;
    state.isOver = true;
    document.dispatchEvent(new CustomEvent("sign-in:over"));
    const link = document.createElement("a");
    Object.assign(link, { href: texts.loginUrl, target: "_blank", className: "button", textContent: texts.signIn });
    show(texts.over, link);
  }

  async function check() {
    if (state.isOver) return ask();
    if (isActive) { isActive = false; hide(); return ask("POST"); }
    if (state.deadline - Date.now() > texts.warning * SECONDS) return;
    await ask(); // another tab may have been used
    if (!state.isOver && state.deadline - Date.now() <= texts.warning * SECONDS) warn();
  }

  for (const kind of ["input", "keydown", "pointerdown"]) {
    document.addEventListener(kind, () => { isActive = !bar; }, { passive: true });
  }
  window.addEventListener("focus", () => { if (state.isOver) ask(); });
  document.addEventListener("DOMContentLoaded", () => { ask(); setInterval(check, BETWEEN_CHECKS); });

  return {
    texts,
    box,
    /** Is the sign-in over, as far as one can know here? */
    isOver: () => state.isOver || Date.now() > state.deadline,
    /** Ask again; resolves when the answer is there. */
    ask,
    token: () => state.token,
    /** Calls back with the number of the person, once it is known. */
    whenKnown: (listener) => { if (state.user) listener(state.user); else listeners.push(listener); },
  };
})();
