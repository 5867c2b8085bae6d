// The theme's search is a dialog without a name; screen readers need one.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search");

// A table wider than its box scrolls in it, and the keyboard has to reach that box. Nothing else here needs a script.
const reachTables = () => {
  for (const box of document.querySelectorAll(".opslog-scroll, .md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("load", reachTables);
addEventListener("resize", reachTables);
addEventListener("toggle", reachTables, true); // a table in <details> has no width until that is opened

// A page does not know on which day it is read: the link to "on this day" leads to all days, and with this to today.
const todayLink = document.querySelector(".opslog-today");
if (todayLink) {
  const twoDigits = number => String(number).padStart(2, "0");
  const now = new Date();
  const page = todayLink.dataset.month.replace("MM", twoDigits(now.getMonth() + 1));
  todayLink.href = `${page}#${twoDigits(now.getDate())}`;
}
