// What a reader keeps on her own device, without an account: stars, notes, whole meetings to read without network, and
// when she last looked at an agenda.
// Everything else works without it. The words it shows stand in the page (mine/words.py).
"use strict";

window.mine = (() => {
  const KEY = "gfmd-mine"; // one JSON value: {version, stars: [key], notes: {name: text}, calendar}
  const LOOKED = "looked:"; // and a meeting: when the reader last looked at its agenda
  // The signal to give a request up: in a bad hall a connection may neither answer nor break.
  const patience = () => AbortSignal.timeout?.(20 * 1000);
  const SESSION = /^[\w-]+\/[\w.-]+$/;
  const OLD = 60 * 60 * 1000;
  const RETRIES = [1000, 3000, 9000]; // in a bad hall, one connection in five may break
  const root = document.documentElement;
  const told_in_page = [...document.querySelectorAll('script[type="application/json"][id$="-words"]')];
  const words = Object.assign({}, ...told_in_page.map((script) => JSON.parse(script.textContent)));

  const word = (name, facts = {}) => words[name].replace(/\{(\w+)\}/g, (_all, fact) => facts[fact]);

  function make(tag, attributes = {}, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  }

  const told = make("div", { class: "told", role: "status" });
  document.querySelector("main").prepend(told);
  const tell = (text) => told.replaceChildren(make("p", {}, text));

  // The store

  const nothing = () => ({ version: 1, stars: [], notes: {}, calendar: null });

  function understood(kept) {
    return (
      kept?.version === 1 &&
      Array.isArray(kept.stars) &&
      kept.stars.every((key) => SESSION.test(key)) &&
      typeof kept.notes === "object" &&
      Object.values(kept.notes ?? [0]).every((note) => typeof note === "string") &&
      (kept.calendar === null || (/^[\w-]+$/.test(kept.calendar?.token) && Array.isArray(kept.calendar.sent)))
    );
  }

  function read() {
    let text = null;
    try {
      text = localStorage.getItem(KEY);
      if (text === null) return nothing();
      const kept = JSON.parse(text);
      if (understood(kept)) return kept;
    } catch {}
    if (text !== null) {
      localStorage.removeItem(KEY);
      tell(words.thrown);
    }
    return nothing();
  }

  // Reads anew before it writes, because another tab may have written.
  function change(edit) {
    const kept = read();
    edit(kept);
    try {
      const text = JSON.stringify(kept);
      if (text === JSON.stringify(nothing())) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, text);
    } catch {
      tell(words.not_kept);
    }
    document.dispatchEvent(new Event("mine"));
  }

  // What is in the store and ours: Django's desk keeps its colours there too.
  const ours = () => Object.keys(localStorage).filter((key) => key === KEY || key.startsWith(LOOKED));

  // All but the address of the reader's calendar: it is needed until the portal has forgotten what is behind it.
  function forget() {
    const { calendar } = read();
    for (const key of ours()) localStorage.removeItem(key);
    change((kept) => (kept.calendar = calendar && { ...calendar, gone: true }));
  }

  // Shows what is kept now: another tab wrote it, or this page was left and came back as it was.
  function renew() {
    const { notes } = read();
    for (const field of document.querySelectorAll("[data-note] textarea")) {
      field.value = notes[field.closest("[data-note]").dataset.note] ?? "";
    }
    document.dispatchEvent(new Event("mine"));
  }

  addEventListener("storage", ({ key }) => [KEY, null].includes(key) && renew()); // null: all was forgotten
  addEventListener("pageshow", ({ persisted }) => persisted && renew());

  // Stars

  const programmes = new Map();

  // The data of a meeting, from the address of any of its sessions; asked for anew, those from before if need be.
  function programme(address, { anew = false } = {}) {
    const url = new URL(address, location.href).href;
    const before = programmes.get(url);
    if (anew || !before) {
      const answered = fetch(url, { signal: patience() }).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));
      const coming = answered.then((told) => takeNames(told) ?? told).catch((error) => before ?? Promise.reject(error));
      programmes.set(url, coming);
      coming.catch(() => programmes.delete(url));
    }
    return programmes.get(url);
  }

  // A session that was renamed, or whose meeting was, keeps its star and its notes.
  function takeNames({ sessions }) {
    const today = new Map(sessions.flatMap(({ key, former = [] }) => former.map((old) => [old, key])));
    for (const { key } of sessions) today.delete(key);
    const { stars, notes } = read();
    if (![...stars, ...Object.keys(notes).map(sessionOf)].some((key) => today.has(key))) return;
    change((kept) => {
      kept.stars = [...new Set(kept.stars.map((key) => today.get(key) ?? key))];
      for (const name of Object.keys(kept.notes)) {
        const key = sessionOf(name);
        if (today.has(key)) nameNote(kept.notes, name, today.get(key) + name.slice(key.length));
      }
    });
    renew();
  }

  function toggle(key) {
    change((kept) => {
      kept.stars = kept.stars.includes(key) ? kept.stars.filter((other) => other !== key) : [...kept.stars, key];
    });
    sync().catch(() => {});
  }

  // The reader's calendar, if she made one: {token, sent: the stars it knows, until: the day it is forgotten, in words,
  // gone: whether she had it forgotten and the portal does not know yet}.

  const calendarAddress = ({ token }) => `${words.agenda}${token}/`;

  function post(address, stars) {
    const headers = { "Content-Type": "application/json" };
    return fetch(address, { method: "POST", keepalive: true, signal: patience(), headers, body: JSON.stringify({ sessions: stars }) });
  }

  // Tells the calendar what is starred, where it does not know yet. What fails is told at the next occasion. One after
  // the other: of two on their way at once, the earlier could arrive last.
  let telling = Promise.resolve();
  const sync = () => (telling = telling.catch(() => {}).then(tellCalendar));

  async function tellCalendar() {
    const { calendar, stars } = read();
    if (calendar?.gone) return forgetCalendar();
    if (!calendar || calendar.sent.join() === stars.join()) return;
    const answer = await post(calendarAddress(calendar), stars);
    if (answer.status === 404) return change((kept) => (kept.calendar = null));
    if (!answer.ok) throw new Error(answer.status);
    const { until } = await answer.json();
    change((kept) => kept.calendar && Object.assign(kept.calendar, { sent: stars, until }));
  }

  async function forgetCalendar() {
    const { calendar } = read();
    if (!calendar) return;
    const answer = await fetch(calendarAddress(calendar), { method: "DELETE", signal: patience() });
    if (!answer.ok && answer.status !== 404) throw new Error(answer.status);
    change((kept) => (kept.calendar = null));
  }

  function starButton(key, name, text = "") {
    const button = make("button", { type: "button", class: "star", "data-star": key }, text);
    button.setAttribute("aria-label", word("star", { name }));
    button.addEventListener("click", () => toggle(key));
    return button;
  }

  function addStars() {
    for (const place of document.querySelectorAll("[data-session]:not(.has-star)")) {
      place.classList.add("has-star");
      const name = place.dataset.name ?? (place.querySelector(".number") ?? place).textContent.trim();
      const button = starButton(place.dataset.session, name, place.matches("h1") ? words.star_short : "");
      button.dataset.programme = new URL("../../agenda.json", place.href ?? location.href).pathname;
      const beside = place.closest("h1, h2, h3, h4") ?? place;
      const line = make("div", { class: "star-line" });
      beside.before(line);
      line.append(beside, button);
    }
    paint();
  }

  function paint() {
    const { stars } = read();
    for (const button of document.querySelectorAll("[data-star]")) {
      button.setAttribute("aria-pressed", stars.includes(button.dataset.star));
    }
    paintClashes(stars);
  }

  let painted = 0;

  async function paintClashes(stars) {
    const turn = ++painted;
    const buttons = [...document.querySelectorAll("[data-star][data-programme]")];
    const starred = buttons.filter((button) => stars.includes(button.dataset.star));
    const addresses = stars.length > 1 ? new Set(starred.map((button) => button.dataset.programme)) : [];
    const found = await Promise.allSettled([...addresses].map(programme));
    if (turn !== painted) return;
    const sessions = new Map(found.flatMap(({ value }) => value?.sessions ?? []).map((session) => [session.key, session]));
    for (const button of buttons) {
      const known = starred.includes(button) ? sessions.get(button.dataset.star) : null;
      const clashes = (known?.clashes ?? []).filter((key) => stars.includes(key));
      const said = clashes.length ? clashLine(clashes.map((key) => sessions.get(key)?.label ?? key)) : null;
      const next = button.parentElement.nextElementSibling;
      const before = next?.matches(".clash") ? next : null;
      // A line that says the same stays: put in anew, it would be read out anew.
      if (before?.textContent === said?.textContent) continue;
      before?.remove();
      if (said) button.parentElement.after(said);
    }
  }

  function clashLine(names) {
    const list = new Intl.ListFormat(root.lang, { type: "conjunction" }).format(names);
    return make("p", { class: "clash", role: "status" }, word("clash", { names: list }));
  }

  // Notes
  //
  // A note on a session has the name of the session; one on a question has the words of the question behind it, for
  // its number changes when another is put before it. Notes of former days name the number.

  const sessionOf = (name) => name.split("#")[0];
  const askedIn = (name) => name.slice(sessionOf(name).length + 1);
  const numberIn = (name) => askedIn(name).match(/^question-(\d+)$/)?.[1];
  // Another comma does not make it another question.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const sameWords = (one, other) => plain(one) === plain(other);

  function nameNote(notes, name, now) {
    if (!(name in notes)) return;
    notes[now] = [notes[now], notes[name]].filter(Boolean).join("\n");
    delete notes[name];
  }

  function noteNamed(name) {
    const isIt = (other) => other.includes("#") && sessionOf(other) === sessionOf(name) && sameWords(askedIn(other), askedIn(name));
    return Object.keys(read().notes).find(isIt) ?? name;
  }

  function addNotes() {
    const places = [...document.querySelectorAll("[data-note]")];
    for (const place of places) {
      const asked = place.parentElement.querySelector(":scope > .record");
      if (numberIn(place.dataset.note) && asked) takeWords(place, asked.textContent.replace(/\s+/g, " ").trim());
      addNote(place);
    }
    addLeftNotes(places.map((place) => place.dataset.note));
  }

  // From now on the note is known by the words of its question.
  function takeWords(place, asked) {
    const before = place.dataset.note;
    const name = (place.dataset.note = noteNamed(`${sessionOf(before)}#${asked}`));
    if (before in read().notes) change(({ notes }) => nameNote(notes, before, name));
  }

  function addNote(place) {
    const { note: name } = place.dataset;
    const field = make("textarea", { rows: 4, maxlength: 5000, dir: "auto", id: `note-${document.querySelectorAll(".my-note").length}` });
    field.value = read().notes[name] ?? "";
    field.addEventListener("input", () => writeNote(name, field.value));
    const label = make("label", { for: field.id }, word("note_label", { name: place.dataset.name }));
    const note = make("details", { class: "my-note" }, make("summary", {}, words.note), label, field);
    note.open = field.value !== "";
    place.append(note);
  }

  // What was written on questions that are here no more, or not in these words, stands apart.
  function addLeftNotes(shown) {
    const questions = document.querySelector("#questions");
    const session = shown.map(sessionOf)[0];
    const left = Object.keys(read().notes).filter((name) => sessionOf(name) === session && !shown.includes(name));
    if (!questions || !left.length) return;
    questions.append(make("h3", {}, words.left_notes), make("p", { class: "hint" }, words.left_notes_why));
    for (const name of left) {
      const place = make("div", { "data-note": name, "data-name": questionName(name) });
      questions.append(place);
      addNote(place);
    }
  }

  function questionName(name) {
    const number = numberIn(name);
    return number ? word("question", { number }) : word("asked", { words: askedIn(name) });
  }

  function writeNote(key, text) {
    change((kept) => {
      if (text.trim()) kept.notes[key] = text;
      else delete kept.notes[key];
    });
  }

  // Saved copies

  // Today's hour is written as the agenda writes hours. The first use of Intl takes a phone a tenth of a second.
  function clock(moment) {
    const [hour, minute] = [moment.getHours(), moment.getMinutes()].map((number) => String(number).padStart(2, "0"));
    if (moment.toDateString() === new Date().toDateString()) return `${hour}:${minute}`;
    return inWords(moment, "medium");
  }

  // Intl does not know that in French the first of a month is “1er”.
  function inWords(moment, dateStyle) {
    const said = new Intl.DateTimeFormat(`${root.lang}-u-nu-latn`, { dateStyle, timeStyle: "short" }).format(moment);
    return root.lang === "fr" ? said.replace(/^1 /, "1er ") : said;
  }

  // The page is a saved copy: the worker wrote so into it.
  function saySaved() {
    const { saved, network, thrown } = root.dataset;
    if (thrown !== undefined) tell(words.copy_thrown);
    if (!saved || document.querySelector("#saved-list")) return;
    const moment = new Date(saved);
    const why = { slow: "slow_network", gone: "gone_network" }[network] ?? "no_network";
    const line = make("p", { class: "saved-line", role: "status" }, word(why, { time: clock(moment) }), " ");
    if (Date.now() - moment > OLD && network !== "gone") line.append(words.may_be_old, " ");
    // With a place on the page, the link would lead there and load nothing.
    const again = make("a", { href: location.pathname + location.search }, words.try_again);
    line.append(network === "gone" ? make("a", { href: words.offline }, words.saved_here) : again);
    told.before(line);
    // The copy is of the plain address: what narrows it stays with the server.
    if (location.search) told.before(make("p", { class: "saved-line", role: "status" }, words.not_narrowed));
  }

  // The server marks today in an agenda. A saved one is read on other days, so there it is marked here, by the clock
  // of the meeting.
  function markToday() {
    const { timeZone, today } = document.querySelector("[data-time-zone]")?.dataset ?? {};
    if (!root.dataset.saved || !timeZone) return;
    const day = new Intl.DateTimeFormat("sv-u-nu-latn", { timeZone }).format(); // Swedes write days as addresses do
    for (const time of document.querySelectorAll(`:is(.agenda-views, .day > h2) time[datetime="${day}"]`)) {
      time.after(" ", make("span", { class: "today" }, today));
    }
  }

  const place = document.querySelector("[data-pack]");

  function sayKept({ pack, facts, failed }) {
    if (!place || pack !== place.dataset.pack) return;
    place.hidden = false;
    if (facts) {
      const time = clock(new Date(facts.saved));
      place.textContent = word(facts.left_out ? "saved_part" : "saved", { time, count: facts.left_out });
    } else if (failed) {
      place.replaceChildren(words.save_failed, " ", saveButton());
    }
  }

  function saveButton() {
    const button = make("button", { type: "button" }, words.save);
    button.addEventListener("click", keep);
    return button;
  }

  async function keep() {
    if (place && !place.hidden) place.textContent = words.saving;
    await renewCopies();
  }

  async function renewCopies() {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: [words.pack, place?.dataset.pack].filter(Boolean) });
  }

  async function registered() {
    for (const wait of RETRIES) {
      try {
        return await navigator.serviceWorker.register("/service-worker.js");
      } catch {
        await new Promise((go) => setTimeout(go, wait));
      }
    }
    return navigator.serviceWorker.register("/service-worker.js");
  }

  async function startKeeping() {
    if (!navigator.serviceWorker || (!place && !document.querySelector("[data-mine]"))) return;
    navigator.serviceWorker.addEventListener("message", (event) => event.data.pack && sayKept(event.data));
    await registered();
    if (root.dataset.network === "none") return; // where it is slow, the next page is to be of now all the same
    if (place && navigator.connection?.saveData) {
      place.hidden = false;
      place.replaceChildren(saveButton());
    } else {
      keep();
    }
  }

  document.addEventListener("mine", paint);
  document.addEventListener("listed", addStars);
  addStars();
  addNotes();
  saySaved();
  markToday();
  addEventListener("load", () => {
    startKeeping().catch(() => {});
    sync().catch(() => {});
  });
  return { patience, make, word, words, tell, read, change, LOOKED, ours, forget, forgetCalendar, inWords, programme, starButton, paint, post, sync, renewCopies, sessionOf, askedIn, sameWords, questionName };
})();

