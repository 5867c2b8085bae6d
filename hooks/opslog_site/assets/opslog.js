// The theme's search is a dialog without a name; screen readers need one.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search");

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

// On paper nothing can be unfolded.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  for (const part of unfolded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
});
