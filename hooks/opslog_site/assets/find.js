// The page Find: what is asked, how it can be narrowed down, what was found. The address holds the whole state.
import { Index, Log, Question } from "./find-log.js";
import { address, element, result } from "./find-result.js";

const PAGE = 10; // results that are shown at once
const SHORT = 8; // values of a facet that are shown before somebody asks for all
const PAUSE = 90; // milliseconds after a key

const app = document.getElementById("explorer");
const at = (id) => document.getElementById(`find-${id}`);
const index = new URL(app.dataset.index, location.href);

const button = (words, act, attributes = {}) => {
  const made = element("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
};
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

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
    at("results").replaceChildren(...parts.map((hit, i) => result(this.log, hit, pages[i], words)));
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
  const found = await Index.opened(facts.shards, log, index);
  if (matchMedia("(max-width: 59.9em)").matches) app.querySelector(".opslog-find-facets").open = false;
  app.hidden = false;
  at("without").hidden = true;
  new Explorer(log, found);
  if (!location.search) at("words").focus({ preventScroll: true });
};
start().catch((error) => console.info(`The search cannot be used here: ${error.message}`));
