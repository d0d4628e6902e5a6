/* Everything here is a comfort: each page works without it. */
(() => {
  const doc = document;

  // Menus: Escape closes and gives the focus back; a click outside closes.
  const open = () => [...doc.querySelectorAll(".menu[open], .menu details[open]")];
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = open().pop();
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  doc.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
})();
