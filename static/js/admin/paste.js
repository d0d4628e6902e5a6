/* Takes what a word processor or a page puts into a rich text as the editor can keep it: headings, lists, links, bold and
   italics; tables as parts of their own. Says beside the editor what it left out. Wagtail's own filter knows neither the
   lists of Word nor its headings, and its editor of rich text holds no table (7.4). */
(() => {
  const texts = document.currentScript.dataset;
  const OWN = /data-draftjs-conductor-fragment|data-editor=/;
  const HEADING = /^h[1-6]$/, GONE = "script, style, title, meta, link, xml, noscript, template";
  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, blockquote, pre, section, article, dd, dt, figure, hr";
  const NUMBER = /^[-+−–]?[\p{Sc}\s]*\d[\d\s.,/:–-]*[\s%\p{Sc}]*$/u, WIDEST = 50;
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

  /** The words of a cell in one line, and where in them links stand. */
  function cellOf(node) {
    let text = "";
    const links = [];
    const read = (parent) => {
      for (const child of parent.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) text += child.data.replace(/\s+/g, " ").slice(/ $|^$/.test(text) && /^\s/.test(child.data) ? 1 : 0);
        if (child.nodeType !== Node.ELEMENT_NODE) continue;
        if (text && !text.endsWith(" ") && (child.localName === "br" || child.matches(BLOCKS))) text += " ";
        const offset = text.length;
        read(child);
        if (child.matches("a[href^='http' i]") && text.length > offset) links.push({ offset, length: text.length - offset, url: child.getAttribute("href") });
      }
    };
    read(node);
    return { text: text.trimEnd(), links };
  }

  /** The cells in rows of the same length. A cell that spans rows says in each of them what it says. */
  function gridOf(table, found) {
    const rows = [...table.rows], grid = rows.map(() => []), empty = { text: "", links: [] };
    rows.forEach((row, top) => {
      let left = 0;
      for (const node of row.cells) {
        while (grid[top][left]) left += 1;
        const cell = cellOf(node), height = Math.min(node.rowSpan || rows.length, rows.length - top), width = Math.min(node.colSpan, WIDEST);
        if (height > 1 || width > 1) found.joined = (found.joined ?? 0) + 1;
        for (let y = top; y < top + height; y += 1) for (let x = 0; x < width; x += 1) grid[y][left + x] = x ? empty : cell;
        left += width;
      }
    });
    const width = Math.max(0, ...grid.map((row) => row.length)), filled = grid.filter((row) => row.some((cell) => cell?.text));
    return filled.map((row) => Array.from({ length: width }, (_, place) => row[place] ?? empty));
  }

  /** The text of a cell with its links, as the editor of rich text keeps it. */
  const richText = ({ text, links }) => JSON.stringify({
    blocks: [{ key: "cell", text, type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: links.map(({ offset, length }, key) => ({ offset, length, key })) }],
    entityMap: Object.fromEntries(links.map(({ url }, key) => [key, { type: "LINK", mutability: "MUTABLE", data: { url } }])),
  });

  /** What the part “Table” holds of a table; nothing where it is none, with one row or one column. */
  function tableOf(table, found) {
    const [first, ...rows] = gridOf(table, found);
    if (!rows.length || first.length < 2) return null;
    const columns = first.map(({ text }, place) => {
      const cells = rows.map((row) => row[place]).filter((cell) => cell.text);
      const isNumber = place && cells.length && cells.every((cell) => NUMBER.test(cell.text));
      return { type: cells.some((cell) => cell.links.length) ? "rich_text" : isNumber ? "number" : "text", heading: text };
    });
    const value = (cell, place) => (columns[place].type === "rich_text" ? richText(cell) : cell.text);
    return { columns, rows: rows.map((row) => ({ values: row.map(value) })), caption: table.caption ? cellOf(table.caption).text : "" };
  }

  /** What was pasted, cut at its tables: a piece of text, a table, the text behind it, and so on. */
  function cut(body, found) {
    const pieces = [], range = document.createRange();
    range.setStart(body, 0);
    for (const table of body.querySelectorAll("table")) {
      const value = table.parentElement.closest("table") ? null : tableOf(table, found);
      if (!value) continue;
      range.setEndBefore(table);
      pieces.push(range.cloneContents(), value);
      range.setStartAfter(table);
    }
    range.setEnd(body, body.childNodes.length);
    return [...pieces, range.cloneContents()];
  }

  /** The parts of a page among which a text stands, and its place there; nothing where no table can stand beside it. */
  function partsAround(editor) {
    const input = editor.parentElement.querySelector(":scope > input[type=hidden]"), field = /^(.+)-\d+-value$/.exec(input?.name ?? "")?.[1];
    const parts = field && window.wagtail.editHandler?.getPanelByName(field)?.getBoundWidget();
    if (!parts?.blockDef?.childBlockDefsByName?.table) return null;
    return { parts, input, place: parts.children.findIndex(({ element }) => element.contains(editor)) };
  }

  /** Put tables, and the text behind each, below a text; what stood behind the cursor comes last. */
  function insertBelow({ parts, input, place }, pieces) {
    const { stateBefore, stateAfter, shouldMoveCommentFn } = window.draftail.splitState(input.draftailEditor.getEditorState());
    if (stateAfter.getCurrentContent().hasText()) parts.splitBlock(place, stateBefore, stateAfter, shouldMoveCommentFn, {});
    let next = place;
    for (const piece of pieces) {
      const isText = typeof piece === "string";
      if (!piece) continue;
      next += 1;
      const part = parts.insert({ type: isText ? "text" : "table", value: isText ? parts.blockDef.initialChildStates.text : piece }, next, {});
      if (isText) paste(part.element.querySelector(".public-DraftEditor-content"), piece);
    }
    if (stateBefore.getCurrentContent().hasText()) return null;
    parts.deleteBlock(place);
    return parts.children[place].element;
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

  /** The text of a piece as the editor can keep it, or nothing. */
  function cleaned(piece, found) {
    rebuildLists(piece);
    const clean = copy(piece, document.createElement("div"), found);
    for (const empty of clean.querySelectorAll("p, li, h2, h3, h4")) if (!empty.textContent.trim()) empty.remove();
    return clean.textContent.trim() ? clean.innerHTML : "";
  }

  /** Give a text to the editor as if it was pasted there. */
  function paste(target, html, plain = "") {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    target.dispatchEvent(Object.assign(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }), { taken: true }));
  }

  function say(place, found) {
    let note = place.parentElement.querySelector(":scope > .pasted");
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "pasted help-block help-warning", role: "status" });
      place.after(note);
    }
    const { parts, flattened: lines, ...dropped } = found;
    const names = Object.entries(dropped).map(([name, count]) => (count === true ? texts[name] : `${texts[name]}: ${count}`));
    const sentences = [names.length ? `${texts.dropped} ${names.join(", ")}.` : "", parts ? texts.parts : "", lines ? texts.tables : ""];
    // A moment later, so that a screen reader has seen the empty place.
    setTimeout(() => { note.textContent = sentences.filter(Boolean).join(" "); note.hidden = !note.textContent; }, 100);
  }

  function take(event) {
    const editor = event.target.closest?.("[data-draftail-editor-wrapper]"), html = event.clipboardData?.getData("text/html");
    if (!editor || !html || event.taken || OWN.test(html)) return;
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const found = leaveOut(body), around = partsAround(editor), pieces = around ? cut(body, found) : [body];
    const [first, ...below] = pieces.map((piece) => {
      if (!(piece instanceof Node)) return piece;
      found.flattened = flattenTables(piece) || found.flattened;
      return cleaned(piece, found);
    });
    event.preventDefault();
    event.stopImmediatePropagation();
    if (first || !below.length) paste(event.target, first, event.clipboardData.getData("text/plain"));
    found.parts = below.length > 0;
    say((below.length && insertBelow(around, below)) || editor, found);
  }

  document.addEventListener("paste", take, true);
})();
