"""The keyboard alone: what it reaches, what shows it, what it does."""
import pictures
from gallery_page import gallery
from harness import check, probe, settle, shown, until


def stops(page, most=400):
    """What Tab reaches from the top of a page, in order, until it leaves the page or comes around."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = probe(page, "focused()")
        if seen is None or (found and same(seen, found[0])):
            break
        found.append(seen)
    return found


def same(one, other):
    return all(one[key] == other[key] for key in ("name", "id", "card", "kind"))


@check("every page: Tab goes through all controls, in reading order, and shows each")
def walk(site, findings):
    for path in site.places(2):
        with site.open(path) as page:
            expected = page.evaluate(
                "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]"
                ".filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility()).length")
            found = stops(page, 60 if site.options.quick else 150)
            findings.need(found, f"{path}: something that Tab reaches", 0)
            first = found[0]
            findings.expect("skip" in first["classes"], f"{path}: the skip link first", first["name"])
            findings.expect(first["inWindow"] and first["width"] > 10, f"{path}: the skip link seen when it has the focus",
                            f"{first['width']:.0f} px wide at {first['x']:.0f}, {first['y']:.0f}")
            least = min(expected, 60 if site.options.quick else 150)
            # Radio buttons of a group count as one.
            findings.expect(len(found) >= 0.9 * least, f"{path}: at least {least} stops", len(found))
            hidden = [s["name"] for s in found if not s["inWindow"]]
            findings.expect(not hidden, f"{path}: every stop in the window", shown(hidden))
            covered = [f"{s['name']} by {s['covered']}" for s in found if s["covered"]]
            findings.expect(not covered, f"{path}: no stop covered by something", shown(covered[:4]))
            positive = page.evaluate("() => document.querySelectorAll('[tabindex]:not([tabindex=\"0\"]):not([tabindex=\"-1\"])').length")
            findings.equal(positive, 0, f"{path}: orders of Tab set by number")
        with site.open(path) as page:
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            settle(page)
            if probe(page, "focused()") is None:
                # Where the target takes no focus, the next Tab tells where it stood.
                page.keyboard.press("Tab")
            target = page.evaluate("() => { const e = document.activeElement; return e.closest('main') !== null; }")
            findings.expect(target, f"{path}: the skip link to lead into main",
                            (probe(page, "focused()") or {"name": "nothing"})["name"])


@check("every page: the focus is ringed with 3:1 of contrast")
def ringed(site, findings):
    for path in site.places(1):
        for scheme in ("light", "dark"):
            with site.open(path, scheme=scheme) as page:
                known = set()
                for _ in range(70):
                    page.keyboard.press("Tab")
                    stop = probe(page, "focused()")
                    if stop is None:
                        break
                    kind = stop["tag"] + "." + ".".join(stop["classes"]) + ("#" + stop["id"] if not stop["card"] else "")
                    if kind in known:
                        continue
                    known.add(kind)
                    if "skip" in stop["classes"]:
                        continue
                    settle(page)
                    # Only the ring may differ: what the focus reveals stays, by an attribute that both share.
                    lit = pictures.read(page.screenshot(animations="disabled", caret="hide"))
                    handle = page.evaluate_handle("() => document.activeElement")
                    page.evaluate("() => document.activeElement.blur()")
                    settle(page)
                    plain = pictures.read(page.screenshot(animations="disabled", caret="hide"))
                    page.evaluate("e => e.focus({ preventScroll: true })", handle)
                    around = window(stop, lit, 12)
                    inside = window(stop, lit, -3)
                    ring = pictures.changed(lit[around], plain[around]) - (
                        pictures.changed(lit[inside], plain[inside]) if inside else 0)
                    card = page.evaluate("e => { const c = e.closest('li[data-id], li[data-channel]'); if (!c) return null;"
                                         " const b = c.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }", handle)
                    if card:  # The ring may go around the whole card.
                        box = dict(zip(("x", "y", "width", "height"), card))
                        whole = pictures.changed(lit[window(box, lit, 12)], plain[window(box, lit, 12)])
                        hole = window(box, lit, -1)
                        ring = max(ring, whole - (pictures.changed(lit[hole], plain[hole]) if hole else 0))
                    # A slider may ring its handle alone.
                    needed = min(1.6 * (min(stop["width"], 1200) + min(stop["height"], 900)), 200)
                    if stop["kind"].startswith("input[range]"):
                        needed = 50
                        ring = max(ring, pictures.changed(lit[around], plain[around]))
                    findings.expect(ring >= needed, f"{path}, {scheme}: a ring of {needed:.0f} px around {stop['name']}",
                                    f"{ring} px changed")
                findings.expect(known, f"{path}: stops")


def window(box, picture, margin):
    """The part of a picture with a box and a margin; None if nothing is left."""
    height, width = picture.shape[:2]
    top, bottom = max(0, int(box["y"] - margin)), min(height, int(box["y"] + box["height"] + margin))
    left, right = max(0, int(box["x"] - margin)), min(width, int(box["x"] + box["width"] + margin))
    if bottom <= top or right <= left:
        return None
    return slice(top, bottom), slice(left, right)


@check("Tab reaches every filter, every card, its button and its slider", "gallery")
def reached(site, findings):
    with gallery(site) as it:
        ids = it.shown()[:30]
        found = stops(it.page, 40 + 6 * len(ids))
        by_id = [s["id"] for s in found]
        for id in ("answer", "concept", "sort", "search", "relevance", "strength"):
            findings.expect(id in by_id, f"#{id} among the stops", shown([i for i in by_id if i]))
        order = [i for i in dict.fromkeys(s["card"] for s in found) if i][:len(ids)]
        findings.equal(order, ids, "the cards in the order of the page:")
        for id in ids:
            mine = [s for s in found if s["card"] == id]
            findings.expect(any("picture" in s["classes"] or s["tag"] == "a" for s in mine), f"{id}: its link")
            findings.expect(any("relevance" in s["classes"] for s in mine), f"{id}: its relevance button")
            findings.expect(any("strength" in s["classes"] for s in mine), f"{id}: its strength slider",
                            shown([s["name"] for s in mine]))
            links = [s["name"] for s in mine if s["tag"] == "a"]
            findings.expect(len(links) <= 1, f"{id}: one link to its page", shown(links))


@check("filters work by keyboard and keep the focus", "gallery")
def typed(site, findings):
    with gallery(site) as it:
        cards = it.cards()
        page = it.page
        page.focus("#answer")
        page.keyboard.press("ArrowDown")
        settle(page)
        value = page.input_value("#answer")
        findings.expect(value != "", "the arrow key to choose an answer", value)
        expected = [c["id"] for c in cards if c["answer"] == value]
        findings.equal(it.shows(expected), expected, "its cards:")
        findings.equal((it.focused() or {}).get("id"), "answer", "the focus after filtering:")
        page.keyboard.press("Home")
        findings.equal(len(it.shows([c["id"] for c in cards])), len(cards), "all cards by Home:")
        page.focus("#sort")
        first = it.shown()
        page.keyboard.press("ArrowDown")
        settle(page)
        findings.expect(it.shown() != first or len(first) < 2, "another order by the arrow key")
        findings.equal((it.focused() or {}).get("id"), "sort", "the focus after sorting:")
        page.focus("#search")
        page.keyboard.type("qxqx")
        it.shows([])
        findings.equal((it.focused() or {}).get("id"), "search", "the focus while searching:")
        if page.is_visible("#reset"):
            page.focus("#reset")
            page.keyboard.press("Enter")
            findings.equal(len(it.shows([c["id"] for c in cards])), len(cards), "all cards by the reset:")
            findings.expect(it.focused(), "the focus on something after the reset", "nothing")


@check("relevance works by keyboard", "gallery")
def pressed(site, findings):
    with gallery(site) as it:
        page = it.page
        page.focus("#relevance")
        page.keyboard.press("Space")
        findings.equal(until(lambda: set(it.strengths().values()), {0}), {0}, "all overlays off by Space:")
        page.keyboard.press("Space")
        until(lambda: min(it.strengths().values()) > 0, True)
        page.focus("#strength")
        before = int(page.input_value("#strength"))
        for _ in range(20):
            page.keyboard.press("ArrowLeft")
        settle(page)
        after = int(page.input_value("#strength"))
        findings.expect(after < before, f"less than {before} by the arrow key", after)
        wanted = after / 100
        until(lambda: all(abs(v - wanted) < 0.021 for v in it.strengths().values()), True)
        findings.expect(all(abs(v - wanted) < 0.021 for v in it.strengths().values()), f"overlays at {wanted}")
        mine = it.shown()[0]
        card = f"li.photo[data-id='{mine}']"
        page.focus(f"{card} a.picture")
        settle(page)
        page.focus(f"{card} button.relevance")
        for key in ("Space", "Enter"):
            state = page.get_attribute(f"{card} button.relevance", "aria-pressed")
            page.keyboard.press(key)
            settle(page)
            findings.expect(page.get_attribute(f"{card} button.relevance", "aria-pressed") != state, f"{key} to press the button")
            findings.expect("relevance" in (it.focused() or {"classes": []})["classes"], f"the focus to stay after {key}")
        page.focus(f"{card} input.strength")
        settle(page)
        findings.expect(page.is_visible(f"{card} input.strength"), "the slider to be seen while it has the focus")
        page.keyboard.press("Home")
        findings.equal(until(lambda: it.strengths()[mine], 0), 0, "its overlay by Home:")
        page.keyboard.press("End")
        findings.equal(until(lambda: it.strengths()[mine], 1), 1, "its overlay by End:")


@check("the filters' disclosure opens and closes by keyboard", "gallery")
def disclosure(site, findings):
    with gallery(site, width=390, height=800) as it:
        page = it.page
        toggle = page.query_selector("#filter-toggle")
        findings.need(toggle and toggle.is_visible(), "#filter-toggle at 390 px")
        findings.equal(toggle.get_attribute("aria-expanded"), "false", "closed at first: aria-expanded")
        findings.expect(not page.is_visible("#answer"), "no select while closed")
        controlled = toggle.get_attribute("aria-controls")
        findings.expect(controlled and page.query_selector(f"#{controlled}"), "aria-controls that names something", controlled)
        reachable = [s["id"] for s in stops(page, 8)]
        findings.expect("answer" not in reachable, "closed filters out of Tab's way")
        toggle.focus()
        page.keyboard.press("Enter")
        settle(page)
        findings.equal(toggle.get_attribute("aria-expanded"), "true", "opened by Enter: aria-expanded")
        findings.expect(page.is_visible("#answer") and page.is_visible("#sort"), "selects while open")
        page.keyboard.press("Tab")
        inside = page.evaluate("c => document.getElementById(c)?.contains(document.activeElement)", controlled)
        findings.expect(inside, "Tab to go into the opened filters", (it.focused() or {"name": "nothing"})["name"])
        page.keyboard.press("Escape")
        settle(page)
        findings.equal(toggle.get_attribute("aria-expanded"), "false", "closed by Escape: aria-expanded")
        findings.equal((it.focused() or {}).get("id"), "filter-toggle", "the focus after Escape:")
        page.keyboard.press("Space")
        settle(page)
        findings.equal(toggle.get_attribute("aria-expanded"), "true", "opened by Space: aria-expanded")
        # With JavaScript but at a greater width nothing hides.
        page.set_viewport_size({"width": 1200, "height": 800})
        settle(page)
        findings.expect(page.is_visible("#answer"), "filters at 1200 px")
    with gallery(site, width=390, height=800) as it:
        it.page.click("#filter-toggle")
        it.page.set_viewport_size({"width": 1200, "height": 800})
        it.page.set_viewport_size({"width": 390, "height": 800})
        settle(it.page)
        open_ = it.page.get_attribute("#filter-toggle", "aria-expanded") == "true"
        findings.equal(it.page.is_visible("#answer"), open_, "aria-expanded to be true to what is seen:")
