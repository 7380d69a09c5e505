// The page of one channel: its links carry the atlas's filters along, and the way back leads to the channel.
(() => {
  "use strict";
  const carried = new URLSearchParams(location.hash.slice(1));
  carried.delete("at");
  const text = carried.toString();

  for (const link of document.querySelectorAll("[data-step], .card a")) {
    if (text) link.setAttribute("href", `${link.getAttribute("href")}#${text}`);
  }
  const back = document.querySelector("[data-back]");
  carried.set("at", back.dataset.back);
  back.setAttribute("href", `${back.getAttribute("href")}#${carried}`);
})();
