// Only `opslog serve` puts this into pages: it loads the page anew when there is another build than the one it shows.
const shown = new URL(document.currentScript.src).search.slice(1);
let news;
const listen = () => {
  news?.close();
  if (document.hidden) return; // browsers keep few connections open to one host, whatever the number of tabs
  news = new EventSource("/_opslog/news");
  news.onmessage = ({data}) => { if (data !== shown) location.reload(); };
};
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", listen);
addEventListener("pagehide", () => news?.close());
