"""The page of credits: whose the photos are."""
import json
import urllib.parse

import oracle
from harness import check, shown


@check("credits name every author and licence of the photos shown", "gallery", "atlas", "comparison")
def credited(site, findings):
    page = site.folder / "credits.html"
    # A comparison is one page, with the credits on it.
    if site.kind == "comparison" and not page.is_file():
        page = site.folder / "index.html"
    findings.need(page.is_file(), "credits.html", "nothing")
    with site.open(page.name) as view:
        text = " ".join(view.evaluate("() => document.body.innerText").split()).casefold()
        links = view.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href'))")
    authors, licences, count = {}, {}, 0
    for file in sorted(site.folder.rglob("*.json")):
        document = json.loads(file.read_text("utf-8"))
        if not isinstance(document, dict) or "concepts" not in document:
            continue
        shown_photos = [r for c in document["concepts"] for r in c.get("references", [])]
        for one in [document["input"], *shown_photos]:
            credit = one.get("credit") or {}
            count += 1
            for key, found in (("author", authors), ("licence", licences)):
                if credit.get(key):
                    found[" ".join(credit[key].split())] = file.name
    if site.kind != "atlas":
        findings.need(count > 0, "explanations with photos", count)
    missing = [a for a in authors if a.casefold() not in text]
    findings.expect(not missing, f"all {len(authors)} authors", shown(missing))
    missing = [l for l in licences if l.casefold() not in text
               and l.removesuffix("-or-later").removesuffix("-only").casefold() not in text]
    findings.expect(not missing, f"all {len(licences)} licences", shown(missing))
    inner = page.name == "index.html" or [l for l in links if ".html" in l and not l.startswith("http")]
    findings.expect(inner, "links to where the photos are shown", shown(links))


@check("every page leads to the credits", "gallery", "atlas")
def linked(site, findings):
    for path in site.places():
        if path == "credits.html":
            continue
        addresses = oracle.Links((site.folder / path).read_text("utf-8")).addresses
        found = [a for a in addresses if urllib.parse.urlparse(a).path.endswith("credits.html")]
        findings.expect(found, f"{path}: a link to credits.html")
