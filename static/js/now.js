// Keeps “now and next” current, and shows the reader's own time beside that of the meeting where the two differ.
// On a saved page, and where the network goes, it tells from the saved agenda what is on.
"use strict";

(() => {
  const { patience, make, programme, renewCopies } = window.mine;
  const MINUTE = 60 * 1000;
  const place = document.querySelector("#now");
  const stale = document.querySelector("#now-stale");
  const fromSaved = document.querySelector("#now-from-saved");
  let shown = place.innerHTML;
  let rowsBefore = null; // what the portal said last of what is on
  let turn = 0;
  const fromDevice = new WeakMap(); // what was told last from the saved agenda in each list
  let isSaved = "saved" in document.documentElement.dataset;

  addOwnTimes();
  if (isSaved) tellFromSaved();
  setTimeout(() => { refresh(); setInterval(refresh, MINUTE); }, MINUTE - (Date.now() % MINUTE));
  document.addEventListener("visibilitychange", refresh);
  addEventListener("online", refresh);

  async function refresh() {
    if (document.hidden) return;
    const mine = ++turn;
    try {
      const answer = await fetch(location.href, { signal: patience(), cache: "no-store", headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#now");
      if (!answer.ok || !fresh) throw new Error(answer.status);
      if (mine !== turn) return;
      stale.hidden = fromSaved.hidden = true;
      isSaved = false;
      document.querySelector(".saved-line")?.remove();
      renewSaved(fresh);
      if (fresh.innerHTML !== shown) show(fresh);
    } catch {
      if (mine === turn) tellFromSaved();
    }
  }

  // Where what is on is another, more of the agenda may be. The saved one is not to be older than what was shown.
  function renewSaved(fresh) {
    const rowsNow = [...fresh.querySelectorAll(".now-rows")].map((rows) => rows.innerHTML).join();
    const isOther = rowsBefore !== null && rowsBefore !== rowsNow;
    rowsBefore = rowsNow;
    if (isOther && navigator.serviceWorker?.controller && !navigator.connection?.saveData) renewCopies();
  }

  async function tellFromSaved() {
    const mine = turn;
    const sections = [...place.querySelectorAll("section[data-programme]")];
    const come = await Promise.allSettled(sections.map((section) => programme(section.dataset.programme, { anew: true })));
    if (mine !== turn) return;
    shown = null; // whatever comes from the portal is newer, also where it is what was saved
    const told = sections.map((section, number) => come[number].value && tell(section, heldAtHours(come[number].value)));
    const isTold = told.length > 0 && told.every(Boolean);
    stale.hidden = isTold || (isSaved && come.every(({ value }) => value));
    fromSaved.hidden = isSaved || !isTold;
  }

  // Openings and lunches, which an older copy does not name, and sessions.
  function heldAtHours({ sessions, items = [] }) {
    return [...items, ...sessions].filter(({ starts }) => starts);
  }

  // Tells in a section what is on and what is next; gives whether what the section says holds now.
  function tell(section, held) {
    const at = Date.now();
    const first = Math.min(...held.map(({ starts }) => Date.parse(starts)).filter((starts) => starts > at));
    const on = held.filter(({ starts, ends }) => Date.parse(starts) <= at && at < Date.parse(ends));
    const next = held.filter(({ starts }) => Date.parse(starts) === first);
    const [clock, list] = [".clock", ".now-rows"].map((part) => section.querySelector(part));
    if (!on.length && !next.length && !(held.length && (clock || list.hasChildNodes()))) return !clock;
    for (const told of section.querySelectorAll(on.length ? ".clock, .lead" : ".clock")) told.hidden = true;
    const { now, next: after, nothingNow, nothingNext } = place.dataset;
    const fresh = make("div", {}, ...rows(now, on, nothingNow), ...rows(after, next, nothingNext));
    if (fromDevice.get(list) !== fresh.innerHTML) {
      fromDevice.set(list, fresh.innerHTML);
      put(list, fresh);
    }
    return true;
  }

  function rows(heading, held, nothing) {
    const list = held.length ? make("ul", { class: "session-list" }, ...held.map(row)) : make("p", { class: "empty" }, nothing);
    return [make("h3", {}, heading), list];
  }

  function row({ key, label, title, address, ...facts }) {
    const name = make("bdi", { lang: "en" }, title);
    const session = () => make("a", { href: address, "data-session": key }, make("span", { class: "number" }, label), " ", name);
    const where = [facts.day, facts.hours, facts.room, facts.status, facts.status_note].filter(Boolean).join(" · ");
    return make("li", {}, key ? session() : name, make("p", { class: "where" }, where));
  }

  function show(fresh) {
    shown = fresh.innerHTML;
    put(place, fresh);
    addOwnTimes();
  }

  function put(where, fresh) {
    const focused = where.contains(document.activeElement) ? keyOf(document.activeElement) : null;
    where.replaceChildren(...fresh.childNodes);
    document.dispatchEvent(new Event("listed"));
    if (focused) where.querySelector(focused)?.focus();
  }

  // By what a link or a star is found again.
  function keyOf(element) {
    const name = element.hasAttribute("href") ? "href" : "data-star";
    return `[${name}="${CSS.escape(element.getAttribute(name))}"]`;
  }

  function addOwnTimes() {
    for (const hours of place.querySelectorAll("[data-hours]")) {
      const times = [...hours.querySelectorAll("time[datetime*=T]")].map((element) => element.dateTime);
      if (!times.length || times.every((time) => localClock(time) === time.slice(0, 16))) continue;
      const said = place.dataset.own.replace("{time}", times.map(ownWords).join("–"));
      hours.append(" ", make("span", { class: "own-time" }, said));
    }
  }

  // The reader's clock in the form of the address of a moment: 2030-10-28T09:00.
  function localClock(time) {
    const moment = new Date(time);
    return new Date(moment - moment.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
  }

  function ownWords(time) {
    const sameDay = localClock(time).slice(0, 10) === time.slice(0, 10);
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(sameDay ? {} : { weekday: "short" }) };
    return new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, form).format(new Date(time));
  }
})();
