"""A comparison: its switches, its address, and that it says what the two explanations say."""
import json

from harness import check, settle, shown, until

SEEN = """() => [...document.querySelectorAll('main img.overlay-image')].filter(e =>
  e.checkVisibility({ checkVisibilityCSS: true })).map(e => {
    let seen = 1;
    for (let p = e; p; p = p.parentElement) seen *= Number(getComputedStyle(p).opacity);
    return Math.round(seen * 100) / 100;
  })"""


@check("a comparison's switches work by mouse and keyboard and stand in the address", "comparison")
def switches(site, findings):
    with site.open() as page:
        before = page.evaluate(SEEN)
        findings.need(before and min(before) > 0, "overlays at first", shown(before))
        page.focus("#relevance")
        page.keyboard.press("Space")
        until(lambda: any(page.evaluate(SEEN)), False)
        findings.expect(not any(page.evaluate(SEEN)), "no overlay with relevance off", shown(page.evaluate(SEEN)))
        page.keyboard.press("Space")
        findings.equal(until(lambda: page.evaluate(SEEN), before), before, "overlays back:")
        page.focus("#strength")
        page.keyboard.press("Home")
        for _ in range(8):
            page.keyboard.press("ArrowRight")
        settle(page)
        wanted = int(page.input_value("#strength")) / 100
        seen = until(lambda: {abs(v - wanted) < 0.02 for v in page.evaluate(SEEN)}, {True})
        findings.equal(seen, {True}, f"overlays at {wanted}:")
        address = page.evaluate("() => location.hash")
        findings.expect("strength=" in address, "the strength in the address", address)
        if page.query_selector("#over"):
            page.focus("#over")
            page.keyboard.press("Space")
            settle(page)
            findings.expect(page.is_visible("#cut"), "the line between A and B to move")
            box = page.evaluate("() => { const b = document.querySelector('#cut').getBoundingClientRect(); return [b.width, b.height]; }")
            findings.expect(box[0] > 100, "a slider wide enough to move the line", shown(box))
            a = page.screenshot()
            page.focus("#cut")
            page.keyboard.press("End")
            settle(page)
            findings.expect(page.screenshot() != a, "the line to move by keyboard")
            address = page.evaluate("() => location.hash")
    with site.open("index.html" + address) as page:
        findings.equal(int(page.input_value("#strength")) / 100, wanted, "the strength from the address:")
        if page.query_selector("#over"):
            findings.expect(page.is_checked("#over"), "A over B from the address")
    complaints = len(site.complaints)
    with site.open("index.html#strength=999&over=x&cut=-3") as page:
        findings.expect(len(site.complaints) == complaints, "no exception with a wrong address")
        findings.expect(any(page.evaluate(SEEN)), "overlays with a wrong address")


@check("a comparison says what its explanations say", "comparison")
def truthful(site, findings):
    files = sorted((site.folder / "explanations").glob("*.json"))
    findings.equal(len(files), 2, "explanations:")
    with site.open() as page:
        text = " ".join(page.evaluate("() => document.body.innerText").split())
        for file in files:
            document = json.loads(file.read_text("utf-8"))
            for words in (document["model"]["layer"], document["attribution"]["composite"], document["input"]["file"],
                          document["model"].get("title", document["model"]["name"])):
                findings.expect(words in text, f"{file.name}: {words}")
            if page.get_attribute("html", "lang") == "en":
                findings.expect(document["prediction"]["label"].casefold() in text.casefold(), f"{file.name}: its answer")
            for concept in document["concepts"]:
                share = f"{abs(concept['layerShare']) * 100:.1f}"
                findings.expect(share in text.replace(",", "."), f"{file.name}: a share of {share} %")
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        findings.expect(sum(l.endswith(".json") for l in links) >= 2, "links to both explanations", shown(links))
