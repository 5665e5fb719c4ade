// Follows the links and the search box of a list without loading the whole page again. Without it, or when anything
// goes wrong, the same links load the same pages.
"use strict";

const REGIONS = [".filters-body", ".results-body", ".languages"];
const PATIENCE = 10 * 1000; // milliseconds until the browser is left to load the page, and to say that it does
const IN_HEAD = [['meta[name="result-count"]', "content"], ['link[type="application/atom+xml"]', "href"]];
// A wide screen has room for the filters. Firefox 140 is not told so by the style sheet: it does not know this selector.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
  for (const part of document.querySelectorAll(".filters, .take-away")) part.open = true;
}

let asked = null;
let shown = listOf(location);

// The address of a list, whatever place on its page is looked at.
function listOf({ pathname, search }) {
  return pathname + search;
}

function sameList(url) {
  return url.origin === location.origin && url.pathname === location.pathname;
}

// What the reader had opened and scrolled stays as it was.
function keepState(from, to) {
  for (const part of to.querySelectorAll("details[data-name]")) {
    const before = from.querySelector(`details[data-name="${part.dataset.name}"]`);
    if (before) {
      part.open = before.open;
      part.dataset.scroll = before.querySelector("ul")?.scrollTop ?? 0;
    }
  }
}

// Whoever adds a value, or takes it out again, goes on at its name: the next may stand beside it.
function focusKey(link) {
  const { facet, value } = (link.closest("li")?.querySelector("[data-facet]") ?? link).dataset;
  return facet ? `[data-facet="${CSS.escape(facet)}"][data-value="${CSS.escape(value)}"]` : null;
}

function show(page, key) {
  document.title = page.title;
  for (const region of REGIONS) {
    const [now, next] = [document.querySelector(region), page.querySelector(region)];
    keepState(now, next);
    now.replaceChildren(...next.childNodes);
    for (const list of now.querySelectorAll("details.facet[data-scroll] ul")) {
      list.scrollTop = list.closest("details").dataset.scroll;
    }
  }
  for (const [where, what] of IN_HEAD) {
    document.querySelector(where).setAttribute(what, page.querySelector(where).getAttribute(what));
  }
  // Only the number is announced: the region that holds it stays in the page.
  document.querySelector("#results").textContent = page.querySelector("#results").textContent;
  document.dispatchEvent(new Event("listed"));
  const results = document.querySelector(".results-body");
  results.tabIndex = -1;
  // What was pressed may be gone. Whoever goes on by keyboard is not to begin at the top of the page.
  const lost = document.activeElement === document.body ? results : null;
  ((key && document.querySelector(key)) ?? lost)?.focus({ preventScroll: true });
}

// Each step keeps where the reader was, for the browser looks for the place before the list is there again.
function step(url) {
  if (listOf(new URL(url, location.href)) === listOf(location)) return;
  history.replaceState({ scroll: scrollY }, "");
  history.pushState(null, "", url);
}

async function follow(url, { key = null, push = true, scroll = null } = {}) {
  asked?.abort();
  const mine = (asked = new AbortController());
  const tired = setTimeout(() => mine.abort(), PATIENCE);
  const list = document.querySelector(".browse");
  list.classList.add("is-awaited");
  try {
    const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== mine) return;
    if (!answer.ok || REGIONS.some((region) => !page.querySelector(region))) throw new Error(answer.status);
    if (push) step(url);
    shown = listOf(location);
    show(page, key);
    if (push && !key) document.querySelector("#results").scrollIntoView({ block: "nearest" });
    if (scroll !== null) requestAnimationFrame(() => scrollTo({ top: scroll, behavior: "instant" }));
  } catch {
    if (asked !== mine) return;
    if (push) location.assign(url);
    else location.reload();
  } finally {
    clearTimeout(tired);
    if (asked === mine) list.classList.remove("is-awaited");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".browse a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (!sameList(url) || url.hash || link.hasAttribute("download")) return;
  event.preventDefault();
  follow(url.href, { key: focusKey(link) });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".filter-words")) return;
  event.preventDefault();
  const words = new URLSearchParams(new FormData(event.target));
  follow(`${location.pathname}?${words}`, { key: "#filter-q" });
});

// A link to another place on the page is no other list.
addEventListener("popstate", ({ state }) => {
  if (listOf(location) === shown) return;
  shown = listOf(location);
  follow(location.href, { push: false, scroll: state?.scroll ?? null });
});
