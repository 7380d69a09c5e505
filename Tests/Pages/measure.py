"""How fast a web gallery is."""
import os
import pathlib
import re
import shutil
import statistics
import tempfile

from harness import settle

# The time of a change until its frame is drawn.
TIMED = """async ([selector, value]) => {
  const e = document.querySelector(selector);
  const times = [];
  const before = e.value;
  for (const next of [value, before, value, before, value]) {
    await new Promise(r => requestAnimationFrame(r));
    const start = performance.now();
    e.value = next;
    e.dispatchEvent(new Event('input', { bubbles: true }));
    if (e.tagName === 'SELECT') e.dispatchEvent(new Event('change', { bubbles: true }));
    const script = performance.now() - start;
    document.body.offsetHeight;
    const layout = performance.now() - start;
    await new Promise(r => requestAnimationFrame(() => { const c = new MessageChannel();
      c.port1.onmessage = r; c.port2.postMessage(0); }));
    times.push([script, layout, performance.now() - start]);
  }
  e.value = before;
  e.dispatchEvent(new Event('input', { bubbles: true }));
  e.dispatchEvent(new Event('change', { bubbles: true }));
  return times;
}"""

# Scrolls to the end in steps of a notch of the wheel; the time of each frame.
SCROLL = """async () => {
  const frames = [];
  let last = performance.now();
  for (let i = 0; i < 180; i += 1) {
    scrollBy(0, 400);
    await new Promise(r => requestAnimationFrame(r));
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  scrollTo(0, 0);
  return frames;
}"""


def multiplied(folder, number, target):
    """A gallery of so many cards: the cards of a real one again and again, each with a name and pictures of its
    own."""
    shutil.copytree(folder, target, copy_function=link, dirs_exist_ok=True)
    index = target / "index.html"
    text = index.read_text("utf-8")
    start, end, cards = cards_of(text)
    out = list(cards)
    data = (target / "photos.js").read_text("utf-8") if (target / "photos.js").exists() else None
    copy = 1
    while len(out) < number:
        for card in cards[:number - len(out)]:
            id = re.search(r"data-id=\"([^\"]+)\"", card).group(1)
            new = f"{id}-{copy}"
            changed = card.replace(f'data-id="{id}"', f'data-id="{new}"').replace(f"photos/{id}.html", f"photos/{new}.html")
            changed = changed.replace(f'data-file="{id}', f'data-file="{new}').replace(f"pictures/{id}", f"pictures/{new}")
            changed = re.sub(r'((?:id|for|aria-labelledby|aria-describedby)="[^"]*?)' + re.escape(id), r"\g<1>" + new, changed)
            out.append(changed)
            for file in (target / "pictures").glob(f"{id}[-.]*"):
                name = file.name.replace(id, new, 1)
                if file.is_file() and file.name in card and not (target / "pictures" / name).exists():
                    link(file, target / "pictures" / name)
            page = target / "photos" / f"{id}.html"
            if page.exists():
                link(page, target / "photos" / f"{new}.html")
        copy += 1
    index.unlink()
    index.write_text(text[:start] + "\n".join(out) + text[end:], "utf-8")
    return target


def cards_of(text):
    """Where a page's cards begin and end, and the cards: a card has lists of its own."""
    start = text.index("<li", text.index('id="photos"'))
    cards, depth, begun = [], 0, start
    for tag in re.finditer(r"<(/?)(li|ul)\b", text[start:]):
        closes, name = tag.groups()
        if depth == 0 and (closes or name == "ul"):
            break
        if depth == 0:
            begun = start + tag.start()
        depth += -1 if closes else 1
        if depth == 0:
            cards.append(text[begun:text.index(">", start + tag.start()) + 1])
    assert cards, "index.html has no cards"
    return start, text.index(cards[-1]) + len(cards[-1]), cards


