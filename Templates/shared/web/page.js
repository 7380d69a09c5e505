// Runs before the page is drawn: tells style sheets that there is a script, and keeps the reader's choice of light
// or dark. Where nothing may be stored, as on some disks, the choice holds for the page.
(() => {
  "use strict";
  const root = document.documentElement;
  const key = "llexicorp-theme";
  root.classList.add("js");

  const stored = () => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    // The address behind "#" may hold a reader's filters: to skip is not to lose them.
    const skip = document.querySelector(".skip");
    skip?.addEventListener("click", (event) => {
      const target = document.getElementById(skip.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      target.focus();
      target.scrollIntoView();
    });
    const select = document.getElementById("theme");
    if (!select) return;
    select.value = root.dataset.theme || "";
    select.addEventListener("change", () => {
      apply(select.value);
      try {
        localStorage.setItem(key, select.value);
      } catch {
        // It holds for this page.
      }
    });
  });
})();
