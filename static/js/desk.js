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

// Who sent a form is led to what is said of it, which is then read out: what is wrong with it, or that it is saved.
addEventListener("DOMContentLoaded", () => {
  const said = document.querySelector(".errornote") ?? document.querySelector(".messagelist li");
  if (!said || document.querySelector("[autofocus]")) return;
  said.tabIndex = -1;
  said.focus();
});

// A picker is called as its field is. By itself it says what is chosen in it, and nothing where that is nothing.
const callPickers = () => {
  for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
    const name = field.labels[0]?.textContent.trim().replace(/:$/, "") ?? field.getAttribute("aria-label");
    const parts = field.nextElementSibling.querySelectorAll(".select2-selection, .select2-search__field");
    for (const part of parts) part.setAttribute("aria-label", name);
    const [picker] = parts;
    const chosen = picker.querySelector(".select2-selection__rendered[id]");
    if (!chosen) continue;
    for (const role of ["role", "aria-readonly"]) chosen.removeAttribute(role);
    picker.id = `${field.id}-picker`;
    picker.setAttribute("aria-labelledby", `${picker.id} ${chosen.id}`);
  }
};

// The first column of rows names each of them, and is called as they all are.
addEventListener("DOMContentLoaded", () => {
  for (const head of document.querySelectorAll("th.original:empty")) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = head.closest("fieldset").querySelector(".inline-heading").textContent.trim();
    head.append(name);
  }
});

// A picker asks for records of the meeting that its form names or, where that was given once, is of.
addEventListener("DOMContentLoaded", () => {
  const jQuery = window.django?.jQuery;
  if (!jQuery) return; // a page without pickers
  // Django makes its pickers once the page is there, and once a row is added.
  const afterwards = () => setTimeout(callPickers);
  jQuery(afterwards);
  document.addEventListener("formset:added", afterwards);
  let picker = null;
  jQuery(document).on("select2:opening", (event) => {
    picker = event.target;
  });
  jQuery.ajaxPrefilter((asked) => {
    if (!picker?.dataset.within || !asked.url.endsWith("/autocomplete/")) return;
    const { fieldName, meeting, within } = picker.dataset;
    const field = picker.form.elements[picker.name.slice(0, -fieldName.length) + within];
    asked.data += `&meeting=${(field ? field.value : meeting) || ""}`;
  });
});
