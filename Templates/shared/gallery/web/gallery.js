// The page of all photos: filters, order, search, and how strongly the evidence lies over the photos.
(() => {
  "use strict";
  const { read, write, prepare, choose, sorted, remember, defaultStrength } = llexicorpSelect;
  const find = (id) => document.getElementById(id);
  const list = find("photos");
  const form = find("filters");
  const count = find("count");
  const relevance = find("relevance");
  const strength = find("strength");
  const strengthValue = find("strength-value");
  const selects = ["answer", "concept", "agreement", "sort"].map(find).filter(Boolean);
  const usualSort = find("sort").value;

  // The cards' data are read once; each card keeps its own look where the reader changed it.
  const cards = [...list.children].map((element) => ({
    element,
    link: element.querySelector(".picture"),
    address: element.querySelector(".picture").getAttribute("href"),
    relevance: element.querySelector(".relevance"),
    strength: element.querySelector(".strength"),
    words: element.querySelector(".strength-words"),
  }));
  const photos = prepare(
    cards.map(({ element: { dataset } }) => ({
      id: dataset.id,
      answer: dataset.answer,
      probability: Number(dataset.probability),
      agreement: dataset.agreement,
      concepts: JSON.parse(dataset.concepts),
      file: dataset.file,
      search: dataset.search,
    })),
  );
  const percent = (value) => strengthValue.dataset.pattern.replace("{number}", String(value));

  let state = read(location.hash);
  let order = photos.map((photo) => photo.place);

  // MARK: Looks

  const showRelevance = (card, isOn) => {
    card.element.classList.toggle("without-relevance", !isOn);
    card.relevance.setAttribute("aria-pressed", String(isOn));
  };
  const showStrength = (card, value, isOwn) => {
    card.strength.value = value;
    card.strength.setAttribute("aria-valuetext", percent(value));
    card.words.textContent = percent(value);
    if (isOwn) card.element.style.setProperty("--strength", value / 100);
    else card.element.style.removeProperty("--strength");
  };
  const showAllRelevance = () => {
    relevance.checked = state.relevance;
    for (const card of cards) showRelevance(card, state.relevance);
  };
  const showAllStrength = () => {
    strength.value = state.strength;
    strength.setAttribute("aria-valuetext", percent(state.strength));
    strengthValue.textContent = percent(state.strength);
    list.style.setProperty("--strength", state.strength / 100);
    for (const card of cards) showStrength(card, state.strength, false);
  };

  // MARK: Choice

  const isFiltered = () =>
    Boolean(state.answer || state.concept || state.agreement || state.q.trim());

  const showChoice = () => {
    const chosen = choose(photos, state);
    const visible = new Set(chosen.map((photo) => photo.place));
    // Taken out of the page for the while, a thousand cards change in one go rather than one by one.
    list.style.display = "none";
    getComputedStyle(list).color;
    for (const [place, card] of cards.entries()) {
      const isHidden = !visible.has(place);
      if (card.element.hidden !== isHidden) card.element.hidden = isHidden;
    }
    const wanted = sorted(photos, state.sort || usualSort).map((photo) => photo.place);
    if (wanted.some((place, index) => place !== order[index])) {
      list.append(...wanted.map((place) => cards[place].element));
      order = wanted;
    }
    list.style.display = "";
    const words = isFiltered() ? count.dataset.some : count.dataset.all;
    count.textContent = words.replace("{shown}", String(chosen.length));
    find("empty").hidden = chosen.length > 0;
    find("reset").hidden = !isFiltered() && (state.sort || usualSort) === usualSort;
  };

  const keep = () => {
    remember(state);
    const hash = write(state);
    for (const card of cards) card.link.setAttribute("href", card.address + hash);
  };

  const showControls = () => {
    for (const select of selects) {
      const value = select.id === "sort" ? state.sort || usualSort : state[select.id];
      select.value = value;
      // An address may name what is not here.
      if (select.selectedIndex < 0) {
        state[select.id] = "";
        select.value = select.id === "sort" ? usualSort : "";
      }
    }
    find("search").value = state.q;
  };

  const reset = (focused) => {
    state = { ...read(""), relevance: state.relevance, strength: state.strength };
    showControls();
    showChoice();
    keep();
    focused.focus();
  };

  // MARK: What the reader does

  for (const select of selects) {
    select.addEventListener("change", () => {
      const isUsual = select.id === "sort" && select.value === usualSort;
      state[select.id] = isUsual ? "" : select.value;
      showChoice();
      keep();
    });
  }
  find("search").addEventListener("input", (event) => {
    state.q = event.target.value;
    showChoice();
    keep();
  });
  relevance.addEventListener("change", () => {
    state.relevance = relevance.checked;
    showAllRelevance();
    keep();
  });
  strength.addEventListener("input", () => {
    state.strength = Number(strength.value);
    showAllStrength();
  });
  strength.addEventListener("change", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  // The button that was pressed is gone: the focus goes to where filters begin.
  find("reset").addEventListener("click", () => reset(list));
  find("empty-reset").addEventListener("click", () => reset(list));

  const byElement = new Map(cards.map((card) => [card.element, card]));
  const cardOf = (event) => byElement.get(event.target.closest(".photo"));
  list.addEventListener("click", (event) => {
    if (!event.target.closest(".relevance")) return;
    const card = cardOf(event);
    showRelevance(card, card.relevance.getAttribute("aria-pressed") !== "true");
  });
  list.addEventListener("input", (event) => {
    if (!event.target.matches(".strength")) return;
    const card = cardOf(event);
    showStrength(card, Number(event.target.value), true);
    showRelevance(card, true);
  });

  const toggle = find("filter-toggle");
  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";
  const open = (isOpening) => {
    toggle.setAttribute("aria-expanded", String(isOpening));
    form.classList.toggle("is-open", isOpening);
  };
  toggle.addEventListener("click", () => open(!isOpen()));
  form.addEventListener("keydown", (event) => {
    // A search that holds words is emptied by the same key.
    if (event.key !== "Escape" || !isOpen()) return;
    if (event.target.type === "search" && event.target.value) return;
    open(false);
    toggle.focus();
  });

  // MARK: Coming here

  const arrive = () => {
    state = read(location.hash);
    const at = state.at;
    state.at = "";
    showControls();
    showAllRelevance();
    showAllStrength();
    showChoice();
    keep();
    // Back from a photo's page: to where the reader was.
    const card = cards.find(({ element }) => element.dataset.id === at && !element.hidden);
    if (!card) return;
    card.link.focus({ preventScroll: true });
    card.element.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", () => {
    if (location.hash === "#photos" || location.hash === write(state)) return;
    arrive();
  });
  arrive();
})();
