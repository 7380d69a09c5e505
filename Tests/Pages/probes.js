// Questions to a page, asked inside it. Each returns plain values.

// A short name for an element: tag, id, classes, a few words.
function named(element) {
  const id = element.id ? "#" + element.id : "";
  const classes = [...element.classList].map((c) => "." + c).join("");
  const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ");
  return element.tagName.toLowerCase() + id + classes + (words ? ` "${words.slice(0, 30)}"` : "");
}

function isShown(element) {
  if (!element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

// Words for screen readers only are cut to a dot.
function isCutAway(element) {
  for (let e = element; e && e !== document.body; e = e.parentElement) {
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    if (style.clip === "rect(0px, 0px, 0px, 0px)" || /inset\((50|100)%/.test(style.clipPath)) return true;
    if (style.overflow !== "visible" && box.width <= 1.5 && box.height <= 1.5) return true;
    if (style.position === "absolute" && (box.right < 0 || box.bottom + scrollY < 0)) return true;
  }
  return false;
}

// What makes a page wider than the window.
function overflowing() {
  const root = document.scrollingElement;
  const width = document.documentElement.clientWidth;
  if (root.scrollWidth <= width) return [];
  const wide = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!isShown(element)) continue;
    const box = element.getBoundingClientRect();
    if (box.right + scrollX <= width + 0.5) continue;
    let held = false;
    for (let e = element.parentElement; e && e !== document.documentElement; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== "visible" && e !== document.body) held = true;
    }
    if (!held) wide.push(`${named(element)} to ${Math.round(box.right + scrollX)} px`);
  }
  return [`${root.scrollWidth} px wide in ${width} px`, ...wide.slice(-3)];
}

