"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [TALK, TURN, NUMBER, START, END, CODE, STATUS, DIRECTION, WHOM, CODER, MORE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const STEP = 10, SHOWN = 400;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const main = data.languages[0];
  const number = new Intl.NumberFormat(main === "en" ? "en-GB" : "vi-VN");
  const word = (name) => data.words[name].map(([, said]) => said).join(" / ");
  // English has a form for one; each of these words makes it without its s.
  const some = (count, name) => `${number.format(count)} ${data.words[name].map(([language, said]) => (count === 1 && language === "en" ? said.replace(/s$/, "") : said)).join(" / ")}`;

  // --- building what is shown: text only, never markup ---
  function make(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value !== "" && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== ""));
    return made;
  }
  function say(parts) {
    const made = document.createDocumentFragment();
    parts.forEach(([language, said], at) => {
      if (at) made.append(" / ");
      made.append(language === main ? said : make("span", { lang: language }, said));
    });
    return made;
  }
  const bdi = (...children) => make("bdi", {}, ...children);

  // --- the codings ---
  const codings = data.codings.map((row, place) => ({
    place, row, more: row[MORE] || {}, talk: data.talks[row[TALK]], code: data.codes[row[CODE]],
    id: `${data.talks[row[TALK]][0]}:T${String(row[TURN]).padStart(3, "0")}:${row[NUMBER]}`,
  }));
  const talks = new Map(data.talks.map((talk) => [talk[0], talk]));
  const above = data.codes.map(({ id }) => data.codes.map((c, at) => (id === c.id || id.startsWith(`${c.id}.`) ? at : -1)).filter((at) => at >= 0));
  const setOf = ([name, whole, turns], turn) => data.sets[(turns && turns[turn] !== undefined) ? turns[turn] : whole];
  const turnElement = (talk, turn) => byId(`${talk}:T${String(turn).padStart(3, "0")}`);
  const wordsOf = (talk, turn) => turnElement(talk, turn).querySelector(".words");
  const texts = new Map();
  function textOf(talk, turn) {
    const key = `${talk}\n${turn}`;
    if (!texts.has(key)) texts.set(key, wordsOf(talk, turn).textContent);
    return texts.get(key);
  }
  const quoted = (one, start = one.row[START], end = one.row[END]) => textOf(one.talk[0], one.row[TURN]).slice(start, end);

  // --- text, with or without accents ---
  const bare = (text) => text.replace(/[Đð]/g, "D").replace(/đ/g, "d").replace(/Ð/g, "D").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const tidy = (text) => text.trim().replace(/\s+/g, " ");
  let folded = new Map();
  function contains(text, query) {
    if (!query.words) return true;
    const fold = query.bare ? bare : plain;
    const key = (query.bare ? "b" : "p") + text;
    if (!folded.has(key)) folded.set(key, tidy(fold(text)));
    return folded.get(key).includes(query.words);
  }
  function asQuery(typed) {
    const words = tidy(plain(typed));
    return { bare: bare(words) === words, words };
  }

  // --- filters: what is chosen, kept in the address ---
  const form = document.querySelector("#filters form");
  const names = [...new Set(all("input[type=checkbox][name]", form).map((input) => input.name))];
  const pages = all("main > section").map((section) => section.id);
  let page = "overview", chosen = {}, matching = [], typed = "", isMarked = false;
  const isChosen = () => typed !== "" || Object.keys(chosen).length > 0;

  function address() {
    const parts = new URLSearchParams();
    if (typed) parts.append("q", typed);
    for (const [name, values] of Object.entries(chosen)) for (const value of values) parts.append(name, value);
    return `#${page}${isChosen() ? `?${parts}` : ""}`;
  }
  function readForm() {
    typed = form.elements.q.value.trim();
    chosen = {};
    for (const input of all("input[type=checkbox][name]:checked", form)) (chosen[input.name] ||= []).push(input.value);
    if (form.elements.case.value) chosen.case = [form.elements.case.value];
  }
  function readAddress() {
    const [where, question] = location.hash.slice(1).split("?");
    if (pages.includes(where)) page = where;
    const parts = new URLSearchParams(question || "");
    form.elements.q.value = parts.get("q") || "";
    form.elements.case.value = parts.get("case") || "";
    if (form.elements.case.selectedIndex < 0) form.elements.case.value = "";
    for (const input of all("input[type=checkbox][name]", form)) {
      input.checked = parts.getAll(input.name).includes(input.value);
      if (input.checked) input.closest("details").open = true;
    }
    readForm();
  }

  // Each facet has a bit: what fails in one facet alone still counts for the choices of that facet.
  function match() {
    const query = asQuery(typed), facets = [...names, "case", "q"];
    const bit = Object.fromEntries(facets.map((name, at) => [name, 1 << at]));
    const valuesOf = (one) => {
      const set = setOf(one.talk, one.row[TURN]);
      const found = { code: above[one.row[CODE]].map((at) => data.codes[at].id), status: [data.statuses[one.row[STATUS]][0]],
        direction: [data.directions[one.row[DIRECTION]][0]], coder: [one.row[CODER]], case: [one.talk[0]] };
      data.attributes.forEach((name, at) => { found[`a.${name}`] = [set[at]]; });
      return found;
    };
    const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
    matching = [];
    for (const one of codings) {
      const values = valuesOf(one);
      let fails = 0;
      for (const [name, wanted] of Object.entries(chosen)) {
        if (!(values[name] || []).some((value) => wanted.includes(value))) fails |= bit[name];
      }
      if (query.words && !contains(quoted(one), query) && !contains(one.more.translation || "", query)) fails |= bit.q;
      one.fits = fails === 0;
      if (one.fits) matching.push(one);
      for (const name of names) {
        if ((fails & ~bit[name]) === 0) for (const value of values[name] || []) counts[name].set(value, (counts[name].get(value) || 0) + 1);
      }
    }
    for (const input of all("input[type=checkbox][name]", form)) {
      const count = counts[input.name].get(input.value) || 0;
      const shown = input.closest(".option").querySelector(".n");
      shown.textContent = number.format(count);
      input.closest(".option").classList.toggle("none", !count && !input.checked);
    }
  }

  // --- the pages ---
  const caseFits = (values) => Object.entries(chosen).every(([name, wanted]) => !name.startsWith("a.") || wanted.includes(values[data.attributes.indexOf(name.slice(2))]));
  const codeFits = (id) => !chosen.code || chosen.code.some((one) => id === one || id.startsWith(`${one}.`) || one.startsWith(`${id}.`));

  const shows = {
    transcripts() {
      const query = asQuery(typed), wantsCodings = Object.keys(chosen).some((name) => name !== "case" && !name.startsWith("a."));
      // A large study has a hundred thousand marks: as long as there are no filters, all stay.
      if (!isChosen() && !isMarked) return undefined;
      isMarked = isChosen();
      const whole = byId("all").checked, found = [];
      const fitting = new Map(), tallies = new Map();
      for (const one of matching) {
        if (!fitting.has(one.talk[0])) fitting.set(one.talk[0], new Set());
        fitting.get(one.talk[0]).add(one.row[TURN]);
        tallies.set(one.talk[0], (tallies.get(one.talk[0]) || 0) + 1);
      }
      let turns = 0, shown = 0;
      for (const element of all(".talk")) {
        const name = element.id.slice(2), talk = talks.get(name);
        const here = !chosen.case || chosen.case.includes(name);
        let any = false;
        for (const turn of here ? all(".turn", element) : []) {
          const at = Number(turn.dataset.t);
          let fits = caseFits(setOf(talk, at));
          if (fits && wantsCodings) fits = Boolean(fitting.get(name)?.has(at));
          else if (fits && typed) fits = contains(textOf(name, at), query) || Boolean(fitting.get(name)?.has(at));
          turn.hidden = !fits && !whole;
          if (fits) { turns += 1; any = true; if (typed && found.length < SHOWN) found.push(turn.querySelector(".words")); }
        }
        element.hidden = !any;
        shown += any ? 1 : 0;
        const count = matching.length === codings.length ? null : tallies.get(name) || 0;
        const tally = element.querySelector("summary .n b");
        tally.dataset.whole ||= tally.textContent;
        tally.textContent = count === null ? tally.dataset.whole : `${count}/${tally.dataset.whole}`;
      }
      for (const piece of all(".p")) {
        piece.classList.toggle("off", !piece.dataset.c.split(" ").some((at) => codings[at].fits));
      }
      for (const one of codings) byId(`k${one.place}`).hidden = !one.fits;
      paint(found);
      nothing("transcripts", shown);
      return turns;
    },
    quotes() {
      const groups = new Map(data.codes.map((code) => [code.id, []]));
      for (const one of matching) if (one.more.cite !== "ban") groups.get(one.code.id).push(one);
      let shown = 0;
      for (const section of all("#quotes .of-code")) {
        const group = groups.get(section.dataset.code);
        section.hidden = !group.length;
        shown += group.length;
        const tally = section.querySelector(".tally b");
        tally.dataset.whole ||= tally.textContent;
        tally.textContent = isChosen() ? `${number.format(matching.filter((one) => one.code.id === section.dataset.code).length)}/${tally.dataset.whole}` : tally.dataset.whole;
        section.querySelector(".best")?.remove();
        fill(section, group, STEP);
      }
      if (typed) paint(all("#quotes .said, #quotes .original").slice(0, SHOWN)); else paint([]);
      nothing("quotes", shown);
    },
    codebook() {
      for (const entry of all("#codebook .entry")) entry.hidden = !codeFits(entry.dataset.code);
    },
    matrix() {
      const heads = all("#cases .code"), out = heads.map((head) => !codeFits(head.dataset.code));
      heads.forEach((head, at) => { head.hidden = out[at]; });
      for (const head of all("#cases .family")) {
        head.total ||= head.colSpan;
        const before = all("#cases .family").slice(0, all("#cases .family").indexOf(head)).reduce((sum, one) => sum + (one.total || one.colSpan), 0);
        const left = out.slice(before, before + head.total).filter((gone) => !gone).length;
        head.hidden = left === 0;
        if (left) head.colSpan = left;
      }
      for (const row of all("#cases tbody tr")) {
        const name = row.dataset.case, talk = talks.get(name);
        row.hidden = Boolean(chosen.case && !chosen.case.includes(name)) || !(talk && caseFits(setOf(talk, 0))) && Object.keys(chosen).some((n) => n.startsWith("a."));
        [...row.cells].slice(1).forEach((cell, at) => { cell.hidden = out[at]; });
      }
      for (const row of all(".groups tbody tr")) row.hidden = !codeFits(row.dataset.code);
    },
  };
  function nothing(where, count) {
    document.querySelector(`#${where} > .nothing`).hidden = count > 0;
  }

  function fill(section, group, most) {
    section.querySelector(".listed").replaceChildren(...group.slice(0, most).map((one) => make("li", {}, quotation(one))));
    const more = section.querySelector(".more");
    more.replaceChildren();
    if (group.length > most) {
      const button = make("button", { type: "button" }, `${word("more")} (${number.format(group.length - most)})`);
      button.addEventListener("click", () => {
        fill(section, group, most + 5 * STEP);
        section.querySelectorAll(".listed > li")[most].querySelector("a").focus();
      });
      more.append(button);
    }
  }
  function quotation(one) {
    const original = [`“${tidy(quoted(one))}”`, "vi"], english = one.more.translation ? [one.more.translation, "en"] : null;
    const [first, second] = english && main === "en" ? [english, original] : [original, english];
    const sign = data.statuses[one.row[STATUS]][1];
    const footer = make("footer", {}, "— ", bdi(say(data.attributions[one.row[WHOM]])), " ",
      make("a", { class: "id", href: `#${encodeURI(one.id)}` }, one.id), " ", make("span", { class: "sign" }, sign), " ", one.row[CODER] ? bdi(one.row[CODER]) : "",
      one.more.cite === "pin" ? ` · ${word("pinned")}` : "", one.more.cite === "ban" ? ` · ${word("banned")}` : "");
    if (english && one.more.translator) footer.append(" ", make("span", { class: "small" }, translated(one)));
    return make("blockquote", { class: one.row[STATUS] === 0 ? "proposed" : "" },
      make("p", { class: "said", lang: first[1] }, first[0]), second ? make("p", { class: "original", lang: second[1] }, second[0]) : "", footer);
  }
  function translated(one) {
    const checked = one.more.checked ? `${word("checked")} ${one.more.checked}` : word("unchecked");
    return `${one.more.translator ? `${word("translated")}: ${one.more.translator}, ` : ""}${checked}`;
  }

  // --- the words that were searched for, without touching the text ---
  function paint(elements) {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("found");
    const query = asQuery(typed);
    if (!query.words) return;
    const ranges = elements.flatMap((element) => [...places(element, query)]);
    CSS.highlights.set("found", new Highlight(...ranges));
  }
  function* places(element, query) {
    const fold = query.bare ? bare : plain, nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    const from = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      for (let at = 0; at < node.data.length; at += 1) {
        const letters = /\s/.test(node.data[at]) ? " " : fold(node.data[at]);
        if (letters === " " && text.endsWith(" ")) continue;
        for (const letter of letters) { text += letter; from.push([node, at]); }
      }
    }
    for (let at = text.indexOf(query.words); at >= 0; at = text.indexOf(query.words, at + query.words.length)) {
      const range = new Range(), last = from[at + query.words.length - 1];
      range.setStart(...from[at]);
      range.setEnd(last[0], last[1] + 1);
      yield range;
    }
  }

  function count(turns) {
    const within = new Set(matching.map((one) => one.talk[0])).size;
    const parts = [some(matching.length, "counted"), some(within, "in_sources")];
    if (turns !== undefined && isChosen()) parts.push(some(turns, "turns"));
    byId("count").textContent = parts.join(" · ");
    const many = Object.values(chosen).flat().length + (typed ? 1 : 0);
    byId("chosen").textContent = many ? `(${many})` : "";
  }
  function show() {
    for (const section of all("main > section")) section.classList.toggle("here", section.id === page);
    for (const link of all("nav a")) {
      if (link.hash === `#${page}`) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    byId("filters").hidden = page === "overview" || page === "comparison";
    document.querySelector(".only-transcripts").hidden = page !== "transcripts";
    match();
    count(shows[page] ? shows[page]() : undefined);
  }
  function go(to, filters = {}) {
    page = to;
    const parts = new URLSearchParams();
    for (const [name, value] of Object.entries(filters)) parts.append(name, value);
    history.pushState(null, "", `#${to}${parts.size ? `?${parts}` : ""}`);
    readAddress();
    show();
    scrollTo(0, 0);
    byId(`h-${to}`).focus();
  }

  // --- the panel beside the talk ---
  let opener = null;
  function open(places, from) {
    close(false);
    opener = from || null;
    const here = places.map((at) => codings[at]);
    byId("found").replaceChildren(...here.map(described));
    const before = from?.getBoundingClientRect().top;
    byId("panel").hidden = false;
    byId("panel").scrollTop = 0;
    document.body.classList.add("beside");
    from?.classList.add("on");
    // The words stay where they were, though the column is narrower now.
    if (from) scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
    byId("h-panel").focus({ preventScroll: true });
  }
  function close(back = true) {
    if (byId("panel").hidden) return;
    const before = opener?.getBoundingClientRect().top;
    byId("panel").hidden = true;
    document.body.classList.remove("beside");
    if (opener) scrollBy({ top: opener.getBoundingClientRect().top - before, behavior: "instant" });
    opener?.classList.remove("on");
    if (back) opener?.focus({ preventScroll: true });
    opener = null;
  }
  function described(one) {
    const [, sign, status] = data.statuses[one.row[STATUS]], [, arrow, direction] = data.directions[one.row[DIRECTION]];
    const list = make("dl");
    const add = (name, ...value) => list.append(make("dt", {}, say(data.words[name])), make("dd", {}, ...value));
    add("code", make("span", {}, one.code.id));
    add("direction", `${arrow} `, say(direction));
    add("status", `${sign} `, say(status));
    if (one.row[CODER]) add("who", bdi(one.row[CODER]));
    if (one.more.by) add("proposed_by", bdi(one.more.by));
    if (one.more.translation) add("translation", make("span", { lang: "en" }, one.more.translation), make("div", { class: "small" }, translated(one)));
    else add("translation", make("span", { class: "small" }, say(data.words.untranslated)));
    if (one.more.memo) add("memo", bdi(one.more.memo));
    if (one.more.evidence) add("evidence", ...one.more.evidence.flatMap(([start, end], at) => [at ? " … " : "", make("mark", { lang: "vi" }, quoted(one, start, end))]));
    if (one.more.cite) add("quotes", word(one.more.cite === "ban" ? "banned" : "pinned"));
    const label = make("h3", { class: `key ${one.code.look}` }, bdi(say(one.code.label)));
    return make("section", {}, label, quotation(one), list);
  }
  function goTo(id) {
    const element = byId(id), turn = element?.closest(".turn");
    if (!turn) return false;
    page = "transcripts";
    turn.closest(".talk").open = true;
    show();
    if (turn.hidden || turn.closest(".talk").hidden) { clear(false); show(); }
    all(".turn.at").forEach((one) => one.classList.remove("at"));
    turn.classList.add("at");
    turn.scrollIntoView({ block: "center", behavior: "instant" });
    const here = codings.filter((one) => one.id === id);
    if (here.length) {
      const piece = element.classList.contains("p") ? element : turn.querySelector(`.p[data-c~="${here[0].place}"]`);
      open(here.map((one) => one.place), piece);
    } else turn.querySelector(".who a").focus({ preventScroll: true });
    return true;
  }
  function clear(write = true) {
    form.reset();
    readForm();
    if (write) { history.replaceState(null, "", address()); show(); }
  }

  // --- what people do ---
  function arrive() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a % that stands for itself */ }
    const isPage = pages.includes(location.hash.slice(1).split("?")[0]) || !id;
    if (!isPage && goTo(id)) return;
    close(false);
    if (!isPage && id.startsWith("t:") && byId(id)) { page = "transcripts"; show(); byId(id).open = true; byId(id).scrollIntoView(); return; }
    if (!isPage && id.startsWith("c:") && byId(id)) { page = "codebook"; show(); byId(id).scrollIntoView(); return; }
    if (!isPage && id.startsWith("q:")) { go("quotes", { code: id.slice(2) }); return; }
    readAddress();
    show();
    scrollTo({ top: 0, behavior: "instant" });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".p")) {
      event.preventDefault();
      if (String(getSelection()) && event.detail) return;
      if (link.classList.contains("off")) return;
      open(link.dataset.c.split(" ").filter((at) => codings[at].fits), link);
      history.replaceState(null, "", link.getAttribute("href"));
    } else if (link.closest("nav")) {
      event.preventDefault();
      page = link.hash.slice(1);
      close(false);
      history.pushState(null, "", address());
      show();
      scrollTo(0, 0);
    } else if (link.closest("#cases td")) {
      event.preventDefault();
      const row = link.closest("tr"), code = all("#cases .code")[link.closest("td").cellIndex - 1].dataset.code;
      go("quotes", { code, case: row.dataset.case });
    } else if (link.closest(".groups td")) {
      event.preventDefault();
      const table = link.closest("table"), value = table.tHead.rows[0].cells[link.closest("td").cellIndex].dataset.value;
      go("quotes", { code: link.closest("tr").dataset.code, ...(value ? { [`a.${table.dataset.by}`]: value } : {}) });
    } else if (link.dataset.code) {
      event.preventDefault();
      go("quotes", { code: link.dataset.code });
    } else if (link.closest("#panel, #quotes, .joint") && link.matches(".id")) {
      event.preventDefault();
      history.pushState(null, "", link.getAttribute("href"));
      arrive();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("hashchange", arrive);
  addEventListener("popstate", arrive);
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { readForm(); history.replaceState(null, "", address()); show(); }, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => clear());
  byId("copy").addEventListener("click", async () => {
    history.replaceState(null, "", address());
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    byId("count").textContent = word("copied");
  });
  byId("close").addEventListener("click", () => close());
  for (const button of all("[data-open]")) {
    button.addEventListener("click", () => { for (const talk of all(".talk:not([hidden])")) talk.open = Boolean(button.dataset.open); });
  }
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("main details:not([open])"); closed.forEach((one) => { one.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((one) => { one.open = false; }); });

  for (const heading of all("main > section > h2")) heading.tabIndex = -1;
  document.documentElement.classList.add("js");
  all(".scripted").forEach((one) => { one.hidden = false; });
  byId("filters").open = matchMedia("(min-width: 62rem)").matches;
  arrive();
  // The browser itself goes to a section that has the address's name, once all is loaded.
  if (pages.includes(location.hash.slice(1))) addEventListener("load", () => requestAnimationFrame(() => scrollTo({ top: 0, behavior: "instant" })));
})();
