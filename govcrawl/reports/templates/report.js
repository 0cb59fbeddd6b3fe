"use strict";
(function () {
  var search = document.getElementById("search");
  var verdict = document.getElementById("verdict");
  var shown = document.getElementById("shown");
  var entries = Array.prototype.slice.call(document.querySelectorAll("[data-verdict]"));
  var rows = entries.filter(function (entry) { return entry.tagName === "TR"; });
  function apply() {
    var words = search.value.trim().toLowerCase();
    entries.forEach(function (entry) {
      var right = !verdict.value || entry.dataset.verdict === verdict.value;
      entry.hidden = !(right && (!words || entry.textContent.toLowerCase().indexOf(words) !== -1));
    });
    shown.textContent = rows.filter(function (row) { return !row.hidden; }).length + " / " + rows.length;
  }
  function openTarget() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }
  search.addEventListener("input", apply);
  verdict.addEventListener("change", apply);
  window.addEventListener("hashchange", openTarget);
  apply();
  openTarget();
}());
