// The page for what is not saved: what is, and a search in it. Titles and questions of the saved meetings are searched
// for all words of `?q=`, whatever their case, accents and number.
"use strict";

(() => {
  const { patience, make, word, words, tell } = window.mine;
  const GONE = [404, 410];
  const list = document.querySelector("#saved-list");
  const found = document.querySelector("#saved-found");
  const field = document.querySelector("#saved-q");

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Where the ends by which one tells one from many are left out, either finds the other: policy, policies.
  const stem = (word) => (word.length > 4 ? word.replace(/(ies|y|es|s)$/, "") : word);

  // A meeting stands here as its saved pages name it, in their language.
  const languageOf = ({ agenda }) => agenda.match(/^\/(fr|es|ar)\//)?.[1] ?? "en";

  async function savedMeetings() {
    const meetings = [];
    for (const name of (await caches.keys()).filter((name) => name.startsWith("saved "))) {
      const cache = await caches.open(name);
      const mark = await cache.match("/saved.json");
      const facts = await mark?.json().catch(() => null);
      if (!facts?.title) continue;
      const data = await cache.match(`${facts.agenda.replace(/\/$/, "")}.json`);
      meetings.push({ name, facts, sessions: (await data?.json().catch(() => null))?.sessions ?? [] });
    }
    return meetings;
  }

  function search(meetings, typed) {
    const wanted = fold(typed).split(/[^\p{L}\p{N}.]+/u).filter(Boolean).map(stem);
    const hits = [];
    for (const { facts, sessions } of meetings) {
      for (const session of sessions) {
        const heading = fold(`${session.label} ${session.title}`);
        const question = session.questions.find((text) => wanted.every((one) => fold(text).includes(one)));
        const all = fold(`${session.label} ${session.title} ${session.questions.join(" ")}`);
        if (wanted.every((one) => all.includes(one))) hits.push({ facts, session, question: wanted.every((one) => heading.includes(one)) ? null : question });
      }
    }
    return wanted.length ? hits : [];
  }

  function hitLine({ facts, session, question }) {
    const where = [facts.title, session.day, session.hours].filter(Boolean).join(" · ");
    const name = [make("span", { class: "number" }, session.label), " ", make("bdi", { lang: "en" }, session.title)];
    const lang = languageOf(facts);
    const line = make("li", {}, make("a", { href: session.address, lang }, ...name), " ", make("p", { class: "where", lang }, where));
    if (question) line.append(make("p", { class: "record", lang: "en", dir: "ltr" }, question));
    return line;
  }

  function show(meetings, typed) {
    const hits = search(meetings, typed);
    const said = hits.length ? word("found", { count: hits.length }) : word("found_none");
    found.replaceChildren(make("p", { role: "status" }, said), make("ul", { class: "found" }, ...hits.map(hitLine)));
  }

  function meetingLine(meeting) {
    const { facts } = meeting;
    meeting.line = make("li", {}, make("a", { href: facts.agenda, lang: languageOf(facts) }, facts.title));
    if (facts.gone) {
      const button = make("button", { type: "button" }, words.remove);
      button.addEventListener("click", () => remove(meeting));
      meeting.line.append(" ", make("span", { class: "where" }, words.gone), " ", button);
    }
    return meeting.line;
  }

  async function remove({ name, facts, line }) {
    if (!confirm(word("remove_sure", { name: facts.title }))) return;
    await caches.delete(name);
    line.remove();
    document.querySelector("#saved-none").hidden = list.children.length > 0;
    tell(words.removed);
    list.focus();
  }

  // Asks whether the portal still has the meeting, and notes in the copy what it says. Without network, what it said
  // last stands.
  async function ask(meeting) {
    const { name, facts, line } = meeting;
    const answer = await fetch(`${facts.pack}?known=${facts.digest}`, { method: "HEAD", credentials: "omit", signal: patience() });
    const gone = GONE.includes(answer.status);
    if (gone === Boolean(facts.gone) || !(gone || answer.ok) || !(await caches.has(name))) return;
    meeting.facts = { ...facts, gone: gone ? new Date().toISOString() : undefined };
    await (await caches.open(name)).put("/saved.json", new Response(JSON.stringify(meeting.facts)));
    line.replaceWith(meetingLine(meeting));
  }

  async function start() {
    document.querySelector("#without-script").remove();
    const meetings = await savedMeetings();
    document.querySelector("#saved-none").hidden = meetings.length > 0;
    list.append(...meetings.map(meetingLine));
    for (const meeting of meetings) ask(meeting).catch(() => {});
    field.form.hidden = meetings.length === 0;
    const typed = new URLSearchParams(location.search).get("q") ?? "";
    const instead = "saved" in document.documentElement.dataset && location.pathname !== list.dataset.address;
    const isSlow = document.documentElement.dataset.network === "slow";
    document.querySelector("#not-answered").hidden = !instead || !isSlow;
    document.querySelector("#not-saved").hidden = !instead || isSlow || typed !== "";
    document.querySelector("#not-asked").hidden = !instead || isSlow || typed === "";
    const again = document.querySelector("#again");
    again.hidden = !instead;
    again.firstElementChild.href = location.pathname + location.search;
    field.value = typed;
    if (typed) show(meetings, typed);
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
      show(meetings, field.value);
    });
  }

  start().catch(() => {});
})();
