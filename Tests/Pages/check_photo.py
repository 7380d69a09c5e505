"""A photo's page: the way to it and back, its neighbours, what it tells."""
import json
import urllib.parse

import oracle
from gallery_page import STRENGTHS, GalleryPage, gallery
from harness import check, probe, settle, shown, until


BACK = "a.back, a#back, a[rel~=up]"


def name_of(url):
    """A photo's id from its page's address."""
    return urllib.parse.unquote(url.split("#")[0].rsplit("/", 1)[-1].removesuffix(".html"))


@check("a photo's page leads back to the same list and the same photo", "gallery")
def back(site, findings):
    for width, key in ((1200, "click"), (390, "click"), (1200, "Enter")):
        with gallery(site, width=width, height=700) as it:
            page = it.page
            cards = it.cards()
            common = max({c["answer"] for c in cards}, key=lambda a: sum(c["answer"] == a for c in cards))
            sort = [v for v, _ in it.options("sort")][-1]
            toggle = page.query_selector("#filter-toggle")
            if toggle and toggle.is_visible():
                toggle.click()
            it.choose("sort", sort)
            if sum(c["answer"] == common for c in cards) > 1:
                it.choose("answer", common)
            listed = it.shown()
            last = listed[-1]
            link = page.query_selector(f"li.photo[data-id='{last}'] a.picture")
            if key == "click":
                link.click()
            else:
                link.focus()
                page.keyboard.press("Enter")
            page.wait_for_url("**/photos/**")
            findings.equal(name_of(page.url), last, "the photo's page:")
            findings.expect("sort=" in page.url, "the address to carry the order", page.url.rsplit("/", 1)[-1])
            back_link = page.query_selector(BACK)
            findings.need(back_link, "a link back")
            back_link.click()
            page.wait_for_url("**/index.html*")
            settle(page)
            findings.equal(it.shows(listed), listed, "the same list after going back:")
            findings.equal(page.input_value("#sort"), sort, "the same order:")
            seen = until(lambda: in_window(page, last), True)
            findings.expect(seen, f"{last} in the window after going back, at {width} px")
            stop = it.focused()
            findings.expect(stop and stop["card"] == last, f"the focus on {last} after going back", stop and stop["name"])
        # The browser's own way back.
        with gallery(site, width=width, height=700) as it:
            it.choose("sort", sort) if width >= 768 else None
            listed = it.shown()
            it.page.click(f"li.photo[data-id='{listed[-1]}'] a.picture")
            it.page.wait_for_url("**/photos/**")
            it.page.go_back()
            findings.equal(it.shows(listed), listed, "the same list by the browser's back:")
            seen = until(lambda: in_window(it.page, listed[-1]), True)
            findings.expect(seen, f"{listed[-1]} in the window by the browser's back, at {width} px")


def in_window(page, id):
    return page.evaluate(
        "id => { const b = document.querySelector(`li.photo[data-id='${id}'] a.picture`).getBoundingClientRect();"
        " return b.bottom > 0 && b.top < innerHeight; }", id)


@check("previous and next follow the list that was filtered", "gallery")
def neighbours(site, findings):
    with gallery(site) as it:
        page = it.page
        cards = it.cards()
        sort = [v for v, _ in it.options("sort")][-1]
        it.choose("sort", sort)
        counts = {k: sum(k in it.concepts(c) for c in cards) for c in cards for k in it.concepts(c)}
        counts = {k: n for k, n in counts.items() if k in dict(it.options("concept"))}
        concept = max(counts, key=lambda k: (counts[k] < len(cards), counts[k]), default=None)
        if concept and counts[concept] > 1:
            it.choose("concept", concept)
        listed = it.shown()
        findings.need(len(listed) > 1, "a list of at least two", listed)
        page.click(f"li.photo[data-id='{listed[0]}'] a.picture")
        page.wait_for_url("**/photos/**")
        walked = [name_of(page.url)]
        settle(page)
        findings.expect(not usable(page, "prev"), "no previous of the first")
        for _ in range(min(len(listed), 12) - 1):
            link = usable(page, "next")
            if not link:
                break
            link.click()
            page.wait_for_load_state("load")
            settle(page)
            walked.append(name_of(page.url))
        findings.equal(walked, listed[:12], "the photos by next:")
        if len(listed) <= 12:
            findings.expect(not usable(page, "next"), "no next of the last")
        link = usable(page, "prev")
        findings.need(link, "a previous")
        link.click()
        page.wait_for_load_state("load")
        findings.equal(name_of(page.url), listed[len(walked) - 2], "the photo by previous:")
        page.click(BACK)
        page.wait_for_url("**/index.html*")
        findings.equal(it.shows(listed), listed, "the same list at last:")
    with site.open("photos/" + urllib.parse.quote(listed[0]) + ".html") as page:
        settle(page)
        findings.expect(usable(page, "next") or usable(page, "prev"), "neighbours without any list, among all photos")


