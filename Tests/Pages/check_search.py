"""Searching a gallery, and its address: what is set can be kept, sent, and come back to."""
import oracle
from gallery_page import gallery
from harness import check, settle, shown, until


@check("search finds what the explanations name", "gallery")
def search(site, findings):
    with gallery(site) as it:
        photos = it.photos()
        findings.need(photos, "explanations", 0)
        some = [photos[i] for i in it.shown()]
        words = {some[0].file.rsplit(".", 1)[0], some[-1].file.rsplit(".", 1)[0].upper()}
        if it.language == "en":
            words |= {some[0].answer, some[len(some) // 2].answer.upper()}
        words |= {name for p in some[:3] for name in p.concepts[:1]}
        for word in sorted(words):
            expected = {p.id for p in photos.values() if oracle.searched(p, word)}
            it.page.fill("#search", word)
            seen = it.shows(expected)
            findings.expect(expected <= seen, f"\"{word}\" to find {shown(sorted(expected))}", shown(sorted(seen)))
            # Titles in the gallery's language are found too: nothing else may be.
            cards = {c["id"]: c for c in it.cards()}
            extra = [i for i in seen - expected
                     if not all(w in (cards[i]["search"] or "").casefold() for w in word.casefold().split())]
            findings.expect(not extra, f"\"{word}\" to find nothing else", shown(extra))
        it.page.fill("#search", "")
        findings.equal(len(it.shows(set(photos))), len(photos), "all cards without search:")


@check("typing in the search never reloads the page", "gallery")
def enter(site, findings):
    with gallery(site) as it:
        it.page.evaluate("() => { window.stillHere = true; }")
        it.page.click("#search")
        it.page.keyboard.type(it.cards()[0]["file"][:4])
        it.page.keyboard.press("Enter")
        settle(it.page)
        it.page.wait_for_timeout(200)
        findings.expect(it.page.evaluate("() => window.stillHere === true"), "Enter in the search to leave the page as it is")
        findings.expect("?" not in it.page.url, "no query in the address", it.page.url.rsplit("/", 1)[-1])
        findings.equal(it.focused() and it.focused()["id"], "search", "the focus:")


@check("the address keeps filters, order and search", "gallery")
def address(site, findings):
    with gallery(site) as it:
        cards = it.cards()
        card = cards[len(cards) // 2]
        sort = [v for v, _ in it.options("sort")][-1]
        findings.equal(it.hash(), "", "nothing in the address at first:")
        it.choose("sort", sort)
        it.choose("answer", card["answer"])
        concepts = [k for k in it.concepts(card) if k in dict(it.options("concept"))]
        if concepts:
            it.choose("concept", concepts[0])
        it.page.fill("#search", card["file"][:3])
        expected = until(it.shown, [card["id"]], 1)
        until(lambda: "q=" in it.hash(), True)
        address = it.hash()
        for key in ("answer=", "sort=", "q=") + (("concept=",) if concepts else ()):
            findings.expect(key in address, f"{key} in the address", address)
        length = it.page.evaluate("() => history.length")
        findings.expect(length <= 3, "no history entry for each letter", length)
    with gallery(site, "index.html" + address) as it:
        findings.equal(it.shows(expected), expected, "the same cards from the address:")
        findings.equal(it.page.input_value("#answer"), card["answer"], "the answer's select:")
        findings.equal(it.page.input_value("#sort"), sort, "the order's select:")
        findings.equal(it.page.input_value("#search"), card["file"][:3], "the search:")
        it.page.reload()
        findings.equal(it.shows(expected), expected, "the same cards after reloading:")
        # Somebody edits the address, or goes back in the history: the page follows.
        it.page.evaluate("() => { location.hash = ''; }")
        findings.equal(len(it.shows([c["id"] for c in it.cards()])), len(cards), "all cards after emptying the address:")
        it.page.click("#reset") if it.page.is_visible("#reset") else None
        findings.expect(until(lambda: it.hash() in ("", "#"), True, 1), "an empty address after the reset", it.hash())


@check("a wrong address harms nothing", "gallery")
def nonsense(site, findings):
    for words in ("#answer=%00nothing", "#sort=sideways", "#answer=%E0%A4%A", "#q=%", "#at=../../x", "#concept=<b>x</b>",
                  "#strength=9999&relevance=maybe", "#photos", "#&&==&"):
        before = len(site.complaints)
        with gallery(site, "index.html" + words) as it:
            settle(it.page)
            complaints = site.complaints[before:]
            findings.expect(not complaints, f"no exception with {words}", shown(complaints))
            some = bool(it.shown()) or it.page.is_visible("#empty")
            findings.expect(some, f"cards or the words of emptiness with {words}", "neither")
            if words.startswith(("#sort", "#strength", "#photos", "#&", "#at")):
                findings.equal(len(it.shown()), len(it.cards()), f"all cards with {words}:")
        del site.complaints[before:]


@check("every setting's words are escaped", "gallery")
def escaped(site, findings):
    """What is typed is shown as typed, never as markup."""
    with gallery(site) as it:
        it.page.fill("#search", "<img src=x onerror=window.hacked=1>")
        settle(it.page)
        it.page.wait_for_timeout(100)
        findings.expect(not it.page.evaluate("() => window.hacked"), "no script from the search")
        findings.equal(it.shows([]), [], "nothing found:")
