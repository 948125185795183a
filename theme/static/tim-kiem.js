// Search without a server: looks words up in small files beside the page. plugins/search/without_server.py writes them.
"use strict";
(() => {
  const LONGEST = 200, MOST_WORDS = 20, SHOWN = 20, BEGINNING = 3;
  const place = document.getElementById("tim-thay");
  const beginnings = new Set(place.dataset.beginnings.split(" "));
  const files = new Map();

  // The same words as plugins/search/words.py finds.
  const wordsOf = (typed) => (typed.slice(0, LONGEST)
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[đð]/g, "d")
    .match(/[\p{L}\p{N}_]+/gu) || [])
    .slice(0, MOST_WORDS).map((word) => word.replace(/^0+(?=\d+$)/, ""));

  const beginningOf = (word) => {
    const beginning = word.slice(0, BEGINNING);
    return /^[a-z0-9]+$/.test(beginning) ? beginning : "khac";
  };

  // A file is a script that calls `part`; so it loads where nothing else does, from a USB stick.
  const received = new Map();
  window.part = (name, content) => received.set(name, new Map(Object.entries(content)));
  const load = (name) => {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = place.dataset.root + "tim-kiem/" + name + ".js";
        script.onload = () => resolve(received.get(name));
        script.onerror = reject;
        document.head.append(script);
      }));
    }
    return files.get(name);
  };

  const numbersOf = async (word, term) => {
    const beginning = beginningOf(word);
    if (!beginnings.has(beginning)) return [];
    const written = (await load("chu-" + beginning)).get(term);
    let number = 0;
    return written ? written.split(" ").map((more) => number += Number(more)) : [];
  };

  // All words must stand in a content; the more of them stand side by side, the better, then the newer.
  const find = async (words) => {
    const holders = await Promise.all(words.map((word) => numbersOf(word, word)));
    const points = new Map(holders[0].map((number) => [number, 0]));
    for (const others of holders.slice(1).map((numbers) => new Set(numbers))) {
      for (const number of points.keys()) if (!others.has(number)) points.delete(number);
    }
    for (let i = 1; i < words.length; i++) {
      for (const number of await numbersOf(words[i - 1], words[i - 1] + " " + words[i])) {
        if (points.has(number)) points.set(number, points.get(number) + 1);
      }
    }
    return [...points].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([number]) => number);
  };

  const entryOf = async (number) =>
    (await load("muc-" + Math.floor(number / place.dataset.numbersOfAFile))).get(String(number));

  const shown = ([title, url, facts]) => {
    const item = document.createElement("li"), heading = document.createElement("h2");
    const link = document.createElement("a"), where = document.createElement("p");
    item.className = "result";
    item.lang = "vi";
    heading.className = "result__title";
    where.className = "result__where";
    link.href = place.dataset.root + url;
    link.textContent = title;
    where.textContent = facts;
    heading.append(link);
    item.append(heading, where);
    return item;
  };

  const say = (name, words = {}) => {
    for (const line of place.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
    for (const gap of place.querySelectorAll("[data-put]")) gap.textContent = words[gap.dataset.put];
  };

  const answer = async (asked) => {
    const words = wordsOf(asked);
    if (!words.length) return say("nothing-asked");
    say("looking");
    const found = await find(words);
    const entries = await Promise.all(found.slice(0, SHOWN).map(entryOf));
    place.querySelector(".results").append(...entries.map(shown));
    const name = !found.length ? "nothing-found" : found.length > entries.length ? "some-found" : "found";
    say(name, { asked, count: found.length, shown: entries.length });
  };

  const asked = (new URLSearchParams(location.search).get("q") || "").normalize("NFC").trim();
  for (const field of document.querySelectorAll("[name=q]")) field.value = asked;
  answer(asked).catch(() => say("broken"));
})();
