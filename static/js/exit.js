/* Leaves a page of help without a way back. Without this the exit is a plain link. For browsers from 2018 on. */
(() => {
  const doc = document, exit = doc.querySelector("[data-exit]"), view = window.visualViewport;
  let presses = 0, isLeaving = false, timer;

  // The page is gone from the screen before the next one arrives, and from the list behind the Back button.
  const leave = () => {
    isLeaving = doc.documentElement.hidden = true;
    doc.title = "";
    location.replace(exit.href);
  };

  // Each page of help takes the place of the last one: all of them are one entry of that list.
  const follow = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || event.defaultPrevented) return;
    // The exit also by the middle button and with Ctrl, which would leave this page open beside the next one.
    if (link === exit && event.button < 2) { event.preventDefault(); leave(); return; }
    if (link.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  };
  for (const kind of ["click", "auxclick"]) doc.addEventListener(kind, follow);

  // A page that the browser kept is asked for anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  if (!exit) return;
  const said = doc.querySelector("[data-exit-said]"), bar = exit.parentNode;
  doc.querySelector("[data-exit-tip]").hidden = false;
  doc.addEventListener("keydown", (event) => {
    const isEscape = event.key === "Escape";
    // Once more would stop the next page from coming.
    if (isLeaving) { if (isEscape) event.preventDefault(); return; }
    clearTimeout(timer);
    presses = isEscape && !event.repeat ? presses + 1 : 0;
    if (presses === 3) { event.preventDefault(); leave(); return; }
    said.textContent = ["", said.dataset.once, said.dataset.twice][presses];
    timer = setTimeout(() => { presses = 0; said.textContent = ""; }, 3000);
  });

  // Two fingers that enlarge the page would push the exit out of sight: it stays in the corner, as large as before.
  const stay = () => {
    const root = doc.documentElement, { scale, width, height, offsetLeft, offsetTop } = view;
    const across = offsetLeft + width - root.clientWidth, down = offsetTop + height - root.clientHeight;
    bar.style.transform = scale > 1 ? `translate(${across}px, ${down}px) scale(${1 / scale})` : "";
  };
  if (view) for (const kind of ["resize", "scroll"]) view.addEventListener(kind, stay);
})();
