"use strict";
(function () {
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var unfold = function (open) { all("details").forEach(function (d) { d.open = open; }); };
  var actions = {
    unfold: function () { unfold(true); },
    fold: function () { unfold(false); },
    trouble: function (button) {
      var only = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(only));
      all("[data-outcome=passed]").forEach(function (e) { e.hidden = only; });
    }
  };
  all("[data-do]").forEach(function (button) {
    button.addEventListener("click", function () { actions[button.getAttribute("data-do")](button); });
  });
  var show = function () {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    for (var e = target; e; e = e.parentElement) { if (e.tagName === "DETAILS") { e.open = true; } }
    var first = target.querySelector(":scope > details");
    if (first) { first.open = true; }
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", show);
  window.addEventListener("beforeprint", function () { all("article > details").forEach(function (d) { d.open = true; }); });
  document.querySelector(".tools").hidden = false;
  show();
})();
