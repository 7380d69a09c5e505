"""The atlas: search, filters and order of its channels against its own document; the way between channels."""
import json
import re
import urllib.parse

from check_filters import chosen
from gallery_page import GalleryPage
from harness import check, settle, shown, until

READ = """() => [...document.querySelectorAll('#channels > li[data-channel]')].filter(li => !li.hidden)
  .map(li => Number(li.dataset.channel))"""


def atlas(site):
    """The channels by number, as the atlas's document has them: name in its language, classes, worth, neighbours."""
    document = json.loads((site.folder / "atlas.json").read_text("utf-8"))
    channels = {}
    for one in document["channels"]:
        card = one["card"]
        names = [n["name"] for n in card.get("names", []) if n["language"] == document["language"] and n.get("name")]
        channels[card["channel"]] = {
            "name": names[-1] if names else "",
            "classes": {str(a["class"]): a["label"] for a in card.get("answers", []) if a["photos"] > 1},
            "coherence": card["worth"].get("coherence", -1), "firing": card["worth"].get("firingRate", -1),
            "similar": [s["channel"] for s in one.get("similar", [])],
        }
    return channels


@check("the atlas shows every channel of its document, in each order", "atlas")
def orders(site, findings):
    channels = atlas(site)
    with site.open() as page:
        findings.equal(page.evaluate(READ), sorted(channels), "all channels by number:")
        for sort, key in (("coherence", lambda n: -channels[n]["coherence"]), ("firing", lambda n: -channels[n]["firing"])):
            page.select_option("#sort", sort)
            settle(page)
            seen = page.evaluate(READ)
            wrong = [f"{a} before {b}" for a, b in zip(seen, seen[1:]) if key(a) > key(b) + 1e-3]
            findings.expect(len(seen) == len(channels) and not wrong, f"all by {sort}", shown(wrong))
        page.select_option("#sort", "name")
        settle(page)
        named = page.evaluate("() => [...document.querySelectorAll('#channels > li[data-channel]')].map(li => li.dataset.named)")
        findings.expect(named == sorted(named, reverse=True), "channels with a name before those without")


@check("the atlas's filters and search find what its document says", "atlas")
def filters(site, findings):
    channels = atlas(site)
    with site.open() as page:
        it = GalleryPage(page, site)
        for value in ("yes", "no"):
            page.select_option("#named", value)
            settle(page)
            seen = page.evaluate(READ)
            words = dict(it.options("named"))[value]
            findings.equal(it.named(words)[1], len(seen), f"the count in \"{words}\":")
            strays = [n for n in seen if bool(channels[n]["name"]) != (value == "yes")]
            findings.expect(not strays, f"only those of \"{words}\"", shown(strays))
        page.select_option("#named", "")
        for value, words in chosen(it.options("class"), 5):
            page.select_option("#class", value)
            settle(page)
            seen = page.evaluate(READ)
            strays = [n for n in seen if value not in channels[n]["classes"]]
            findings.expect(seen and not strays, f"channels that serve {words}", shown(strays or seen))
        page.select_option("#class", "")
        some = next(c["name"] for c in channels.values() if c["name"])
        one = sorted(channels)[len(channels) // 2]
        for word in (some, some.upper(), str(one)):
            page.fill("#search", word)
            settle(page)
            seen = page.evaluate(READ)
            wanted = [one] if word == str(one) else [n for n, c in channels.items() if some.casefold() in c["name"].casefold()]
            findings.expect(set(wanted) <= set(seen) and len(seen) < len(channels), f"\"{word}\" to find {shown(wanted)}", shown(seen))
            findings.expect(str(len(seen)) in it.count(), f"a count of {len(seen)}", it.count())
        page.fill("#search", "qxqxqx")
        findings.equal(until(lambda: page.evaluate(READ), []), [], "nothing found:")
        findings.expect(page.is_visible("#empty"), "the words of emptiness")
        page.click("#empty button")
        findings.equal(len(page.evaluate(READ)), len(channels), "all channels after its button:")
        findings.expect(it.focused(), "the focus on something after its button", "nothing")


@check("the atlas's address keeps its filters, to a channel and back", "atlas")
def address(site, findings):
    with site.open() as page:
        it = GalleryPage(page, site)
        page.select_option("#named", "yes")
        page.select_option("#sort", "coherence")
        page.fill("#search", "a")
        settle(page)
        seen = page.evaluate(READ)
        hash = page.evaluate("() => location.hash")
        findings.expect(all(k in hash for k in ("named=", "sort=", "q=")), "filters in the address", hash)
        page.reload()
        findings.equal(page.evaluate(READ), seen, "the same channels after reloading:")
        mine = seen[min(40, len(seen) - 1)]
        page.click(f"li[data-channel='{mine}'] a")
        page.wait_for_url("**/channels/**")
        findings.expect("named=" in page.url, "the address to carry the filters", page.url.rsplit("/", 1)[-1])
        page.click("a.back, a[rel~=up]")
        page.wait_for_url("**/index.html*")
        settle(page)
        findings.equal(page.evaluate(READ), seen, "the same channels after going back:")
        visible = until(lambda: page.evaluate(
            "n => { const b = document.querySelector(`li[data-channel='${n}']`).getBoundingClientRect();"
            " return b.bottom > 0 && b.top < innerHeight; }", mine), True)
        findings.expect(visible, f"channel {mine} in the window after going back")
        # Filters that hide and show again must not add to a link.
        page.fill("#search", "")
        page.fill("#search", "a")
        settle(page)
        href = page.get_attribute(f"li[data-channel='{mine}'] a", "href")
        findings.expect(href.count("#") == 1, "one # in a card's link", href)
    complaints = len(site.complaints)
    with site.open("index.html#sort=sideways&class=none&by=what&q=%") as page:
        findings.expect(len(site.complaints) == complaints, "no exception with a wrong address")


@check("a channel's page leads to its likes, its neighbours and its classes", "atlas")
def channel(site, findings):
    channels = atlas(site)
    for path in [p for p in site.places() if p.startswith("channels/")]:
        number = int(re.search(r"(\d+)\.html", path).group(1))
        with site.open(path) as page:
            text = " ".join(page.evaluate("() => document.body.innerText").split())
            links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href').split('#')[0].split('/').pop())")
            one = channels[number]
            if one["name"]:
                findings.expect(one["name"].casefold() in text.casefold(), f"{path}: its name {one['name']}")
            for other in one["similar"][:4]:
                findings.expect(f"{other}.html" in links, f"{path}: a link to channel {other}, which is like it", shown(links))
            missing = [l for l in list(one["classes"].values())[:3] if l.casefold() not in text.casefold()]
            findings.expect(not missing, f"{path}: the classes it serves", shown(missing))
            for rel, step in (("next", 1), ("prev", -1)):
                there = number + step in channels
                link = page.query_selector(f"a[rel~={rel}]")
                findings.equal(bool(link), there, f"{path}: a link {rel}:")
                if link and there:
                    findings.equal(urllib.parse.unquote(link.get_attribute("href")).split("#")[0], f"{number + step}.html", f"{path}: {rel}")
            firing = f"{one['firing'] * 100:.0f}"
            findings.expect(re.search(rf"{firing}(?:[.,]\d)?[\s\u202f]?%", text), f"{path}: how often it is active, {firing} %")
