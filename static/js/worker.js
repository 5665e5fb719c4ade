// The service worker: keeps whole meetings on the device, and shows them where there is no network or a very slow one.
//
// A copy is one cache, named by its pack and the digest of what is in it. Its mark is written last, so a cache without
// one is not finished and never shown; the older copy goes only then. A page is therefore never of two versions.
"use strict";

const PATIENCE = 800; // milliseconds until a saved page is shown in place of one that does not come
const SILENCE = 20 * 1000; // milliseconds without a word after which a page that is not saved is no longer waited for
const LIMIT = 60 * 1000; // milliseconds after which what is to be saved has come, or is taken to come no more
const RETRIES = [1000, 3000, 9000]; // milliseconds until a broken connection is tried again
const PREFIX = "saved ";
const MARK = "/saved.json"; // no page has this address
const PORTAL = "/offline.json";
const NEVER = /^\/(admin\/|api\/(?!docs\/$)|data\/.)/; // the desk and files; pages about files are pages
const PAGES = /^text\/(html|plain)/;
const GONE = [404, 410];
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const making = new Map();
const late = new Map(); // pages that were no longer waited for, by address: they may come yet

// Nothing else is saved before the worker is there, so it does not wait for long.
addEventListener("install", (event) => event.waitUntil(Promise.race([keep(PORTAL).catch(() => {}), tired()]).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(answerKeep(event.source, event.data.keep));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || NEVER.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (HASHED.test(url.pathname)) event.respondWith(hashed(request));
  else if (url.pathname.endsWith("/agenda.json")) event.respondWith(data(request));
});

// What is saved

async function copies() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    const mark = await cache.match(MARK);
    if (!mark) continue;
    try {
      const facts = await mark.json();
      if (!facts.pack || !facts.digest || Number.isNaN(Date.parse(facts.saved))) throw new Error("no facts");
      found.push({ name, cache, facts });
    } catch {
      await throwAway(name);
    }
  }
  return found;
}

let thrown = false; // whether a damaged copy was thrown away and nobody has been told yet

async function throwAway(name) {
  thrown = true;
  await caches.delete(name);
}

// Keeping

// Side by side: while one pack stalls, the other may come.
function answerKeep(client, packs) {
  return Promise.all(packs.map((pack) => tellKept(client, pack)));
}

async function tellKept(client, pack) {
  try {
    client.postMessage({ pack, facts: await keep(pack) });
  } catch {
    const before = (await copies()).find((copy) => copy.facts.pack === pack);
    client.postMessage({ pack, facts: before?.facts, failed: true });
  }
}

function keep(pack) {
  if (!making.has(pack)) making.set(pack, kept(pack).finally(() => making.delete(pack)));
  return making.get(pack);
}

async function kept(pack) {
  const before = (await copies()).find((copy) => copy.facts.pack === pack);
  const answer = await asked(before ? `${pack}?known=${before.facts.digest}` : pack);
  const saved = new Date().toISOString();
  if (answer.status === 204) return mark(before.cache, { ...before.facts, saved, gone: undefined });
  // The reader may need the copy all the more. It is hers to remove.
  if (before && GONE.includes(answer.status)) await mark(before.cache, { ...before.facts, gone: saved });
  if (!answer.ok || /no-store/.test(answer.headers.get("Cache-Control"))) throw new Error(`not kept: ${answer.status}`);
  const { pages, files, digest, title, left_out, former = [] } = await answer.json();
  const name = `${PREFIX}${pack} ${digest}`;
  await caches.delete(name);
  const cache = await caches.open(name);
  try {
    // The policy and the other safe headers of the pack are those of every page in it.
    const headers = new Headers(answer.headers);
    for (const other of ["Content-Encoding", "Content-Length", "ETag", "Cache-Control", "Vary"]) headers.delete(other);
    for (const { address, type, body } of pages) {
      headers.set("Content-Type", type);
      await cache.put(address, new Response(body, { headers }));
    }
    for (const file of files) await cache.put(file, await sound(file));
  } catch (error) {
    await caches.delete(name); // what is not finished would take up room that may be what was missing
    throw error;
  }
  const facts = await mark(cache, { pack, digest, title, saved, left_out, agenda: pages[0].address });
  // Also what was kept when the meeting had another name: nothing would renew it any more.
  const replaced = [pack, ...former].map((address) => `${PREFIX}${address} `);
  for (const old of await caches.keys()) {
    if (old !== name && replaced.some((start) => old.startsWith(start))) await caches.delete(old);
  }
  return facts;
}

// A file as it is kept already; never the page that says that the server cannot give it.
async function keptFile(address) {
  const before = await caches.match(address);
  return before?.ok ? before : undefined;
}

async function sound(file) {
  const answer = (await keptFile(file)) ?? (await asked(file));
  if (!answer.ok) throw new Error(`not kept: ${file}`);
  return answer;
}

async function mark(cache, facts) {
  await cache.put(MARK, new Response(JSON.stringify(facts)));
  return facts;
}