// Words that a box cuts off, and words that stand beyond the window.
function cutWords() {
  const cut = [];
  for (const element of document.body.querySelectorAll("*")) {
    const direct = [...element.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
    if (!direct || !isShown(element) || isCutAway(element)) continue;
    if (element.closest("select, svg, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const words = range.getBoundingClientRect();
    for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const clipsAcross = ["hidden", "clip"].includes(style.overflowX);
      const clipsDown = ["hidden", "clip"].includes(style.overflowY);
      if ((clipsAcross && words.right > box.right + 1.5) || (clipsDown && words.bottom > box.bottom + 3)) {
        cut.push(`${named(element)} by ${named(e).split(' "')[0]}`);
        break;
      }
    }
  }
  return cut.slice(0, 5);
}

// [r, g, b, a], 0-255 and 0-1, of any CSS colour.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
function channels(color) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = "#000";
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

function luminance([r, g, b]) {
  const linear = [r, g, b].map((v) => {
    const s = v / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function over(top, below) {
  const a = top[3];
  return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a)).concat(1);
}

// The ground that an element's words stand on, from the computed colours of what is behind them; null over a
// picture.
function ground(element) {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    const style = getComputedStyle(e);
    if (style.backgroundImage !== "none" && style.backgroundImage !== "") return null;
    const color = channels(style.backgroundColor);
    if (color[3] > 0) layers.push(color);
    if (color[3] === 1) break;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const opaque = layers.length && layers[layers.length - 1][3] === 1;
  let color = opaque ? layers.pop() : channels("Canvas").slice(0, 3).concat(1);
  if (!opaque && dark && getComputedStyle(document.documentElement).colorScheme === "normal") color = [255, 255, 255, 1];
  while (layers.length) color = over(layers.pop(), color);
  return color;
}

// Words of too little contrast, by computed colours and opacity.
function faintWords() {
  const faint = [];
  let count = 0;
  for (const element of document.body.querySelectorAll("*")) {
    const direct = [...element.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
    if (!direct || !isShown(element) || isCutAway(element) || element.closest("svg, option")) continue;
    if (element.matches(":disabled, :disabled *")) continue;
    const below = ground(element);
    if (!below) continue;
    const style = getComputedStyle(element);
    let ink = channels(style.color);
    let alpha = 1;
    for (let e = element; e; e = e.parentElement) alpha *= Number(getComputedStyle(e).opacity);
    ink = over([ink[0], ink[1], ink[2], ink[3] * alpha], below);
    const ratio = contrast(ink, below);
    count += 1;
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${named(element)} ${ratio.toFixed(2)}:1`);
  }
  return { count, faint: [...new Set(faint)].slice(0, 6) };
}

const CONTROLS = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex='0']";

// Things to press that are smaller than a number of pixels. A link inside a sentence may be as high as its line.
function smallTargets(least) {
  const small = [];
  let count = 0;
  let tried = 0;
  const all = [...document.querySelectorAll(CONTROLS)].filter((e) => isShown(e) && !isCutAway(e));
  for (const element of all) {
    const style = getComputedStyle(element);
    if (style.pointerEvents === "none" || Number(style.opacity) === 0) continue;
    const parent = element.parentElement;
    const inSentence = element.matches("a") && style.display === "inline" && [...parent.childNodes].some(
      (n) => n.nodeType === 3 && n.nodeValue.trim().length > 1);
    if (inSentence) continue;
    count += 1;
    const boxes = [element, ...(element.labels || [])].map((e) => e.getBoundingClientRect());
    // A wrapping label counts as one with its control.
    const width = Math.max(...boxes.map((b) => b.width));
    const height = Math.max(...boxes.map((b) => b.height));
    if (height >= least - 0.5 && width >= least - 0.5) continue;
    // What hundreds of cards have in common is asked of some.
    tried += 1;
    if (tried > 40) continue;
    const [reachX, reachY] = reach(element, least);
    if ((reachX < least - 1.5 || reachY < least - 1.5) && !(least <= 24 && standsAlone(element, all))) {
      small.push(`${named(element)} ${Math.round(width)}×${Math.round(height)}`);
    }
  }
  return { count, small: [...new Set(small)].slice(0, 6) };
}

// How wide and high the part of the page is that presses an element, through its middle: a link may cover its card by
// a pseudo-element.
function reach(element, least) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
  const isHit = (dx, dy) => {
    const top = document.elementFromPoint(x + dx, y + dy);
    return top !== null && (element === top || element.contains(top));
  };
  const far = (dx, dy) => {
    let n = 0;
    while (n < least && isHit(dx * (n + 1), dy * (n + 1))) n += 1;
    return n;
  };
  return [Math.max(box.width, far(-1, 0) + far(1, 0) + 1), far(0, -1) + far(0, 1) + 1];
}

// Whether a circle of 24 px around the middle of a small target touches no other one (WCAG 2.5.8). A narrow link
// that is wider than high has its circles along its length.
function standsAlone(element, all) {
  const box = element.getBoundingClientRect();
  const middle = (box.top + box.bottom) / 2;
  return all.every((other) => {
    if (other === element || other.contains(element) || element.contains(other)) return true;
    const b = other.getBoundingClientRect();
    const across = Math.max(0, b.left - box.right, box.left - b.right);
    const down = Math.max(0, b.top - middle, middle - b.bottom);
    return Math.hypot(across, down) >= 12;
  });
}

// What has the keyboard.
function focused() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const box = e.getBoundingClientRect();
  const card = e.closest("li[data-id], li[data-channel]");
  let top = null;
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  if (x >= 0 && y >= 0 && x < innerWidth && y < innerHeight) top = document.elementFromPoint(x, y);
  return {
    name: named(e),
    kind: e.tagName.toLowerCase() + (e.type ? `[${e.type}]` : "") + (e.classList[0] ? "." + e.classList[0] : "")
      + (e.id ? "#" + e.id : ""),
    id: e.id, classes: [...e.classList], tag: e.tagName.toLowerCase(),
    card: card ? card.dataset.id || card.dataset.channel : null,
    x: box.x, y: box.y, width: box.width, height: box.height,
    pageY: box.y + scrollY,
    inWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: top !== null && !(top === e || e.contains(top) || top.contains(e)
      || [...(e.labels || [])].some((l) => l.contains(top))) ? named(top) : null,
  };
}

// Boxes of words that overlap each other, of different elements.
function collidingWords(selector) {
  const found = [];
  for (const scope of document.querySelectorAll(selector)) {
    if (!isShown(scope)) continue;
    const boxes = [];
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.nodeValue.trim() || !isShown(node.parentElement) || isCutAway(node.parentElement)) continue;
      if (node.parentElement.closest("option, svg, dialog")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) boxes.push([node, box]);
    }
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < Math.min(boxes.length, i + 40); j += 1) {
        if (boxes[i][0] === boxes[j][0]) continue;
        const [a, b] = [boxes[i][1], boxes[j][1]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 0.4 * Math.min(a.height, b.height)) {
          found.push(`"${boxes[i][0].nodeValue.trim().slice(0, 25)}" on "${boxes[j][0].nodeValue.trim().slice(0, 25)}"`);
        }
      }
    }
  }
  return found.slice(0, 5);
}

// The words that can be seen.
function plainWords() {
  const words = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isShown(node.parentElement) && !isCutAway(node.parentElement)) words.push(node.nodeValue);
  }
  return words.join(" ").replace(/\u00ad/g, "").replace(/\s+/g, " ");
}

// Visible pictures that did not load, or that have no size in the page before they load.
function brokenPictures() {
  return [...document.images].filter(isShown).flatMap((image) => {
    const name = image.getAttribute("src");
    if (image.complete && image.naturalWidth === 0) return [`${name} did not load`];
    // A frame of fixed shape that cuts what is larger keeps the room too.
    const frame = getComputedStyle(image.parentElement);
    const isFramed = frame.overflow !== "visible" && frame.aspectRatio !== "auto";
    if (!image.hasAttribute("width") && getComputedStyle(image).aspectRatio.startsWith("auto") && !isFramed) {
      return [`${name} reserves no room`];
    }
    if (!image.hasAttribute("alt")) return [`${name} has no alt`];
    return [];
  }).slice(0, 5);
}