// Marks what changed in an agenda since this reader last looked.
(() => {
  const place = document.querySelector("[data-agenda-of]");
  if (!place) return;
  const VISIT = 30 * 60 * 1000; // a page opened later than this after the last one begins a new visit
  const key = `${window.mine.LOOKED}${place.dataset.agendaOf}`;
  const now = Date.now();
  const last = place.dataset.lastChange || "";

  const known = read();
  const since = known && (now - known.at > VISIT ? { at: known.at, seen: known.seen } : known.since);
  // Only a page that shows the whole agenda makes its changes known.
  if ("visit" in place.dataset) {
    const seen = known && known.seen > last ? known.seen : last;
    write({ at: now, seen, since: since || null });
  }
  if (since) {
    mark();
    // A list that is narrowed without loading the page again brings its lines anew.
    const list = document.querySelector(".results-body");
    if (list) new MutationObserver(mark).observe(list, { childList: true });
  }

  function mark() {
    let number = 0;
    for (const line of document.querySelectorAll("[data-changed-at]")) {
      if (line.dataset.changedAt <= since.seen) continue;
      number += 1;
      line.hidden = false;
      line.classList.add("is-new");
      line.querySelector(".changed-new").hidden = false;
    }
    if (!number) return;
    const words = place.dataset.words.replace("{when}", window.mine.inWords(since.at, "long")).replace("{number}", number);
    place.textContent = words;
  }

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (!sound(kept) || !(kept.since === null || sound(kept.since))) throw new Error("not understood");
      return kept;
    } catch {
      return null;
    }
  }

  function sound(kept) {
    return Number.isFinite(kept.at) && typeof kept.seen === "string";
  }

  function write(kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing shows what everybody is shown.
    }
  }
})();
