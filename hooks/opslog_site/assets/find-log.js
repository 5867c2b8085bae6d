// What the page Find knows. Words are looked up in an index that Pagefind made (search_index.py); what an incident is, and
// how many there are of each, is computed from a table of facts (facets.py).
const MOST_WORDS = 12; // words that are looked up one by one where no record has them all

// What is asked: words, an order, and of each facet the values that are chosen.
export class Question {
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
export class Log {
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
export class Index {
  constructor(pagefind, log, folder) {
    this.pagefind = pagefind;
    this.log = log;
    this.folder = folder;
    this.answers = new Map();
  }

  static async opened(shards, log, folder) {
    const pagefind = await import(new URL("pagefind.js", folder).href);
    const options = { excerptLength: 22 };
    await pagefind.options(options);
    await pagefind.init();
    await Promise.all(shards.map(([name]) => pagefind.mergeIndex(new URL(`${name}/`, folder).pathname, options)));
    return new Index(pagefind, log, folder);
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
      const packed = (await fetch(new URL(name, this.folder))).body.pipeThrough(new DecompressionStream("gzip"));
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
