"""The overlays of relevance: switched and faded for all photos and for one."""
from gallery_page import gallery
from harness import check, settle, shown, until


def close(value, wanted):
    return value is not None and abs(value - wanted) < 0.021


@check("the relevance switch and its strength change all photos", "gallery")
def everything(site, findings):
    with gallery(site) as it:
        strength = it.page.query_selector("#strength")
        findings.need(strength, "#strength")
        findings.equal((strength.get_attribute("min") or "0", strength.get_attribute("max") or "100"), ("0", "100"), "its range")
        at_first = int(it.page.input_value("#strength")) / 100
        seen = it.strengths()
        findings.expect(all(close(v, at_first) for v in seen.values()), f"every overlay at {at_first}", shown(sorted(set(map(str, seen.values())))))
        findings.expect(it.page.is_checked("#relevance"), "relevance on at first")
        click_switch(it.page, "#relevance")
        seen = until(lambda: set(it.strengths().values()), {0})
        findings.equal(seen, {0}, "overlays with relevance off:")
        outlines = set(it.strengths("svg.outline").values())
        findings.equal(outlines - {None}, {0}, "outlines with relevance off:")
        click_switch(it.page, "#relevance")
        until(lambda: min(it.strengths().values()) > 0, True)
        findings.expect(all(close(v, at_first) for v in it.strengths().values()), "every overlay back",
                        shown(sorted(set(map(str, it.strengths().values())))))
        for wanted in (20, 60, 100):
            set_range(it.page, "#strength", wanted)
            until(lambda: all(close(v, wanted / 100) for v in it.strengths().values()), True)
            seen = it.strengths()
            findings.expect(all(close(v, wanted / 100) for v in seen.values()), f"every overlay at {wanted / 100}",
                            shown(sorted(set(map(str, seen.values())))))
            text = it.page.evaluate("() => [...document.querySelector('#strength').labels].map(l => l.innerText).join(' ')")
            findings.expect(str(wanted) in text, f"{wanted} % in words beside the slider")


@check("a photo's own switch and strength change it alone", "gallery")
def alone(site, findings):
    with gallery(site) as it:
        ids = it.shown()
        mine = ids[min(2, len(ids) - 1)]
        card = f"li.photo[data-id='{mine}']"
        before = it.strengths()
        it.page.hover(f"{card} a.picture")
        button = it.page.query_selector(f"{card} button.relevance")
        findings.need(button, "button.relevance on the card")
        pressed = button.get_attribute("aria-pressed")
        findings.equal(pressed, "true", "aria-pressed at first")
        it.page.click(f"{card} button.relevance")
        until(lambda: it.strengths()[mine], 0)
        seen = it.strengths()
        findings.equal(seen[mine], 0, f"{mine}'s overlay after its button:")
        findings.equal(button.get_attribute("aria-pressed"), "false", "aria-pressed after it")
        findings.equal({i: v for i, v in seen.items() if i != mine}, {i: v for i, v in before.items() if i != mine},
                       "the other overlays:")
        findings.expect(it.page.url.split("#")[0].endswith("index.html"), "the page to stay", it.page.url)
        it.page.click(f"{card} button.relevance")
        until(lambda: close(it.strengths()[mine], before[mine]), True)
        findings.expect(close(it.strengths()[mine], before[mine]), f"{mine}'s overlay back", it.strengths()[mine])
        it.page.hover(f"{card} a.picture")
        slider = it.page.query_selector(f"{card} input.strength")
        findings.need(slider and slider.is_visible(), "input.strength on the card while the mouse is on its picture")
        box = slider.bounding_box()
        it.page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
        settle(it.page)
        wanted = int(slider.input_value()) / 100
        findings.expect(abs(wanted - 0.3) < 0.15, "a value where the slider was clicked", wanted)
        until(lambda: close(it.strengths()[mine], wanted), True)
        findings.expect(close(it.strengths()[mine], wanted), f"{mine}'s overlay at {wanted}", it.strengths()[mine])
        seen = it.strengths()
        findings.equal({i: v for i, v in seen.items() if i != mine}, {i: v for i, v in before.items() if i != mine},
                       "the other overlays with the slider:")
        # The switch for all stands above the photo's own.
        click_switch(it.page, "#relevance")
        findings.equal(until(lambda: set(it.strengths().values()), {0}), {0}, "all overlays off:")


@check("a photo's controls say whose they are", "gallery")
def named(site, findings):
    with gallery(site) as it:
        names = it.page.evaluate(
            "() => [...document.querySelectorAll('li.photo')].flatMap(li => [...li.querySelectorAll('button, input')]"
            ".map(e => (e.getAttribute('aria-label') || (e.labels && e.labels[0]?.textContent) || e.textContent).replace(/\\s+/g, ' ').trim()))")
        findings.expect(names, "controls on cards")
        findings.expect(all(names), "a name for each", shown([n for n in names if not n]))
        titles = it.titles()
        per_card = len(names) / max(1, len(titles))
        same = max(names.count(n) for n in set(names)) if names else 0
        most = max(list(titles.values()).count(t) for t in set(titles.values()))
        findings.expect(same <= most, f"names that tell cards apart ({per_card:.0f} controls on each)",
                        f"{same} times \"{max(set(names), key=names.count)}\"")


def click_switch(page, selector):
    """Clicks a checkbox or, where it is drawn by its label, that."""
    page.evaluate("s => document.querySelector(s).scrollIntoView({ block: 'center' })", selector)
    try:
        page.click(selector, timeout=1000)
    except Exception:
        page.click(f"label[for='{selector[1:]}'], label:has({selector})")
    settle(page)


def set_range(page, selector, value):
    """Moves a slider to a value as a mouse does: press at its place, then arrow keys for the rest."""
    page.focus(selector)
    page.keyboard.press("Home")
    for _ in range(4):
        now = int(float(page.input_value(selector)))
        if now == value:
            break
        box = page.query_selector(selector).bounding_box()
        page.mouse.click(box["x"] + 8 + (box["width"] - 16) * value / 100, box["y"] + box["height"] / 2)
        now = int(float(page.input_value(selector)))
        step = int(float(page.eval_on_selector(selector, "e => e.step || 1")))
        for _ in range(abs(now - value) // max(1, step)):
            page.keyboard.press("ArrowRight" if now < value else "ArrowLeft")
    settle(page)