// Without cookies: what is kept is what every reader sees, whoever is signed in.
async function asked(address) {
  const once = () => fetch(address, { credentials: "omit", signal: AbortSignal.timeout?.(LIMIT) });
  for (const wait of RETRIES) {
    try {
      return await once();
    } catch {
      await new Promise((go) => setTimeout(go, wait));
    }
  }
  return once();
}

// Showing

async function page(request, url) {
  // Asked first, and the waiting counted from here: looking through what is saved takes its time too.
  const line = listening();
  const coming = asking(request, url, line.heard);
  const waited = tired();
  coming.catch(() => {});
  const all = await copies().catch(() => []);
  const found = await savedAt(all, url);
  if (!found) return unsaved(coming, line.silent, all, url);
  let why = "none";
  try {
    const answer = await Promise.race([coming, waited]);
    if (answer && GONE.includes(answer.status) && (await isGone(found.copy.facts))) why = "gone";
    else if (answer && answer.status < 500) return answer;
    else if (!answer) why = "slow";
  } catch {}
  return (await shown(found, why)) ?? unsaved(coming, line.silent, all.filter((copy) => copy !== found.copy), url);
}

// What was asked for before and no longer waited for may come before what is asked for now.
function asking(request, { pathname, search }, heard) {
  const before = late.get(pathname + search);
  late.delete(pathname + search);
  const now = whole(request, PAGES, heard);
  return before ? Promise.any([before, now]) : now;
}

// A page without a copy comes as slowly as it will, yet whoever hears nothing at all is told so. Files may be long in
// the making.
async function unsaved(coming, silent, all, url) {
  try {
    const answer = await (url.pathname.endsWith("/") ? Promise.race([coming, silent]) : coming);
    if (answer) return answer;
  } catch {
    return (await missing(all, url, "none")) ?? Response.error();
  }
  const told = await missing(all, url, "slow");
  if (!told) return coming.catch(() => Response.error());
  const address = url.pathname + url.search;
  late.set(address, coming);
  setTimeout(() => late.get(address) === coming && late.delete(address), LIMIT);
  return told;
}

// `silent` gives null once nothing was heard for a while.
function listening() {
  let timer, end;
  const silent = new Promise((give) => (end = give));
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(end, SILENCE, null);
  };
  heard();
  return { heard, silent };
}

// Whether the portal has the meeting no more, and not just one of its pages.
async function isGone({ pack, gone }) {
  if (gone) return true;
  await Promise.race([keep(pack).catch(() => {}), tired()]);
  return (await copies()).some(({ facts }) => facts.pack === pack && facts.gone);
}

async function savedAt(all, url) {
  for (const copy of all) {
    const exact = await copy.cache.match(url.pathname + url.search);
    if (exact) return { copy, answer: exact, plain: url.pathname.endsWith(".txt") };
  }
  // A question to the server is answered by the search in what is saved, other words of an address by the plain page.
  if (!url.search || url.searchParams.has("q")) return null;
  return savedAt(all, new URL(url.pathname, url));
}

// The whole answer: in a bad hall the first bytes may come at once and the rest never. Files are handed on as they come,
// for a whole list may be longer than what a device can hold.
async function whole(request, kinds, heard = () => {}) {
  const answer = await fetch(request);
  heard();
  if (!kinds.test(answer.headers.get("Content-Type"))) return answer;
  const reader = answer.clone().body.getReader();
  while (!(await reader.read()).done) heard();
  return answer;
}

function tired() {
  return new Promise((give) => setTimeout(give, PATIENCE, null));
}

async function shown({ copy, answer, plain }, why) {
  // The plain text of an agenda has no room for a line about its age.
  if (plain) return answer;
  const html = await answer.text();
  if (!/^\s*<!doctype html/i.test(html) || !/<\/html>\s*$/.test(html)) {
    await throwAway(copy.name);
    return null;
  }
  const told = ` data-saved="${copy.facts.saved}" data-network="${why}"${thrown ? " data-thrown" : ""}`;
  thrown = false;
  return new Response(html.replace("<html", `<html${told}`), { headers: answer.headers });
}

// The page for what is not saved, in the language of the address if it is saved in that language.
async function missing(all, url, why) {
  const portals = all.filter(({ facts }) => facts.pack.endsWith(PORTAL) && !/\/meetings\//.test(facts.pack));
  const inLanguage = portals.find(({ facts }) => url.pathname.startsWith(facts.pack.replace(/offline\.json$/, "")) && facts.pack !== PORTAL);
  const copy = inLanguage ?? portals.find(({ facts }) => facts.pack === PORTAL) ?? portals[0];
  const answer = copy && (await copy.cache.match(copy.facts.agenda));
  return answer && shown({ copy, answer }, why);
}

async function hashed(request) {
  return (await keptFile(request.url)) ?? fetch(request);
}

async function data(request) {
  const found = await savedAt(await copies().catch(() => []), new URL(request.url));
  if (!found) return fetch(request);
  const coming = whole(request, /^application\/json/);
  const answer = await Promise.race([coming, tired()]).catch(() => null);
  if (answer?.ok) return answer;
  if (!found.copy.facts.gone && !GONE.includes(answer?.status)) return found.answer;
  return new Response(JSON.stringify({ ...(await found.answer.json()), gone: true }), { headers: found.answer.headers });
}
