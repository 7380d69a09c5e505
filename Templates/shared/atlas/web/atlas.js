// The page of all channels: search, filters, order and ranking. The state is in the address behind "#", so that a
// link remembers it and the pages of channels can carry it along.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const list = byId("channels");
  const controls = { q: byId("search"), named: byId("named"), class: byId("class"), sort: byId("sort") };
  const count = byId("count");
  const empty = byId("empty");
  const reset = byId("reset");
  const defaults = { q: "", named: "", class: "", sort: "number", by: "relevance" };
  const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });

  // Letters without their accents, so that "ruzove" finds "růžové".
  const folded = (text) =>
    text.toLocaleLowerCase(root.lang).normalize("NFD").replace(/\p{M}/gu, "");

  // All that is asked for when a filter changes is read once.
  const channels = Array.from(list.children, (item) => ({
    item,
    link: item.querySelector("a"),
    href: item.querySelector("a").getAttribute("href"),
    number: Number(item.dataset.channel),
    named: item.dataset.named,
    name: item.dataset.name,
    coherence: Number(item.dataset.coherence || -1),
    firing: Number(item.dataset.firing || -1),
    classes: new Set(item.dataset.classes.split(" ")),
    text: folded(item.dataset.search),
  }));

  const orders = {
    number: (a, b) => a.number - b.number,
    // Those without a name stand behind those with one.
    name: (a, b) =>
      (b.named === "yes") - (a.named === "yes") || collator.compare(a.name, b.name) || a.number - b.number,
    coherence: (a, b) => b.coherence - a.coherence || a.number - b.number,
    firing: (a, b) => b.firing - a.firing || a.number - b.number,
  };
  let order = "number";

  const read = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const state = {};
    for (const key of Object.keys(defaults)) state[key] = parameters.get(key) ?? defaults[key];
    if (!orders[state.sort]) state.sort = defaults.sort;
    if (state.by !== "activation") state.by = "relevance";
    return { state, at: parameters.get("at") };
  };

  const hash = (state) => {
    const parameters = new URLSearchParams();
    for (const [key, value] of Object.entries(state)) {
      if (value !== defaults[key]) parameters.set(key, value);
    }
    const text = parameters.toString();
    return text ? `#${text}` : "";
  };

  const show = (state) => {
    const words = folded(state.q).split(/\s+/).filter(Boolean);
    const matches = (channel) =>
      (!state.named || channel.named === state.named) &&
      (!state.class || channel.classes.has(state.class)) &&
      words.every((word) =>
        /^\d+$/.test(word) ? String(channel.number) === word || channel.text.includes(word) : channel.text.includes(word),
      );
    let shown = 0;
    const carried = hash(state);
    // Taken out of the page for the while, hundreds of cards change in one go rather than one by one.
    list.style.display = "none";
    getComputedStyle(list).color;
    for (const channel of channels) {
      const isShown = matches(channel);
      if (channel.item.hidden === isShown) channel.item.hidden = !isShown;
      if (isShown) {
        shown += 1;
        channel.link.setAttribute("href", channel.href + carried);
      }
    }
    if (order !== state.sort) {
      order = state.sort;
      channels.sort(orders[order]);
      list.append(...channels.map((channel) => channel.item));
    }
    list.style.display = "";
    root.dataset.by = state.by;
    const isAll = shown === channels.length && !state.q && !state.named && !state.class;
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{total}", channels.length);
    reset.hidden = isAll;
    empty.hidden = shown > 0;
  };

  const fill = (state) => {
    for (const [key, control] of Object.entries(controls)) {
      control.value = state[key];
      // A class that no channel serves is no choice.
      if (control.value !== state[key]) control.value = state[key] = defaults[key];
    }
    for (const radio of document.getElementsByName("by")) radio.checked = radio.value === state.by;
  };

  const current = () => {
    const state = {};
    for (const [key, control] of Object.entries(controls)) state[key] = control.value;
    state.by = document.querySelector("[name=by]:checked")?.value ?? "relevance";
    return state;
  };

  const changed = () => {
    const state = current();
    try {
      history.replaceState(null, "", hash(state) || location.pathname + location.search);
    } catch {
      // A page from a disk may be refused; then the address stays as it was.
    }
    show(state);
  };

  const follow = () => {
    const { state, at } = read();
    fill(state);
    show(state);
    const target = at && byId(`c${at}`);
    if (target && !target.hidden) {
      target.scrollIntoView({ block: "center" });
      target.querySelector("a").focus({ preventScroll: true });
    }
  };

  const clear = () => {
    fill({ ...current(), q: "", named: "", class: "" });
    changed();
    controls.q.focus();
  };

  byId("filters").addEventListener("input", changed);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", clear);
  empty.querySelector("button").addEventListener("click", clear);
  addEventListener("hashchange", follow);
  follow();
})();
