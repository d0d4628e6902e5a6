/* Passkeys need a script: it shows their buttons and hands them to allauth's own. */
(() => {
  if (!window.PublicKeyCredential) return;
  document.addEventListener("allauth.error", () => {
    document.querySelector("[data-passkey-failed]").hidden = false;
  });
  for (const element of document.querySelectorAll("[data-passkey]")) {
    window.allauth.webauthn.forms[element.dataset.passkey]({ ids: { ...element.dataset } });
    element.hidden = false;
  }
})();
