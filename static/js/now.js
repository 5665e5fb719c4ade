// Keeps “now and next” current, and shows the reader's own time beside that of the meeting where the two differ.
(() => {
  const MINUTE = 60 * 1000;
  const place = document.querySelector("#now");
  const stale = document.querySelector("#now-stale");
  let shown = place.innerHTML;

  addOwnTimes();
  setTimeout(() => { refresh(); setInterval(refresh, MINUTE); }, MINUTE - (Date.now() % MINUTE));
  document.addEventListener("visibilitychange", refresh);

  async function refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#now");
      if (!answer.ok || !fresh) throw new Error(answer.status);
      stale.hidden = true;
      if (fresh.innerHTML !== shown) show(fresh);
    } catch {
      stale.hidden = false;
    }
  }

  function show(fresh) {
    const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    shown = fresh.innerHTML;
    place.replaceChildren(...fresh.childNodes);
    addOwnTimes();
    if (focused) place.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
    document.dispatchEvent(new Event("listed"));
  }

  function addOwnTimes() {
    for (const hours of place.querySelectorAll("[data-hours]")) {
      const times = [...hours.querySelectorAll("time[datetime*=T]")].map((element) => element.dateTime);
      if (!times.length || times.every((time) => localClock(time) === time.slice(0, 16))) continue;
      const own = document.createElement("span");
      own.className = "own-time";
      own.textContent = place.dataset.own.replace("{time}", times.map(ownWords).join("–"));
      hours.append(" ", own);
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
