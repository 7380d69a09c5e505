"""Filtering and sorting a gallery by mouse: what is shown is what the explanations say."""
import re

import oracle
from gallery_page import gallery
from harness import check, settle, shown, until

SORTS = ("confidence", "doubt", "answer", "agreement", "file")


@check("cards say what the explanations say", "gallery")
def truthful(site, findings):
    with gallery(site) as it:
        cards = {c["id"]: c for c in it.cards()}
        photos = it.photos()
        findings.need(photos, "photo pages that link to their explanation.json", len(photos))
        findings.equal(sorted(cards), sorted(photos), "the cards")
        words = dict(it.options("answer"))
        classes = {}
        for id, photo in photos.items():
            card = cards.get(id)
            if not card:
                continue
            findings.equal(card["file"], photo.file, f"{id}: file")
            findings.equal(card["agreement"], photo.agreement, f"{id}: agreement")
            findings.expect(abs(card["probability"] - photo.probability) < 0.0051, f"{id}: {photo.probability:.4f}",
                            card["probability"])
            findings.equal(len(set(it.concepts(card))), len(set(photo.concepts)), f"{id}: number of named concepts")
            findings.expect(card["alt"].strip(), f"{id}: an alternative text")
            classes.setdefault(card["answer"], set()).add(photo.number)
            if it.language == "en":
                name, _ = it.named(words.get(card["answer"], ""))
                findings.equal(name.casefold(), photo.answer.casefold(), f"{id}: the answer's name")
        for answer, numbers in classes.items():
            findings.expect(len(numbers) == 1, f"one class for the answer {answer}", numbers)
        texts = it.page.evaluate(
            "() => [...document.querySelectorAll('li.photo')].map(li => [li.dataset.id, li.textContent.replace(/\\s+/g, ' ')])")
        for id, text in texts:
            percent = 100 * photos[id].probability if id in photos else 0
            number = ">" if percent > 99 else str(round(percent))
            findings.expect(number in text or str(round(percent, 1)) in text, f"{id}: {percent:.1f} % on the card",
                            text[:80])


@check("each answer's filter shows its photos", "gallery")
def answers(site, findings):
    with gallery(site) as it:
        cards = it.cards()
        findings.equal(it.shown(), [c["id"] for c in cards], "all cards at first:")
        options = it.options("answer")
        findings.equal(options[0][0], "", "the first option is all:")
        findings.equal({v for v, _ in options if v}, {c["answer"] for c in cards}, "an option for each answer:")
        for value, words in chosen(options):
            expected = [c["id"] for c in cards if c["answer"] == value]
            it.choose("answer", value)
            findings.equal(it.shows(expected), expected, f"answer {words}:")
            findings.equal(it.named(words)[1], len(expected), f"the count in \"{words}\":")
            counted(it, findings, len(expected), len(cards))
        it.choose("answer", "")
        findings.equal(len(it.shows([c["id"] for c in cards])), len(cards), "all cards again:")


@check("each concept's filter shows its photos", "gallery")
def concepts(site, findings):
    with gallery(site) as it:
        cards = it.cards()
        photos = it.photos()
        options = it.options("concept")
        keys = {k for c in cards for k in it.concepts(c)}
        findings.expect(len(options) > 1, "concepts to choose", options)
        findings.expect({v for v, _ in options if v} <= keys, "options that are some card's concepts",
                        shown(sorted({v for v, _ in options if v} - keys)))
        for value, words in chosen(options):
            name, number = it.named(words)
            by_name = {id for id, p in photos.items() if name.casefold() in (c.casefold() for c in p.concepts)}
            expected = [c["id"] for c in cards if value in it.concepts(c)]
            it.choose("concept", value)
            findings.equal(it.shows(expected), expected, f"concept {words}:")
            findings.equal(set(expected), by_name, f"photos whose explanation names {name}:")
            findings.equal(number, len(expected), f"the count in \"{words}\":")


@check("filters work together", "gallery")
def together(site, findings):
    with gallery(site) as it:
        cards = it.cards()
        done = 0
        for answer in sorted({c["answer"] for c in cards})[:4]:
            for concept in sorted({k for c in cards if c["answer"] == answer for k in it.concepts(c)})[:2]:
                if concept not in dict(it.options("concept")):
                    continue
                it.choose("answer", answer)
                it.choose("concept", concept)
                expected = [c["id"] for c in cards if c["answer"] == answer and concept in it.concepts(c)]
                findings.equal(it.shows(expected), expected, f"{answer} with {concept}:")
                done += 1
        findings.expect(done > 0, "pairs of answer and concept", done)
        # A pair that no photo has.
        first = cards[0]
        strange = [v for v, _ in it.options("concept") if v and not any(
            v in it.concepts(c) for c in cards if c["answer"] == first["answer"])]
        if strange:
            it.choose("answer", first["answer"])
            it.choose("concept", strange[0])
            findings.equal(it.shows([]), [], f"{first['answer']} with {strange[0]}:")
            it.choose("concept", "")
        it.page.click("#reset") if it.page.is_visible("#reset") else None
        findings.equal(len(it.shows([c["id"] for c in cards])), len(cards), "all cards after the reset:")


