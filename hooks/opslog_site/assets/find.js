// The page Find. Words are looked up in an index that Pagefind made (search_index.py); what an incident is, and how many
// there are of each, is computed here from a table of facts (facets.py). The address holds the whole state.
const PAGE = 10; // results that are shown at once
const SHORT = 8; // values of a facet that are shown before somebody asks for all
const MOST_WORDS = 12; // words that are looked up one by one where no record has them all
const PAUSE = 90; // milliseconds after a key

const app = document.getElementById("explorer");
const at = (id) => document.getElementById(`find-${id}`);
const index = new URL(app.dataset.index, location.href);
const root = new URL(app.dataset.root, location.href);

const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};
const button = (words, act, attributes = {}) => {
  const made = element("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
};
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

// What is asked: words, an order, and of each facet the values that are chosen.
class Question {
  constructor(search, facets) {
    const given = new URLSearchParams(search);
    this.words = (given.get("q") ?? "").trim().slice(0, 1000);
    this.sort = given.get("sort") ?? "";
    this.chosen = new Map(facets.map((facet) => [facet.name, new Set(given.getAll(facet.name))]));
  }

  get isNarrowed() {
    return [...this.chosen.values()].some((values) => values.size);
  }

  toString() {
    const told = new URLSearchParams();
    if (this.words) told.set("q", this.words);
    for (const [name, values] of this.chosen) for (const value of values) told.append(name, value);
    if (this.sort) told.set("sort", this.sort);
    return told.size ? `?${told}` : location.pathname;
  }
}

// The records: their facts in columns, newest first.
class Log {
  constructor(facts) {
    this.facets = facts.facets;
    this.columns = facts.columns;
    this.same = facts.same; // pages whose names in the index are not their own alone, and their rows
    this.size = facts.columns.id.length;
    // Shards hold the rows from the last to the first.
    this.shards = facts.shards.flatMap(([name, count]) => new Array(count).fill(name)).reverse();
    let digits = 0;
    const day = (step) => String((digits += step)).padStart(8, "0").replace(/^(....)(..)(..)$/, "$1-$2-$3");
    this.columns.day = facts.columns.day.map(day);
    this.rows = new Map(facts.columns.id.map((id, row) => [id, row]));
    this.places = new Map(this.facets.map(({ name, values }) => [name, new Map(values.map((one, i) => [one, i]))]));
  }

  values(name, row) {
    const value = this.columns[name][row];
    return Array.isArray(value) ? value : [value];
  }

  words(name, row) {
    const { values } = this.facets.find((facet) => facet.name === name) ?? { values: [] };
    return values.length ? this.values(name, row).map((place) => values[place]) : [];
  }

  // Keep the hits that have one of the chosen values of every facet. A value is counted as if nothing else of its own
  // facet were chosen: that is what there would be if it were.
  narrowed(hits, chosen) {
    const wanted = this.facets.map(({ name }) => {
      const values = [...chosen.get(name)].map((value) => this.places.get(name).get(value) ?? -1);
      return values.length ? new Set(values) : null;
    });
    const counts = this.facets.map(({ values }) => new Array(values.length).fill(0));
    const kept = hits.filter(({ row }) => {
      const missing = [];
      this.facets.forEach(({ name }, i) => {
        if (wanted[i] && !this.values(name, row).some((place) => wanted[i].has(place))) missing.push(i);
      });
      this.facets.forEach(({ name }, i) => {
        if (missing.every((other) => other === i)) for (const place of this.values(name, row)) counts[i][place] += 1;
      });
      return !missing.length;
    });
    return { kept, counts };
  }

  sorted(hits, sort) {
    const { day, minutes } = this.columns;
    const orders = {
      newest: (a, b) => (day[a.row] < day[b.row]) - (day[a.row] > day[b.row]) || a.row - b.row,
      oldest: (a, b) => (day[a.row] > day[b.row]) - (day[a.row] < day[b.row]) || b.row - a.row,
      longest: (a, b) => (minutes[b.row] ?? -1) - (minutes[a.row] ?? -1) || a.row - b.row,
      best: (a, b) => b.score - a.score || a.row - b.row,
    };
    return [...hits].sort(orders[sort] ?? orders.best);
  }
}

// The index: words in, hits out.
class Index {
  constructor(pagefind, log) {
    this.pagefind = pagefind;
    this.log = log;
    this.answers = new Map();
  }

  static async opened(shards, log) {
    const pagefind = await import(new URL("pagefind.js", index).href);
    const options = { excerptLength: 22 };
    await pagefind.options(options);
    await pagefind.init();
    await Promise.all(shards.map(([name]) => pagefind.mergeIndex(new URL(`${name}/`, index).pathname, options)));
    return new Index(pagefind, log);
  }

  // Find what has all the words; where nothing has, what has most of them, for an error message is never quite the same.
  async find(words) {
    if (!this.answers.has(words)) this.answers.set(words, await this.looked(words));
    return this.answers.get(words);
  }

  // Pagefind passes over words that a shard does not know, so every word is looked up for itself, too.
  async looked(words) {
    if (!words) return { records: this.everything(), guide: [], some: false };
    const whole = await this.asked(words);
    const single = [...new Set(words.toLowerCase().split(/\s+/))].filter((word) => /[\p{L}\p{N}]/u.test(word));
    if (single.length < 2 || /^".*"$/.test(words)) return { ...whole, some: false };
    const had = new Map();
    const tally = ({ id, ...hit }) => had.set(id, { ...hit, words: (had.get(id)?.words ?? 0) + 1 });
    const asked = single.slice(0, MOST_WORDS);
    for (const word of asked) {
      const { records, guide } = await this.asked(word);
      for (const hit of [...records, ...guide]) tally(hit);
    }
    const hasAll = ({ id }) => had.get(id)?.words === asked.length;
    const [records, guide] = [whole.records.filter(hasAll), whole.guide.filter(hasAll)];
    if (records.length || guide.length) return { records, guide, some: false };
    const most = [...had.values()].filter((hit) => hit.row !== undefined && hit.words * 2 >= asked.length);
    return { records: most.map((hit) => ({ ...hit, score: hit.words * 1000 + hit.score })), guide: [], some: true };
  }

  // Asked for nothing, Pagefind would fetch its whole index: the pages of all records are found without it.
  everything() {
    const data = async (row) => {
      const name = `${this.log.shards[row]}/fragment/${this.log.columns.id[row]}.pf_fragment`;
      const packed = (await fetch(new URL(name, index))).body.pipeThrough(new DecompressionStream("gzip"));
      const page = JSON.parse((await new Response(packed).text()).replace("pagefind_dcd", ""));
      return { ...page, raw_url: page.url };
    };
    return this.log.columns.id.map((_, row) => ({ row, score: 0, data: () => data(row) }));
  }

  async asked(words) {
    const { results } = await this.pagefind.search(words);
    const records = [];
    const guide = [];
    for (const result of results) {
      const { id, score } = result;
      const data = () => result.data(); // holds the result: once that is collected, Pagefind forgets the page
      const url = this.log.same.ids.includes(id) ? (await data()).raw_url.replace(/^\//, "") : "";
      const row = url ? this.log.same.rows[url] : this.log.rows.get(id);
      if (row !== undefined) records.push({ id, row, score, data });
      else guide.push({ id, score, data });
    }
    return { records, guide };
  }
}

const address = (page, anchor = "") => {
  const url = new URL(page.replace(/^\//, "").replace(/(^|\/)index\.html$/, "$1"), root);
  url.hash = anchor;
  return url.href;
};

// Pagefind marks words with <mark> and writes angle brackets as entities; nothing else in an excerpt is markup.
const excerpt = (html) => {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("\u200b", "");
  return html.split(/<mark>(.*?)<\/mark>/s).map((text, i) => (i % 2 ? element("mark", {}, plain(text)) : plain(text)));
};

// Excerpts from the beginning of a section begin with its heading, which stands before them already.
const withoutHeading = (html, heading) => {
  const words = heading.trim().split(/\s+/);
  const given = html.split(/\s+/);
  const bare = (word) => word?.replace(/<\/?mark>/g, "").replace(/\.$/, "");
  return words.every((word, i) => bare(given[i]) === word.replace(/\.$/, "")) ? given.slice(words.length).join(" ") : html;
};

// The sections with the words, those with most of them first; the facts below the title where no section has them.
const sections = (page) => {
  const below = page.sub_results.filter(({ anchor }) => anchor && anchor.element !== "h1");
  return (below.length ? below : page.sub_results)
    .sort((a, b) => b.locations.length - a.locations.length || a.locations[0] - b.locations[0])
    .slice(0, 3)
    .map((part) => {
      const told = withoutHeading(part.excerpt, part.title);
      const words = element("span", { class: "opslog-find-excerpt" }, ...excerpt(told));
      if (!below.length) return told.includes("<mark>") ? element("p", {}, words) : "";
      return element("p", {}, element("a", { href: address(page.raw_url, part.anchor.id) }, part.title.trim()), " ", words);
    });
};

const lasted = (minutes) => {
  if (minutes === null) return "";
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  return [days && `${days} d`, hours && `${hours} h`, (rest || !minutes) && `${rest} min`].filter(Boolean).join(" ");
};

const shown = (log, hit, page, hasWords) => {
  const { row } = hit;
  const badge = (kind, word) => element("span", { class: `opslog-badge ${kind}` }, word);
  const facts = element("p", { class: "opslog-find-facts" }, element("time", {}, log.columns.day[row]));
  const severities = log.severities;
  for (const word of log.words("severity", row)) {
    facts.append(" ", badge(`opslog-rank-${severities.indexOf(word) + 1}`, word));
  }
  for (const word of log.words("status", row)) facts.append(" ", badge(`opslog-status-${word}`, word));
  for (const word of log.words("kind", row)) if (word !== "incident") facts.append(" ", badge(`opslog-kind-${word}`, word));
  const told = [
    log.words("service", row).join(", "),
    lasted(log.columns.minutes[row]),
    log.words("follow-ups", row)[0] === "open" ? "open follow-ups" : "",
  ];
  facts.append(" ", told.filter(Boolean).join(" · "));
  const title = element("h2", {}, element("a", { href: address(page.raw_url) }, page.meta.title ?? page.raw_url));
  return element("li", {}, title, facts, ...(hasWords ? sections(page) : []));
};

class Explorer {
  constructor(log, found) {
    this.log = log;
    this.index = found;
    this.limit = PAGE;
    this.turn = 0;
    this.facets = log.facets.map((facet) => this.drawn(facet));
    at("facets").replaceChildren(...this.facets.map(({ box }) => box));
    const ask = app.querySelector("form");
    let wait;
    at("words").addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => this.ask({ words: at("words").value.trim() }, "replace"), PAUSE);
    });
    at("words").addEventListener("change", () => (this.isTyping = false));
    at("sort").addEventListener("change", () => this.ask({ sort: at("sort").value }));
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(wait);
      this.ask({ words: at("words").value.trim() });
    });
    at("more").addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.read());
    this.read();
  }

  // A facet: a fieldset that folds, with a box for every value, the most frequent first where they have no order.
  drawn(facet) {
    const { name, title, values } = facet;
    const total = new Array(values.length).fill(0);
    for (let row = 0; row < this.log.size; row += 1) for (const place of this.log.values(name, row)) total[place] += 1;
    const order = values.map((_, place) => place);
    if (values.length > SHORT && name !== "year") order.sort((a, b) => total[b] - total[a]);
    const lines = order.map((place) => {
      const input = element("input", { type: "checkbox", value: values[place] });
      const count = element("span", { class: "opslog-find-number" });
      const label = element("label", {}, input, element("span", { class: "opslog-find-value" }, values[place]), " ", count);
      input.addEventListener("change", () => this.choose(name, values[place], input.checked));
      return { place, input, count, label };
    });
    const drawn = { facet, lines, all: false };
    drawn.rest = button("", () => {
      drawn.all = !drawn.all;
      this.count(drawn);
    }, { class: "opslog-find-all", hidden: "" });
    const set = element("fieldset", {}, element("legend", {}, title), ...lines.map(({ label }) => label), drawn.rest);
    drawn.box = element("details", {}, element("summary", {}, title), set);
    drawn.box.open = ["service", "severity", "status"].includes(name);
    return drawn;
  }

  count(drawn, counts = drawn.counts) {
    const chosen = this.question.chosen.get(drawn.facet.name);
    drawn.counts = counts;
    let visible = 0;
    let possible = 0;
    for (const { place, input, count, label } of drawn.lines) {
      input.checked = chosen.has(input.value);
      count.textContent = counts[place].toLocaleString("en");
      const can = counts[place] > 0 || input.checked;
      possible += can;
      const show = can && (drawn.all || visible < SHORT || input.checked);
      visible += show;
      label.hidden = !show;
    }
    drawn.rest.hidden = possible <= SHORT;
    drawn.rest.textContent = drawn.all ? "Fewer" : `All ${possible}`;
    if (chosen.size) drawn.box.open = true;
    drawn.box.hidden = !possible;
  }

  read() {
    this.question = new Question(location.search, this.log.facets);
    at("words").value = this.question.words;
    at("sort").value = this.question.sort;
    this.limit = PAGE;
    return this.answer();
  }

  choose(name, value, isChosen) {
    this.question.chosen.get(name)[isChosen ? "add" : "delete"](value);
    return this.ask({});
  }

  clear() {
    for (const values of this.question.chosen.values()) values.clear();
    return this.ask({});
  }

  // Every choice is a step to come back to; what is typed becomes one when it is finished.
  ask(changes, how = "push") {
    Object.assign(this.question, changes);
    this.limit = PAGE;
    const state = this.question.toString();
    if (how === "push" && !this.isTyping) this.step(state);
    else if (this.isTyping) history.replaceState(null, "", state);
    else this.step(state);
    this.isTyping = how === "replace";
    return this.answer();
  }

  step(state) {
    if (state !== (location.search || location.pathname)) history.pushState(null, "", state);
  }

  async showMore() {
    const before = at("results").children.length;
    this.limit += PAGE;
    await this.answer();
    at("results").children[before]?.querySelector("a").focus();
  }

  async answer() {
    this.turn += 1;
    const turn = this.turn;
    const { words, sort, chosen } = this.question;
    const found = await this.index.find(words);
    if (turn !== this.turn) return;
    const { kept, counts } = this.log.narrowed(found.records, chosen);
    const hits = this.log.sorted(kept, sort || (words ? "best" : "newest"));
    const parts = hits.slice(0, this.limit);
    const pages = await Promise.all(parts.map(({ data }) => data()));
    const guide = await Promise.all(found.guide.slice(0, 5).map(({ data }) => data()));
    if (turn !== this.turn) return;
    this.facets.forEach((drawn, i) => this.count(drawn, counts[i]));
    at("results").replaceChildren(...parts.map((hit, i) => shown(this.log, hit, pages[i], words)));
    at("more").hidden = hits.length <= this.limit;
    at("guide").replaceChildren(...this.guide(found.guide.length, guide));
    this.tell(found, hits.length);
    app.dataset.answered = this.question.toString();
  }

  guide(count, pages) {
    if (!count) return [];
    const links = pages.map((page) => element("li", {}, element("a", { href: address(page.raw_url) }, page.meta.title)));
    const box = element("details", {}, element("summary", {}, `${plural(count, "page")} of the guide, too`), element("ul", {}, ...links));
    box.open = count > 0 && !at("results").children.length;
    return [box];
  }

  tell({ records, some }, count) {
    const { words, chosen } = this.question;
    const quoted = `“${words.replaceAll('"', "")}”`;
    const all = plural(count, "record");
    if (!words) at("count").textContent = count === this.log.size ? all : `${count.toLocaleString("en")} of ${plural(this.log.size, "record")}`;
    else if (some && records.length) at("count").textContent = `No record has all of ${quoted}. ${all} ${count === 1 ? "has" : "have"} most of it.`;
    else if (count) at("count").textContent = `${all} with ${quoted}`;
    else if (records.length) at("count").textContent = `No record with ${quoted} has all that was chosen. Without that: ${records.length}.`;
    else at("count").textContent = `No record has ${quoted}.`;

    const chips = [];
    for (const [name, values] of chosen) {
      for (const value of values) {
        const { title } = this.log.facets.find((facet) => facet.name === name);
        const label = { class: "opslog-find-chip", "aria-label": `Remove ${title.toLowerCase()} ${value}` };
        chips.push(button(`${title}: ${value} ×`, () => this.choose(name, value, false), label));
      }
    }
    if (this.question.isNarrowed) chips.push(button("Clear all", () => this.clear(), { class: "opslog-find-chip" }));
    for (const { name, title, value } of this.meant(words)) {
      chips.push(button(`Only ${title.toLowerCase()} ${value}`, () => {
        at("words").value = "";
        this.question.words = "";
        this.choose(name, value, true);
      }, { class: "opslog-find-chip" }));
    }
    if (words && !count && !records.length) {
      chips.push(button("Show all records", () => {
        at("words").value = "";
        this.ask({ words: "" });
        at("words").focus();
      }, { class: "opslog-find-chip" }));
      chips.push(element("a", { href: new URL(app.dataset.browse, location.href).href }, "Browse the lists"));
    }
    at("chosen").replaceChildren(...chips.flatMap((chip) => [chip, " "]));
  }

  // Words that name a value of a facet: perhaps that was meant.
  meant(words) {
    const asked = words.toLowerCase().replaceAll('"', "");
    if (asked.length < 3) return [];
    return this.log.facets
      .flatMap(({ name, title, values }) => values.map((value) => ({ name, title, value })))
      .filter(({ name, value }) => value.toLowerCase().startsWith(asked) && !this.question.chosen.get(name).has(value))
      .slice(0, 3);
  }
}

const start = async () => {
  const facts = await (await fetch(new URL("facts.json", index))).json();
  const log = new Log(facts);
  log.severities = facts.severities;
  const found = await Index.opened(facts.shards, log);
  if (matchMedia("(max-width: 59.9em)").matches) app.querySelector(".opslog-find-facets").open = false;
  app.hidden = false;
  at("without").hidden = true;
  new Explorer(log, found);
  if (!location.search) at("words").focus({ preventScroll: true });
};
start().catch((error) => console.info(`The search cannot be used here: ${error.message}`));
