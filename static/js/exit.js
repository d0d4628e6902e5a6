/* Leaves a page of help without a way back. Without this the exit is a plain link. */
(() => {
  const doc = document, exit = doc.querySelector("[data-exit]");
  let presses = 0, timer;

  // The page is gone from the screen before the next one arrives, and from the list behind the Back button.
  const leave = () => {
    doc.documentElement.hidden = true;
    doc.title = "";
    location.replace(exit.href);
  };

  // Each page of help takes the place of the last one: all of them are one entry of that list.
  doc.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || event.defaultPrevented) return;
    if (link === exit) { event.preventDefault(); leave(); return; }
    if (link.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });

  // A page that the browser kept is asked for anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  if (!exit) return;
  const said = doc.querySelector("[data-exit-said]");
  doc.querySelector("[data-exit-tip]").hidden = false;
  doc.addEventListener("keydown", (event) => {
    clearTimeout(timer);
    presses = event.key === "Escape" && !event.repeat ? presses + 1 : 0;
    if (presses === 3) leave();
    said.textContent = ["", said.dataset.once, said.dataset.twice][presses] ?? "";
    timer = setTimeout(() => { presses = 0; said.textContent = ""; }, 3000);
  });
})();