@check("each order is the explanations' order", "gallery")
def orders(site, findings):
    with gallery(site) as it:
        photos = it.photos()
        titles = it.titles()
        offered = [v for v, _ in it.options("sort")]
        findings.expect(set(offered) >= set(SORTS), f"the orders {', '.join(SORTS)}", shown(offered))
        # What is chosen already must be true without choosing it.
        first = it.page.eval_on_selector("#sort", "e => e.value")
        for sort in [first, *(s for s in offered if s != first)]:
            if sort not in SORTS:
                continue
            if sort != first:
                it.choose("sort", sort)
            until(lambda: oracle.is_sorted([photos[i] for i in it.shown()], sort, titles), None)
            seen = it.shown()
            findings.equal(len(seen), len(photos), f"{sort}: all photos:")
            findings.equal(oracle.is_sorted([photos[i] for i in seen], sort, titles), None,
                           f"by {sort}, pairs out of order:")
        # Positions on the page follow the order in the document, row by row.
        boxes = it.page.evaluate("() => [...document.querySelectorAll('li.photo')].filter(li => li.checkVisibility())"
                                 ".map(li => { const b = li.getBoundingClientRect(); return [Math.round(b.top), b.left]; })")
        findings.expect(all(a[0] < b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(boxes, boxes[1:])),
                        "cards in reading order on the page")


@check("filters and order change nothing else", "gallery")
def stable(site, findings):
    """The order stands while filtering, and the filter stands while sorting."""
    with gallery(site) as it:
        offered = [v for v, _ in it.options("sort")]
        first = it.page.eval_on_selector("#sort", "e => e.value")
        other = next(s for s in offered if s != first)
        ordered = it.shown()
        it.choose("sort", other)
        settle(it.page)
        findings.expect(it.shown() != ordered, f"another order by {other}")
        ordered = it.shown()
        cards = {c["id"]: c for c in it.cards()}
        common = max({c["answer"] for c in cards.values()},
                     key=lambda a: sum(c["answer"] == a for c in cards.values()))
        it.choose("answer", common)
        expected = [i for i in ordered if cards[i]["answer"] == common]
        findings.equal(it.shows(expected), expected, "the order while filtering:")
        it.choose("sort", first)
        findings.equal(it.shows(set(expected)), set(expected), "the filter while sorting:")


@check("what matches nothing says so and offers the way back", "gallery")
def empty(site, findings):
    for width in (390, 1200):
        with gallery(site, width=width, height=800) as it:
            toggle = it.page.query_selector("#filter-toggle")
            if toggle and toggle.is_visible():
                toggle.click()
            findings.expect(not it.page.is_visible("#empty"), "no word of emptiness at first")
            it.page.fill("#search", "qxqxqx")
            findings.equal(it.shows([]), [], "nothing found:")
            findings.expect(it.page.is_visible("#empty"), f"the words of emptiness at {width} px")
            counted(it, findings, 0, len(it.cards()))
            button = it.page.query_selector("#empty button")
            findings.need(button and button.is_visible(), "a button in #empty")
            button.click()
            findings.equal(len(it.shows([c["id"] for c in it.cards()])), len(it.cards()), "all cards after its button:")
            findings.equal(it.page.input_value("#search"), "", "the search after its button:")
            findings.expect(not it.page.is_visible("#empty"), "no word of emptiness after it")
            # The button is gone; the keyboard must not be lost with it.
            findings.expect(it.focused(), f"the focus on something after the button went, at {width} px", "nothing")


@check("the count is told to those who listen", "gallery")
def live(site, findings):
    with gallery(site) as it:
        live = it.page.eval_on_selector(
            "#count", "e => e.closest('[aria-live]')?.getAttribute('aria-live') || e.closest('output,[role=status]') && 'polite'")
        findings.equal(live, "polite", "the count's aria-live")
        before = it.count()
        cards = it.cards()
        counted(it, findings, len(cards), len(cards))
        it.choose("answer", cards[0]["answer"])
        same = len({c["answer"] for c in cards}) == 1
        findings.expect(same or it.count() != before, "another count after filtering", it.count())


def counted(it, findings, seen, all_of_them):
    """Expects the count to tell both numbers."""
    def numbers():
        return [int(n) for n in re.findall(r"\d+", re.sub(r"(?<=\d)[ ,.\u202f\u00a0](?=\d{3})", "", it.count()))]

    def good():
        found = numbers()
        words = it.count()
        return (seen in found or (seen == 0 and words)) and (all_of_them in found or seen == 0)

    findings.expect(until(lambda: bool(good()), True, 1.5), f"a count of {seen} of {all_of_them}", it.count())


def chosen(options, most=8):
    """Some of many options: the first, the last, and some between."""
    named = [o for o in options if o[0]]
    if len(named) <= most:
        return named
    step = (len(named) - 1) / (most - 1)
    return [named[round(i * step)] for i in range(most)]
