// The theme's search is a dialog without a name; screen readers need one. Nothing else here needs a script.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
