// The theme's search is a dialog without a name; screen readers need one.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search");

// "/" leads to the search, unless somebody is writing.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const boxes = document.querySelectorAll("#find-words, .opslog-ask input, .opslog-ask-link");
  const seen = [...boxes].filter((one) => one.getClientRects().length);
  const box = seen.find((one) => one.id === "find-words") ?? seen[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select?.();
});

// A table wider than its box scrolls in it, and the keyboard has to reach that box.
const reachTables = () => {
  for (const box of document.querySelectorAll(".opslog-scroll, .md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("load", reachTables);
addEventListener("resize", reachTables);
addEventListener("toggle", reachTables, true); // a table in <details> has no width until that is opened

// The theme's list of contents glides along with the page; it jumps for those who asked for less motion.
{
  const less = matchMedia("(prefers-reduced-motion: reduce)");
  const { scrollTo } = Element.prototype;
  Element.prototype.scrollTo = function (...place) {
    const [first, ...others] = place;
    const calm = less.matches && first?.behavior === "smooth";
    return scrollTo.apply(this, calm ? [{ ...first, behavior: "instant" }, ...others] : place);
  };
}

// On paper nothing can be unfolded.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const part of unfolded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
});
// A page does not know on which day it is read: the link to "on this day" leads to all days, and with this to today.
const todayLink = document.querySelector(".opslog-today");
if (todayLink) {
  const twoDigits = number => String(number).padStart(2, "0");
  const now = new Date();
  const page = todayLink.dataset.month.replace("MM", twoDigits(now.getMonth() + 1));
  todayLink.href = `${page}#${twoDigits(now.getDate())}`;
}
