/* The search of a copy of the site: in the words of its pages, which stand in a file beside it. Without this the copy
   has its list of all pages. For browsers from 2018 on. */
(() => {
  const doc = document, copy = self.copyOfSite, part = doc.querySelector("[data-copy-search]");
  if (!copy || !part) return;
  const input = part.querySelector("input"), said = part.querySelector("[role=status]"), list = part.querySelector("ul");
  const most = 30, around = 70;

  // Without accents, capitals and dots; a word is found by its beginning, so that its ending does not matter.
  const plain = (text) => ` ${text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")}`;
  const words = (text) => plain(text).split(/[\s.,:;!?"'’“”«»()/–—-]+/).filter(Boolean);
  const beginning = (word) => word.slice(0, word.length > 6 ? -2 : word.length > 4 ? -1 : undefined);
  const pages = copy.pages.map(([title, file, text]) => ({ title, file, text, inTitle: words(title), all: words(text) }));

  const weigh = (page, sought) => sought.map((word) => {
    const holds = (each) => each.startsWith(word);
    return 10 * page.inTitle.filter(holds).length + Math.min(9, page.all.filter(holds).length);
  });

  const excerpt = (text, sought) => {
    const found = sought.map((word) => plain(text).indexOf(` ${word}`)).filter((place) => place >= 0);
    const start = Math.max(0, (found.length ? Math.min(...found) : 0) - around);
    return (start ? "… " : "") + text.slice(start, start + 3 * around).replace(start ? /^\S*\s/ : "", "") + " …";
  };

  const show = () => {
    const sought = words(input.value).map(beginning);
    const weighed = pages.map((page) => ({ page, worth: weigh(page, sought) }));
    const whole = weighed.filter(({ worth }) => worth.every(Boolean));
    const found = sought.length ? (whole.length ? whole : weighed.filter(({ worth }) => worth.some(Boolean))) : [];
    const sum = ({ worth }) => worth.reduce((one, other) => one + other, 0);
    found.sort((one, other) => sum(other) - sum(one));
    list.textContent = "";
    for (const { page } of found.slice(0, most)) {
      const item = doc.createElement("li"), link = doc.createElement("a"), text = doc.createElement("p");
      link.href = copy.root + page.file;
      link.textContent = page.title;
      text.textContent = excerpt(page.text, sought);
      item.append(link, text);
      list.append(item);
    }
    said.textContent = !sought.length ? "" : found.length ? `${said.dataset.found} ${found.length}` : said.dataset.none;
  };

  part.hidden = false;
  input.addEventListener("input", show);
})();
