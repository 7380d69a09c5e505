// Which photos the filters choose and in what order: for the page of all photos and for the way from one photo to the
// next. The reader's choices stand in the address behind "#", so that they can be passed on and come back.
const llexicorpSelect = (() => {
  "use strict";
  const lists = ["answer", "concept", "agreement"];
  const defaultStrength = 85;

  // What the address says: {answer, concept, agreement, sort, q, at: strings; relevance: bool; strength: number}.
  const read = (hash) => {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const strength = parseInt(given.get("strength") ?? "", 10);
    return {
      answer: given.get("answer") ?? "",
      concept: given.get("concept") ?? "",
      agreement: given.get("agreement") ?? "",
      sort: given.get("sort") ?? "",
      q: given.get("q") ?? "",
      at: given.get("at") ?? "",
      relevance: given.get("relevance") !== "off",
      strength: strength >= 0 && strength <= 100 ? strength : defaultStrength,
    };
  };

  // The address of a state: empty, or beginning with "#". What is as usual is not said.
  const write = (state) => {
    const said = new URLSearchParams();
    for (const name of [...lists, "sort", "q", "at"]) {
      if (state[name]) said.set(name, state[name]);
    }
    if (!state.relevance) said.set("relevance", "off");
    if (state.strength !== defaultStrength) said.set("strength", String(state.strength));
    const text = said.toString();
    return text ? "#" + text : "";
  };

  // Letters without case and accents.
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(document.documentElement.lang);

  // Photos with what a search needs, once for all searches.
  const prepare = (photos) =>
    photos.map((photo, place) => ({ ...photo, place, search: plain(photo.search) }));

  const collator = new Intl.Collator(document.documentElement.lang, {
    numeric: true,
    sensitivity: "base",
  });
  // Mistakes are what readers look for first.
  const telling = ["differs", "unknown", "agrees", "unlabelled"];
  const surest = (one, other) => other.probability - one.probability;
  const orders = {
    confidence: surest,
    doubt: (one, other) => one.probability - other.probability,
    answer: (one, other) => collator.compare(one.answer, other.answer) || surest(one, other),
    agreement: (one, other) =>
      telling.indexOf(one.agreement) - telling.indexOf(other.agreement) || surest(one, other),
    file: (one, other) => collator.compare(one.file, other.file),
  };

  // The photos that are chosen, in order; what no order parts stays as it was given.
  const choose = (photos, state) => {
    const words = plain(state.q).split(/\s+/).filter(Boolean);
    const chosen = photos.filter(
      (photo) =>
        (!state.answer || photo.answer === state.answer) &&
        (!state.concept || photo.concepts.includes(state.concept)) &&
        (!state.agreement || photo.agreement === state.agreement) &&
        words.every((word) => photo.search.includes(word)),
    );
    return sorted(chosen, state.sort);
  };

  const sorted = (photos, sort) => {
    const order = Object.hasOwn(orders, sort) ? orders[sort] : () => 0;
    return [...photos].sort((one, other) => order(one, other) || one.place - other.place);
  };

  // Writes the address without a new entry in the history.
  const remember = (state) => {
    const hash = write(state);
    if (hash === location.hash) return;
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch {
      location.replace(hash || "#");
    }
  };

  return { read, write, prepare, choose, sorted, remember, defaultStrength };
})();
