// A record that was found, as the page Find shows it.
const root = new URL(document.getElementById("explorer").dataset.root, location.href);

export const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};

export const address = (page, anchor = "") => {
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

export const result = (log, hit, page, hasWords) => {
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
