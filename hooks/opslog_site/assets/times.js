// Times of a record by another clock than the incident's. Without this script they stand as its zone has them.
{
  const KEY = "opslog-clock";
  const times = [...document.querySelectorAll('.md-content time[datetime*="T"]')]
    .map(element => ({element, title: element.title, written: element.textContent}));
  const timelines = [...document.querySelectorAll(".opslog-timeline")]
    .map(list => ({list, written: [...list.children]}));
  const zones = {utc: "UTC", local: Intl.DateTimeFormat().resolvedOptions().timeZone};

  /** The date, the clock time and the name of the zone: ["2022-12-25", "17:32", "UTC"]. */
  const read = (moment, timeZone) => {
    const digits = {year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit"};
    const format = Intl.DateTimeFormat("en-GB", {timeZone, ...digits, hourCycle: "h23", timeZoneName: "short"});
    const part = Object.fromEntries(format.formatToParts(new Date(moment)).map(({type, value}) => [type, value]));
    const day = `${part.year.padStart(4, "0")}-${part.month}-${part.day}`;
    return [day, `${part.hour}:${part.minute}`, part.timeZoneName.replace(/^GMT(?=.)/, "UTC").replace(/^GMT$/, "UTC")];
  };

  /** Write a clock time as a clock time, a range as a range, everything else with its date and zone. */
  const rewritten = ({element, written}, timeZone) => {
    const [day, clock, zone] = read(element.dateTime, timeZone);
    const until = element.dataset.until ? `–${read(element.dataset.until, timeZone)[1]}` : "";
    if (/^~?\d\d?:\d\d(–\d\d:\d\d)?$/.test(written)) return `${written.startsWith("~") ? "~" : ""}${clock}${until}`;
    return `${day} ${clock} ${zone}`;
  };

  /** Put a row before the first entry of each day, as that clock counts days. */
  const withDays = ({list, written}, timeZone) => {
    const rows = [];
    let shown = "";
    for (const row of written.filter(row => !row.classList.contains("opslog-day"))) {
      const moment = row.querySelector(".opslog-when > time")?.dateTime;
      const [day, , zone] = moment?.includes("T") ? read(moment, timeZone) : [moment ?? shown, "", ""];
      if (day !== shown) {
        const heading = document.createElement("li");
        heading.className = "opslog-day";
        const time = document.createElement("time");
        time.dateTime = time.textContent = day;
        const name = document.createElement("span");
        name.className = "opslog-label";
        name.textContent = zone;
        heading.append(time, " ", name);
        rows.push(heading);
      }
      shown = day;
      rows.push(row);
    }
    list.replaceChildren(...rows);
  };

  const show = clock => {
    const timeZone = zones[clock];
    for (const time of times) {
      time.element.textContent = timeZone ? rewritten(time, timeZone) : time.written;
      if (time.title) time.element.title = timeZone ? read(time.element.dateTime, timeZone).join(" ") : time.title;
    }
    for (const timeline of timelines) {
      if (timeZone) withDays(timeline, timeZone);
      else timeline.list.replaceChildren(...timeline.written);
    }
    const offered = [...document.querySelectorAll("[data-clock]")];
    // Where the incident's zone is UTC, it is offered once.
    const chosen = offered.find(button => button.dataset.clock === clock) ?? offered[0];
    for (const button of offered) {
      button.setAttribute("aria-pressed", String(button === chosen));
      if (button.dataset.clock === "local") button.title = zones.local;
    }
  };

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = clock => {
    try { localStorage.setItem(KEY, clock); } catch { /* a browser that keeps nothing for us */ }
  };

  if (document.querySelector("[data-clock]")) {
    show(Object.hasOwn(zones, remembered() ?? "") ? remembered() : "incident");
    document.querySelector(".opslog-clocks").addEventListener("click", ({target}) => {
      const clock = target.dataset.clock;
      if (!clock) return;
      remember(clock);
      show(clock);
    });
  }
}
