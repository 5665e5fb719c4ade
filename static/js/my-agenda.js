// “My agenda”: the starred sessions of each meeting by day, with clashes and notes; the calendar of them behind an
// address of its own; taking over the stars of another device; forgetting it all.
"use strict";

(() => {
  const { make, word, words, tell, read, change, programme, starButton, paint, post, sync, forgetCalendar } = window.mine;
  const { sessionOf, askedIn, sameWords, questionName } = window.mine;
  const place = document.querySelector("#my-agenda");

  const meetingOf = (key) => key.split("/")[0];
  const addressOf = (slug) => place.dataset.programme.replace("SLUG", slug);

  // The sessions of one meeting in its order: [{day, sessions}].
  function byDay(sessions) {
    const days = [];
    for (const session of sessions) {
      if (days.at(-1)?.day !== session.day) days.push({ day: session.day, sessions: [] });
      days.at(-1).sessions.push(session);
    }
    return days;
  }

  // First what is on the session as a whole, then on its questions in their order; last on what is asked no more, in
  // the words of then.
  function notesOf(key, notes, questions = []) {
    const mine = Object.entries(notes).filter(([name]) => sessionOf(name) === key);
    const lines = mine.map(([name, text]) => {
      const number = questions.findIndex((asked) => sameWords(asked, askedIn(name))) + 1;
      const label = number ? word("question", { number }) : questionName(name);
      const inside = name === key ? [] : [make("strong", {}, label), " "];
      return { place: name === key ? 0 : number || Infinity, line: make("p", { class: "my-note-text" }, ...inside, make("bdi", {}, text)) };
    });
    return lines.sort((one, other) => (one.place < other.place ? -1 : one.place > other.place)).map(({ line }) => line);
  }

  function starLine(key, name, beside) {
    const button = starButton(key, name);
    button.dataset.programme = addressOf(meetingOf(key));
    return make("div", { class: "star-line" }, beside, button);
  }

  function statusLine({ status, status_note: note }) {
    const said = status[0].toLocaleUpperCase() + status.slice(1);
    return make("p", { class: "status" }, make("strong", {}, `${said}.`), " ", make("bdi", { lang: "en" }, note));
  }

  function sessionLine(session, notes) {
    const link = make("a", { href: session.address }, make("span", { class: "number" }, session.label), " ", make("bdi", { lang: "en" }, session.title));
    const when = [session.hours, session.room].filter(Boolean).join(" · ");
    const line = make("li", session.cancelled ? { class: "entry-cancelled" } : {}, starLine(session.key, session.label, link));
    if (when) line.prepend(make("p", { class: "where" }, when));
    if (session.status) line.append(statusLine(session));
    line.append(...notesOf(session.key, notes, session.questions));
    return line;
  }

  function meetingPart({ title, address, sessions, gone }, kept) {
    const mine = sessions.filter(({ key }) => kept.stars.includes(key));
    if (!mine.length) return [];
    const part = make("section", { class: "section" }, make("h2", {}, make("a", { href: address }, title)));
    if (gone) part.append(make("p", { class: "notice" }, words.gone_meeting));
    for (const { day, sessions: held } of byDay(mine)) {
      const list = make("ul", { class: "session-list" }, ...held.map((session) => sessionLine(session, kept.notes)));
      part.append(make("h3", {}, day || word("unknown_day")), list);
    }
    return part;
  }

  function goneLines(loaded, kept) {
    const known = new Set(loaded.flatMap(({ sessions }) => sessions.map(({ key }) => key)));
    const meetings = new Set(loaded.map(({ meeting }) => meeting));
    const gone = kept.stars.filter((key) => meetings.has(meetingOf(key)) && !known.has(key));
    return gone.map((key) => goneLine("div", key, kept.notes));
  }

  function goneLine(tag, key, notes) {
    return make(tag, {}, starLine(key, key, make("p", {}, word("gone", { name: key }))), ...notesOf(key, notes));
  }

  // What was written on sessions without a star, also where they are no longer on record: it stands nowhere else then.
  function otherNotes(loaded, kept) {
    const sessions = new Map(loaded.flatMap((meeting) => meeting.sessions).map((session) => [session.key, session]));
    const meetings = new Set(loaded.map(({ meeting }) => meeting));
    const noted = new Set(Object.keys(kept.notes).map(sessionOf));
    const other = [...noted].filter((key) => !kept.stars.includes(key) && meetings.has(meetingOf(key)));
    if (!other.length) return [];
    const lines = other.map((key) => (sessions.has(key) ? sessionLine(sessions.get(key), kept.notes) : goneLine("li", key, kept.notes)));
    return [make("section", { class: "section" }, make("h2", {}, words.other_notes), make("ul", { class: "session-list" }, ...lines))];
  }

  const buttons = () => [...place.querySelectorAll("[data-star]")];

  // The star that had the focus, or, where its session is gone from the page, the one that took its place.
  function focusAgain(key, number) {
    place.tabIndex = -1;
    const now = buttons();
    (now.find((button) => button.dataset.star === key) ?? now[Math.min(number, now.length - 1)] ?? place).focus();
  }

  const come = new Map(); // the data of each meeting that was asked for; null where they cannot be had

  async function ask(slug) {
    if (!come.has(slug)) come.set(slug, undefined);
    const gone = ({ message }) => (["404", "410"].includes(message) ? { meeting: slug, sessions: [] } : null);
    come.set(slug, await programme(addressOf(slug)).catch(gone));
    draw();
  }

  const meetingsIn = ({ stars, notes }) => [...new Set([...stars, ...Object.keys(notes)].map(meetingOf))];

  function show() {
    for (const slug of meetingsIn(read())) if (!come.get(slug)) ask(slug);
    draw();
  }

  // What has come is shown at once: in a bad hall one agenda may come long before another.
  function draw() {
    const kept = read();
    const slugs = meetingsIn(kept);
    const loaded = slugs.flatMap((slug) => come.get(slug) ?? []);
    const unread = slugs.filter((slug) => come.get(slug) === null);
    const [focused, number] = [document.activeElement?.dataset?.star, buttons().indexOf(document.activeElement)];
    place.replaceChildren(
      ...(kept.stars.length ? [] : [make("p", { class: "empty" }, words.empty)]),
      ...loaded.flatMap((meeting) => meetingPart(meeting, kept)),
      ...goneLines(loaded, kept),
      ...otherNotes(loaded, kept),
      ...unread.map((slug) => make("p", { class: "notice" }, word("unread", { name: slug }))),
      ...(loaded.length + unread.length < slugs.length ? [make("p", { class: "notice" }, words.reading)] : []),
    );
    paint();
    if (number >= 0) focusAgain(focused, number);
  }

  // The calendar

  function showCalendar() {
    const part = document.querySelector("#my-calendar");
    const { calendar, stars } = read();
    part.hidden = calendar ? calendar.gone === true : stars.length === 0;
    part.querySelector('[data-calendar="none"]').hidden = calendar !== null;
    part.querySelector('[data-calendar="made"]').hidden = calendar === null;
    document.querySelector('[data-do="print"]').hidden = stars.length === 0;
    if (!calendar) return;
    const address = new URL(words.agenda + calendar.token, location.href).href;
    part.querySelector('[data-show="page"]').href = `${address}/`;
    part.querySelector('[data-show="file"]').href = `${address}.ics`;
    part.querySelector('[data-show="webcal"]').href = `${address.replace(/^https?:/, "webcal:")}.ics`;
    part.querySelector('[data-show="until"]').textContent = word("calendar_until", { date: calendar.until });
    const image = part.querySelector('[data-show="code"]');
    if (image.getAttribute("src") !== `${address}.svg`) image.src = `${address}.svg`;
  }

  async function makeCalendar() {
    const { stars } = read();
    const answer = await post(words.agenda, stars);
    const said = await answer.json();
    if (!answer.ok) return tell(said.error);
    change((kept) => (kept.calendar = { token: said.token, sent: stars, until: said.until }));
    tell(words.calendar_made);
  }

  async function forgetAddress() {
    await forgetCalendar();
    tell(words.calendar_gone);
  }

  // A browser that keeps no pages has no such list, or does not let anybody see it.
  const saved = async () => (await window.caches?.keys().catch(() => [])) ?? [];

  // The page for what is missing is kept on every device: where there is nothing else, nothing is the reader's own.
  async function showDevice() {
    const meetings = (await saved()).filter((name) => name.includes("/meetings/"));
    const part = document.querySelector("#my-device");
    const focused = part.contains(document.activeElement);
    part.hidden = window.mine.ours().length === 0 && meetings.length === 0;
    if (part.hidden && focused) focusAgain();
  }

  // What is on the device needs no network, so it goes first.
  async function forgetAll() {
    if (!confirm(words.sure)) return;
    window.mine.forget();
    for (const name of await saved()) await caches.delete(name);
    if (read().calendar) {
      tell(words.forgotten_here);
      await sync();
    }
    tell(words.forgotten);
    await showDevice();
  }

  const sayUnreached = () => tell(read().calendar?.gone ? words.forgotten_here : words.calendar_failed);

  function takeOver(stars) {
    change((kept) => (kept.stars = [...new Set([...kept.stars, ...stars])]));
    tell(words.imported);
    sync().catch(() => {});
  }

  const deeds = {
    make: makeCalendar,
    print: () => window.print(),
    "forget-calendar": forgetAddress,
    "forget-all": forgetAll,
    "take-over": () => takeOver([...document.querySelectorAll("[data-shared]")].map((line) => line.dataset.shared)),
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]");
    // Pressed once more while the portal is asked, it would make a second address.
    if (!button || button.classList.contains("is-awaited")) return;
    button.classList.add("is-awaited");
    try {
      await deeds[button.dataset.do]();
    } catch {
      sayUnreached();
    }
    button.classList.remove("is-awaited");
  });

  for (const element of document.querySelectorAll("[data-do=take-over]")) element.hidden = false;
  if (!place) return;
  for (const told of [show, showCalendar, showDevice]) {
    document.addEventListener("mine", told);
    told();
  }
  sync().catch(sayUnreached);
})();
