// A second press of “Save” sends nothing: what was sent first is on its way, and would else be there twice.
"use strict";
const PATIENCE = 10000; // milliseconds: who sees nothing happen for as long may press again

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (Date.now() - form.dataset.sentAt < PATIENCE) event.preventDefault();
  else form.dataset.sentAt = Date.now();
});

// Who comes back to a page that the browser kept may send it again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});

// Who sent a form that was refused is led to what is wrong with it, which is then read out; the first field waits.
addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector(".errornote");
  if (!note) return;
  note.tabIndex = -1;
  note.focus();
});

// A picker asks for records of the meeting that its form names or, where that was given once, is of.
addEventListener("DOMContentLoaded", () => {
  const { jQuery } = window.django;
  let picker = null;
  jQuery(document).on("select2:opening", (event) => {
    picker = event.target;
  });
  // Select2 names a picker by what is chosen in it, which may be nothing: its label stands before that.
  jQuery(() => {
    for (const select of document.querySelectorAll("select.admin-autocomplete[id]")) {
      const [label] = select.labels;
      const box = select.nextElementSibling?.querySelector(".select2-selection--single");
      if (!label || !box) continue;
      label.id ||= `${select.id}_label`;
      const chosen = box.querySelector(".select2-selection__rendered");
      for (const part of [box, chosen]) part.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    }
  });
  jQuery.ajaxPrefilter((asked) => {
    if (!picker?.dataset.within || !asked.url.endsWith("/autocomplete/")) return;
    const { fieldName, meeting, within } = picker.dataset;
    const field = picker.form.elements[picker.name.slice(0, -fieldName.length) + within];
    asked.data += `&meeting=${(field ? field.value : meeting) || ""}`;
  });
});