def link(source, target, **_):
    """A hard link where the file system can, a copy elsewhere."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def report(site):
    """Prints the measurements of a gallery, or of one multiplied from it."""
    with tempfile.TemporaryDirectory(prefix="check-pages-") as scratch:
        folder = site.folder
        if site.options.multiply:
            folder = multiplied(folder, site.options.multiply, pathlib.Path(scratch) / "gallery")
        print(f"{'':48}{'1200 px':>22}{'390 px':>22}")
        columns = [measured(site, folder, width) for width in (1200, 390)]
        for (name, one), (_, other) in zip(*columns):
            print(f"{name:48}{one:>22}{other:>22}")


def measured(site, folder, width):
    """The rows of a table for one width of window."""
    context = site.browser.new_context(viewport={"width": width, "height": 900}, has_touch=width < 768)
    page = context.new_page()
    client = context.new_cdp_session(page)
    if site.options.throttle > 1:
        client.send("Emulation.setCPUThrottlingRate", {"rate": site.options.throttle})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    rows = []
    times = []
    for _ in range(3):
        asked.clear()
        page.goto(folder.as_uri() + "/index.html", wait_until="load")
        at_load = sum(u.endswith((".jpg", ".png", ".webp")) for u in asked)
        settle(page)
        times.append(page.evaluate(
            "() => { const n = performance.getEntriesByType('navigation')[0];"
            " const paint = performance.getEntriesByName('first-contentful-paint')[0];"
            " return [n.domContentLoadedEventEnd, n.loadEventEnd, paint ? paint.startTime : 0]; }"))
    for name, values in zip(("DOMContentLoaded", "load", "first contentful paint"), zip(*times)):
        rows.append((f"{name}, ms", f"{statistics.median(values):.0f}"))
    page.wait_for_timeout(300)
    cards = page.eval_on_selector_all("#photos > li.photo", "all => all.length")
    assert page.evaluate("() => document.querySelectorAll('li.photo li.photo').length") == 0, "cards in cards"
    rows.append(("cards", str(cards)))
    rows.append(("elements", str(page.evaluate("() => document.querySelectorAll('*').length"))))
    rows.append(("pictures asked for until load", str(at_load)))
    rows.append(("pictures asked for at the first view", str(sum(u.endswith((".jpg", ".png", ".webp")) for u in asked))))
    rows.append(("index.html, kB", f"{(folder / 'index.html').stat().st_size / 1000:.0f}"))
    rows.append(("all scripts and styles, kB", f"{sum(f.stat().st_size for f in folder.iterdir() if f.suffix in ('.js', '.css')) / 1000:.0f}"))
    heap = page.evaluate("() => performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    rows.append(("JavaScript heap, MB", f"{heap:.1f}"))

    def value(select, number):
        return page.eval_on_selector(f"#{select}", f"e => e.options[Math.min({number}, e.options.length - 1)].value")

    answer = page.eval_on_selector(
        "#answer", "e => [...e.options].slice(1).map(o => [document.querySelectorAll("
        "`li.photo[data-answer=\"${CSS.escape(o.value)}\"]`).length, o.value]).sort((a, b) => b[0] - a[0])[0]?.[1] || ''")
    changes = [("filter by an answer", "#answer", answer), ("filter by a concept", "#concept", value("concept", 1)),
               ("sort by file", "#sort", "file"), ("sort by doubt", "#sort", "doubt"), ("search", "#search", "e")]
    for name, selector, wanted in changes:
        seen = page.evaluate(TIMED, [selector, wanted])
        settle(page)
        rows.append((f"{name}: script / layout / frame, ms",
                     " / ".join(f"{statistics.median(v):.0f}" for v in zip(*seen))))
    page.evaluate("() => scrollTo(0, 0)")
    frames = page.evaluate(SCROLL)
    rows.append(("frames while scrolling 72,000 px", str(len(frames))))
    rows.append(("frames over 50 ms / longest, ms", f"{sum(f > 50 for f in frames)} / {max(frames):.0f}"))
    page.wait_for_timeout(300)
    rows.append(("pictures asked for after scrolling", str(sum(u.endswith((".jpg", ".png", ".webp")) for u in asked))))
    heap = page.evaluate("() => performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    rows.append(("JavaScript heap after all, MB", f"{heap:.1f}"))
    context.close()
    return rows