def usable(page, rel):
    """A link to a neighbour that leads somewhere."""
    link = page.query_selector(f"a[rel~={rel}]")
    return link if link and link.is_visible() and link.get_attribute("href") else None


@check("a photo's page tells what its explanation says", "gallery")
def told(site, findings):
    for path in [p for p in site.places() if p.startswith("photos/")]:
        with site.open(path) as page:
            it = GalleryPage(page, site)
            links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
            documents = [l for l in links if l.endswith(".json")]
            findings.need(documents, f"{path}: a link to explanation.json", shown(links))
            file = (site.folder / path).parent / urllib.parse.unquote(documents[0])
            document = json.loads(file.resolve().read_text("utf-8"))
            photo = oracle.photo("", document, it.language, it.audience)
            text = " ".join(page.evaluate("() => document.body.innerText").split())
            folded = text.casefold()
            if it.language == "en":
                for answer in [document["prediction"], *document["prediction"]["runnersUp"][:2]]:
                    findings.expect(answer["label"].casefold() in folded, f"{path}: {answer['label']}")
            for name in photo.concepts:
                findings.expect(name.casefold() in folded, f"{path}: the concept {name}")
            for concept in document["concepts"]:
                share = f"{abs(concept['layerShare']) * 100:.1f}".replace(".", "[.,]")
                findings.expect(oracle.re.search(share, text), f"{path}: a share of {share.replace('[.,]', '.')} %")
                minus = concept["layerShare"] < 0
                findings.expect(not minus or "−" in text, f"{path}: a minus")
            shown_ones = {c["channel"] for c in document["concepts"]}
            texts = [t for t in document["texts"] if (t["audience"], t["language"]) == (it.audience, it.language)]
            for words in [texts[0]["summary"], *(c["context"] for c in texts[0]["concepts"] if c["channel"] in shown_ones)] if texts else []:
                whole = " ".join(words.split())
                findings.expect(whole[:60].casefold() in folded, f"{path}: the words \"{whole[:60]}\"")
            for fact in (document["model"]["title"] if "title" in document["model"] else document["model"]["name"],
                         document["model"]["layer"], document["input"]["file"],
                         document["model"]["weightsSHA256"][:12], document["input"]["sha256"][:12]):
                findings.expect(fact in text or fact in page.content(), f"{path}: {fact}")
            tiles = page.evaluate("() => [...document.querySelectorAll('main img')].filter(i => !i.closest('a.picture'))"
                                  ".map(i => i.alt)")
            findings.expect(sum(bool(t.strip()) for t in tiles) >= len(document["concepts"]),
                            f"{path}: reference photos with words for those who do not see them", shown(tiles))
            sheets = [l for l in links if l.endswith(".pdf")]
            if list((site.folder / "sheets").glob(f"{name_of(path)}.*.pdf")):
                findings.expect(sheets, f"{path}: a sheet to download")


@check("a photo's page has working overlays", "gallery")
def overlays(site, findings):
    path = next(p for p in site.places() if p.startswith("photos/"))
    with site.open(path) as page:
        seen = ("() => [...document.querySelectorAll('img.overlay-image')].map(e => {"
                " let seen = e.checkVisibility({ checkVisibilityCSS: true }) ? 1 : 0;"
                " for (let p = e; p; p = p.parentElement) seen *= Number(getComputedStyle(p).opacity);"
                " return Math.round(seen * 100) / 100; })")
        before = page.evaluate(seen)
        findings.need(before, f"{path}: overlays", before)
        findings.expect(all(v > 0 for v in before), f"{path}: overlays to be seen at first", shown(before))
        buttons = [b for b in page.query_selector_all("button.relevance, #relevance") if b.is_visible()]
        findings.need(buttons, f"{path}: a switch of relevance")
        buttons[0].click()
        settle(page)
        page.wait_for_timeout(50)
        after = page.evaluate(seen)
        findings.expect(0 in after, f"{path}: an overlay gone after its button", shown(after))
        buttons[0].click()
        settle(page)
        findings.equal(until(lambda: page.evaluate(seen), before), before, f"{path}: overlays back:")
        sliders = [s for s in page.query_selector_all("input[type=range]") if s.is_visible()]
        if sliders:
            sliders[0].focus()
            page.keyboard.press("Home")
            findings.expect(until(lambda: 0 in page.evaluate(seen), True), f"{path}: an overlay gone with its slider at 0")
