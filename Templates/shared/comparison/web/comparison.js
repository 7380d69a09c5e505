// The page that compares two explanations: how strongly evidence lies over all photos, and the two pictures of the
// whole laid over each other. The address keeps both, so that a link shows what its sender saw.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const main = document.querySelector("main");
  const relevance = find("relevance");
  const strength = find("strength");
  const strengthValue = find("strength-value");
  // There is nothing to lay over each other where the models saw different parts of the photo.
  const over = find("over");
  const cut = find("cut");
  const usual = { relevance: "1", strength: "100", over: "0", cut: "50" };

  const percent = (value) => strengthValue.dataset.pattern.replace("{number}", String(value));
  const whole = (text, fallback) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= 0 && value <= 100 ? value : Number(fallback);
  };

  const show = () => {
    main.classList.toggle("without-relevance", !relevance.checked);
    main.style.setProperty("--strength", strength.value / 100);
    strengthValue.textContent = percent(strength.value);
    strength.setAttribute("aria-valuetext", percent(strength.value));
    if (!over) return;
    find("stage").hidden = !over.checked;
    find("both").hidden = over.checked;
    find("stage").style.setProperty("--cut", `${cut.value}%`);
    cut.setAttribute("aria-valuetext", percent(cut.value));
  };

  const keep = () => {
    const state = {
      relevance: relevance.checked ? "1" : "0",
      strength: strength.value,
      over: over && over.checked ? "1" : "0",
      cut: cut ? cut.value : usual.cut,
    };
    const parts = Object.keys(usual)
      .filter((key) => state[key] !== usual[key])
      .map((key) => `${key}=${state[key]}`);
    history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname);
  };

  const arrive = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    const read = (key) => state.get(key) ?? usual[key];
    relevance.checked = read("relevance") !== "0";
    strength.value = whole(read("strength"), usual.strength);
    if (over) {
      over.checked = read("over") === "1";
      cut.value = whole(read("cut"), usual.cut);
    }
    show();
  };

  for (const control of [relevance, strength, over, cut]) {
    if (!control) continue;
    control.addEventListener("input", show);
    control.addEventListener("change", () => {
      show();
      keep();
    });
  }
  relevance.form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", arrive);
  arrive();
})();
