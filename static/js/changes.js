// Marks what changed in an agenda since this reader last looked. When that was stays in this browser.
(() => {
  const place = document.querySelector("[data-agenda-of]");
  if (!place) return;
  const VISIT = 30 * 60 * 1000; // a page opened later than this after the last one begins a new visit
  const key = `looked:${place.dataset.agendaOf}`;
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
    const format = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { dateStyle: "long", timeStyle: "short" });
    const words = place.dataset.words.replace("{when}", format.format(since.at)).replace("{number}", number);
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
