// One photo's page: the way on among the photos that the filters choose, and how strongly the evidence lies over it.
(() => {
  "use strict";
  const { read, write, prepare, choose, remember } = llexicorpSelect;
  const find = (id) => document.getElementById(id);
  const id = document.body.dataset.id;
  const relevance = find("relevance");
  const strength = find("strength");
  const strengthValue = find("strength-value");
  const evidence = document.querySelector("main");
  const place = find("place");
  const photos = prepare(llexicorpPhotos);
  let state = read(location.hash);

  const percent = (value) => strengthValue.dataset.pattern.replace("{number}", String(value));

  const showLooks = () => {
    relevance.checked = state.relevance;
    evidence.classList.toggle("without-relevance", !state.relevance);
    strength.value = state.strength;
    strength.setAttribute("aria-valuetext", percent(state.strength));
    strengthValue.textContent = percent(state.strength);
    evidence.style.setProperty("--strength", state.strength / 100);
  };

  // A photo that the filters leave out stands alone, between no others.
  const showWay = () => {
    const chosen = choose(photos, state);
    const index = chosen.findIndex((photo) => photo.id === id);
    const hash = write({ ...state, at: "" });
    const lead = (link, photo) => {
      link.hidden = !photo;
      if (photo) link.href = encodeURIComponent(photo.id) + ".html" + hash;
    };
    lead(find("previous"), index > 0 ? chosen[index - 1] : undefined);
    lead(find("next"), index >= 0 ? chosen[index + 1] : undefined);
    find("back").href = "../index.html" + write({ ...state, at: id });
    place.hidden = index < 0;
    place.textContent = place.dataset.pattern
      .replace("{number}", String(index + 1))
      .replace("{count}", String(chosen.length));
  };

  const show = () => {
    showLooks();
    showWay();
  };
  relevance.addEventListener("change", () => {
    state.relevance = relevance.checked;
    show();
    remember(state);
  });
  strength.addEventListener("input", () => {
    state.strength = Number(strength.value);
    showLooks();
  });
  strength.addEventListener("change", () => {
    show();
    remember(state);
  });
  find("looks").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    // An address may also name a place on the page.
    if (!location.hash.includes("=")) return;
    state = read(location.hash);
    show();
  });
  show();
})();
