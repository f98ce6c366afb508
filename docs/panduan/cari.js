// Searches the guide in cari-indeks.js: a page opened from a folder may load scripts, and no other file.
(function () {
  "use strict";
  var MOST = 40, AROUND = 90;
  var list = document.getElementById("hasil");
  var asked = new URLSearchParams(location.search).get("q") || "";
  var words = plain(asked).split(" ").filter(Boolean);

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[^a-z0-9#!?/]+/g, " ").trim();
  }

  function score(entry) {
    var heading = plain(entry.judul), page = plain(entry.halaman), text = plain(entry.teks), sum = 0;
    for (var i = 0; i < words.length; i++) {
      var at = [heading, page, text].map(function (each) { return (" " + each).split(" " + words[i]).length - 1; });
      if (!(at[0] + at[1] + at[2])) { return 0; }
      sum += 20 * Math.min(at[0], 1) + 5 * Math.min(at[1], 1) + Math.min(at[2], 5);
    }
    return sum;
  }

  function excerpt(text) {
    var places = words.map(function (word) { return text.toLowerCase().indexOf(word); }).filter(function (at) { return at >= 0; });
    var begin = Math.max(0, (places.length ? Math.min.apply(null, places) : 0) - AROUND);
    if (begin) { begin = text.indexOf(" ", begin) + 1; }
    var end = Math.min(text.length, begin + 3 * AROUND);
    return (begin ? "… " : "") + text.slice(begin, end) + (end < text.length ? " …" : "");
  }

  function add(parent, tag, text) {
    var element = document.createElement(tag);
    element.textContent = text;
    return parent.appendChild(element);
  }

  function marked(parent, text) {
    var pattern = words.map(function (word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|");
    text.split(new RegExp("(" + pattern + ")", "i")).forEach(function (piece, i) { add(parent, i % 2 ? "mark" : "span", piece); });
  }

  Array.prototype.forEach.call(document.querySelectorAll("input[name=q]"), function (box) { box.value = asked; });
  if (!words.length) { return; }
  var found = INDEKS.map(function (entry) { return { entry: entry, score: score(entry) }; })
    .filter(function (each) { return each.score; })
    .sort(function (one, other) { return other.score - one.score; });
  list.textContent = "";
  add(list, "p", found.length ? found.length + " bagian memuat kata itu." : "Tidak ditemukan. Coba kata lain, atau satu kata saja.");
  found.slice(0, MOST).forEach(function (each) {
    var place = add(list, "p", ""), link = add(place, "a", each.entry.judul);
    link.href = each.entry.url;
    if (each.entry.halaman !== each.entry.judul) { add(place, "small", "  " + each.entry.halaman); }
    marked(add(place, "div", ""), excerpt(each.entry.teks));
  });
})();
