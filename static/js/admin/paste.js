/* Takes what a word processor or a page puts into a rich text as the editor can keep it: headings, lists, links, bold and
   italics. Says beside the editor what it left out. Wagtail's own filter knows neither the lists of Word nor its headings. */
(() => {
  const texts = document.currentScript.dataset;
  const OWN = /data-draftjs-conductor-fragment|data-editor=/;
  const HEADING = /^h[1-6]$/, GONE = "script, style, title, meta, link, xml, noscript, template";
  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, blockquote, pre, section, article, dd, dt, figure, hr";
  const BLACK = /^(windowtext|inherit|initial|black|#000(000)?|rgb\(0, 0, 0\)|auto|transparent|)$/;

  // The features of the site's editor; a field with fewer drops more by itself.
  const features = texts.features.split(" ");

  const styleOf = (node) => node.getAttribute("style") ?? "";
  const isBold = ({ style, localName }) => (style.fontWeight ? style.fontWeight === "bold" || style.fontWeight >= 600 : /^(b|strong)$/.test(localName));
  const isItalic = ({ style, localName }) => (style.fontStyle ? style.fontStyle === "italic" : /^(i|em|cite)$/.test(localName));
  const isMark = (node) => /mso-list:\s*ignore/i.test(styleOf(node));

  /** Take away what cannot be kept, and count it: `name → how many`. */
  function leaveOut(body) {
    const found = {};
    const count = (name, nodes) => { if (nodes.length) found[name] = (found[name] ?? 0) + nodes.length; };
    const take = (name, selector) => { const nodes = [...body.querySelectorAll(selector)]; count(name, nodes); for (const node of nodes) node.remove(); };
    for (const node of body.querySelectorAll(GONE)) node.remove();
    take("comments", ".msocomanchor, .sdcomment, a[href^='#cmnt'], a[href^='#_msocom']");
    for (const node of body.querySelectorAll("[style*='mso-element:comment-list'], [id^=cmnt]")) (node.closest("[style*='mso-element:comment-list']") ?? node.closest("div") ?? node).remove();
    take("pictures", "img, svg, picture, object, v\\:imagedata, canvas");
    take("media", "video, audio, iframe, embed");
    take("fields", "input, select, textarea, button");
    count("footnotes", [...body.querySelectorAll("a[name^='_ftnref'], a.sdfootnoteanc")]);
    const lines = [...body.querySelectorAll("*")];
    const isColoured = ({ style }) => [style.color, style.backgroundColor, style.background].some((colour) => colour && !BLACK.test(colour));
    if (lines.some((node) => isColoured(node) || node.matches("font[color], [bgcolor], mark"))) found.colours = true;
    if (lines.some((node) => node.matches("u, s, strike, del, ins") || (/underline|line-through/.test(node.style.textDecoration) && !node.closest("a") && !node.querySelector("a")))) found.underlines = true;
    if (lines.some((node) => node.matches("font[face], font[size], big, small") || (node.style.fontFamily && node.style.fontSize))) found.typefaces = true;
    return found;
  }

  /** A table becomes one paragraph for each row, its cells in their order. */
  function flattenTables(body) {
    const tables = [...body.querySelectorAll("table")].reverse();
    for (const table of tables) {
      const rows = [...table.rows].map((row) => {
        const line = document.createElement("p");
        line.textContent = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).join(" | ");
        return line;
      });
      table.replaceWith(...rows);
    }
    return tables.length;
  }

  /** Word writes the entries of a list as paragraphs with a mark of their own. */
  function rebuildLists(body) {
    let open = [];
    for (const entry of body.querySelectorAll("p[style*='mso-list:'], h1[style*='mso-list:'], p[class*=MsoList]")) {
      const style = /mso-list:\s*l\d+\s+level(\d+)/i.exec(styleOf(entry));
      const mark = [...entry.querySelectorAll("span")].find(isMark);
      if (!style || !mark) continue;
      const name = /^\s*\(?[\p{L}\d]{1,4}[.)]/u.test(mark.textContent) ? "ol" : "ul", level = Number(style[1]);
      mark.remove();
      const item = document.createElement("li");
      item.append(...entry.childNodes);
      if (open[0] && open[0].root !== entry.previousElementSibling) open = [];
      open.length = Math.min(open.length, level);
      if (open.length === level && open[level - 1].list.localName !== name) open.length = level - 1;
      while (open.length < level) {
        const list = document.createElement(name), above = open.at(-1);
        if (above) above.list.append(list); else entry.before(list);
        open.push({ list, root: above?.root ?? list });
      }
      open.at(-1).list.append(item);
      entry.remove();
    }
  }

  /** The clean copy of a node's content; `found` counts what is left out on the way. */
  function copy(node, into, found) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) into.append(child.data.replace(/\s+/g, " "));
      else if (child.nodeType === Node.ELEMENT_NODE) copyElement(child, into, found);
    }
    return into;
  }

  function copyElement(node, into, found) {
    const name = node.localName;
    if (name === "br") return into.append(document.createElement("br"));
    if (name === "hr") { found.lines = (found.lines ?? 0) + 1; return; }
    let target = into;
    const within = (tag) => { const made = document.createElement(tag); target.append(made); target = made; return made; };
    if (HEADING.test(name)) within(headingFor(name, found));
    else if (/^(ul|ol)$/.test(name)) within(name);
    else if (name === "li" || (name === "p" && !node.closest("li"))) within(name);
    else if (node.matches(BLOCKS) && !node.closest("li") && !node.querySelector(BLOCKS)) within("p");
    else if (name === "a" && node.hasAttribute("href")) {
      if (/^https?:/i.test(node.getAttribute("href"))) within("a").setAttribute("href", node.getAttribute("href"));
      else if (!/^#/.test(node.getAttribute("href"))) found.links = (found.links ?? 0) + 1;
    }
    const isHeading = HEADING.test(name) || node.closest("h1, h2, h3, h4, h5, h6");
    if (!isHeading && isBold(node) && !into.closest?.("b")) within("b");
    if (!isHeading && isItalic(node) && !into.closest?.("i")) within("i");
    copy(node, target, found);
  }

  function headingFor(name, found) {
    const kept = features.includes(name) ? name : features.find((each) => HEADING.test(each));
    if (!kept) found.headings = (found.headings ?? 0) + 1;
    return kept ?? "p";
  }

  function say(editor, found) {
    let note = editor.parentElement.querySelector(":scope > .pasted");
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "pasted help-block help-warning", role: "status" });
      editor.after(note);
    }
    const parts = Object.entries(found).filter(([name]) => name !== "tables").map(([name, count]) => (count === true ? texts[name] : `${texts[name]}: ${count}`));
    const sentences = [parts.length ? `${texts.dropped} ${parts.join(", ")}.` : "", found.tables ? texts.tables : ""];
    // A moment later, so that a screen reader has seen the empty place.
    setTimeout(() => { note.textContent = sentences.join(" ").trim(); note.hidden = !note.textContent; }, 100);
  }

  function take(event) {
    const editor = event.target.closest?.("[data-draftail-editor-wrapper]"), html = event.clipboardData?.getData("text/html");
    if (!editor || !html || event.taken || OWN.test(html)) return;
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const found = leaveOut(body), tables = flattenTables(body);
    if (tables) found.tables = tables;
    rebuildLists(body);
    const clean = document.createElement("div");
    copy(body, clean, found);
    for (const empty of clean.querySelectorAll("p, li, h2, h3, h4")) if (!empty.textContent.trim()) empty.remove();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", clean.innerHTML);
    clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
    const ours = Object.assign(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }), { taken: true });
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(ours);
    say(editor, found);
  }

  document.addEventListener("paste", take, true);
})();
