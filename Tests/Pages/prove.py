"""Breaks pages on purpose and expects the checks to notice: a check that cannot fail confirms nothing."""
import pathlib
import shutil
import tempfile

import harness
import measure

# A style that the page cannot undo.
STYLE = """document.addEventListener('DOMContentLoaded', () => {
  const sheet = new CSSStyleSheet(); sheet.replaceSync(`%s`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; });"""
# Once the page and its scripts are ready.
READY = "window.addEventListener('load', () => { %s });"
# An event that never reaches the page's own script.
DEAF = "window.addEventListener('%s', e => { if (e.target.matches?.('%s')) e.stopImmediatePropagation(); }, true);"


def deaf(selector, *events):
    return "".join(DEAF % (event, selector) for event in events or ("input", "change", "click"))


def style(rules):
    return STYLE % rules


def ready(script):
    return READY % script


# What is done to every page that is opened, and which checks must notice (by words of their names).
SCRIPTS = [
    (style("main { color: #ccc } main * { color: inherit }"), ["4.5:1", "axe-core"]),
    (style(":root { color-scheme: light } body { background: #fff !important; color: #000 !important }"), ["ground follows"]),
    (style("h1 { width: 1300px }"), ["sideways"]),
    (style("h1 { height: .6em; overflow: hidden }"), ["cut off"]),
    (style("h1 { margin-bottom: -1.2em !important }"), ["over each other"]),
    (style("*:focus, *:focus-visible, *:focus-within { outline: none !important; box-shadow: none !important }"), ["ringed"]),
    (style("button, a, select, input, label { height: 20px !important; min-height: 0 !important;"
           " width: 20px !important; min-width: 0 !important; padding: 0 !important; display: inline-block }"), ["large enough"]),
    (style("* { transition: all 2s !important }"), ["reduced motion"]),
    (style("@media print { li.photo { break-inside: auto !important; height: 17cm !important; display: block } ul { display: block !important } }"), ["cut between"]),
    (style("@media print { :is(#never, form, button, input, select) { display: block !important } }"), ["no control"]),
    (style("li.photo { order: 1 } li.photo:nth-child(2) { order: 0 }"), ["each order"]),
    (ready("document.querySelectorAll('button, input').forEach(e => { e.removeAttribute('aria-label');"
           " e.labels?.forEach(l => l.remove()); });"), ["axe-core"]),
    (ready("document.querySelector('h1').outerHTML = '<h2>x</h2>'"), ["one h1"]),
    (ready("new Image().src = 'https://example.org/x.png'"), ["no request leaves"]),
    (ready("new Image().src = 'pictures/none.jpg'"), ["no request leaves"]),
    (ready("console.error('broken')"), ["no request leaves"]),
    (ready("document.querySelector('a[href]:not(.skip)').href = 'nowhere.html'"), ["lead somewhere"]),
    (ready("document.querySelectorAll('a').forEach(a => { a.tabIndex = -1; })"), ["Tab goes", "Tab reaches"]),
    (ready("document.querySelector('.skip')?.remove()"), ["Tab goes"]),
    (ready("document.querySelector('img').removeAttribute('alt')"), ["axe-core", "alternative texts"]),
    (ready("document.querySelector('h1').textContent = document.documentElement.outerHTML.length + location.protocol"), ["same over HTTP"]),
    (deaf("#answer"), ["each answer", "count is told", "by keyboard and keep"]),
    (deaf("#concept"), ["each concept", "work together"]),
    (deaf("#sort"), ["each order", "change nothing else"]),
    (deaf("#search"), ["search finds", "matches nothing", "escaped"]),
    (ready("document.querySelector('#search').addEventListener('keydown', e => { if (e.key === 'Enter') location.reload(); });"),
     ["never reloads"]),
    (deaf("#relevance"), ["relevance switch", "relevance works by keyboard"]),
    (deaf("#strength"), ["relevance switch", "relevance works by keyboard"]),
    (deaf("li.photo .relevance, li.photo .relevance *", "click"), ["own switch", "relevance works by keyboard"]),
    (deaf("li.photo input.strength"), ["own switch", "relevance works by keyboard"]),
    (deaf("main button, main input"), ["working overlays"]),
    (deaf("*", "keydown", "keyup"), ["disclosure opens"]),
    ("history.replaceState = () => {}; history.pushState = () => {};", ["the address keeps"]),
    (ready("document.querySelectorAll('li.photo').forEach(li => { li.dataset.probability = '0.123' })"), ["cards say"]),
    (ready("document.querySelectorAll('li.photo').forEach(li => { li.dataset.agreement = 'agrees' })"), ["cards say"]),
    (ready("document.querySelector('#count').remove()"), ["count is told"]),
    (ready("document.querySelectorAll('button.relevance').forEach(b => b.setAttribute('aria-label', 'Relevance'))"), ["say whose"]),
    (ready("if (location.hash) throw new Error('no such value')"), ["wrong address"]),
    ("Object.defineProperty(HTMLElement.prototype, 'focus', { value() {} }); Element.prototype.scrollIntoView = () => {};", ["same photo"]),
    (ready("document.querySelector('a[rel~=next]')?.setAttribute('href', location.href)"), ["previous and next"]),
    (ready("document.querySelectorAll('main table, main p').forEach(e => e.remove())"), ["tells what"]),
]


def edit(path, old, new):
    """Changes a file of a folder whose files may be links to others."""

    def change(folder):
        for file in [folder / path] if "*" not in path else folder.glob(path):
            text = file.read_text("utf-8")
            assert old in text, f"{path} has no {old}"
            file.unlink()
            file.write_text(text.replace(old, new, 1), "utf-8")

    return change


# What is done to a copy of the folder.
FILES = [
    (edit("index.html", "</main>", "<p><div></p></main>"), ["HTML is valid"]),
    (edit("index.html", "</main>", "<p>/home/somebody/photos</p></main>"), ["nothing of this machine"]),
    (edit("index.html", "</main>", "{{name}}</main>"), ["nothing of this machine"]),
    (edit("index.html", "<ul", "<ul hidden"), ["without JavaScript", "no card is cut", "all photos"]),
    (lambda folder: (folder / "credits.html").unlink(), ["credits name", "lead somewhere"]),
    (edit("credits.html", "<main", "<main hidden"), ["credits name"]),
]


def report(site):
    """Breaks the pages in each way; returns whether all checks concerned noticed."""
    good = True
    known = " | ".join(c.name for c in harness.CHECKS) + " | no request leaves"
    site.options.quick = True
    for sabotage, names in [*SCRIPTS, *FILES]:
        with tempfile.TemporaryDirectory(prefix="check-pages-") as scratch:
            broken = site
            if not isinstance(sabotage, str):
                folder = pathlib.Path(scratch) / "site"
                shutil.copytree(site.folder, folder, copy_function=measure.link)
                sabotage(folder)
                broken = harness.Site(site.browser, folder, site.options)
                broken.kind = site.kind
            else:
                broken.sabotage = sabotage
            for name in names:
                assert name in known, name
                if site.options.only and not any(w in name for w in site.options.only):
                    continue
                good &= noticed(broken, name, sabotage)
            site.sabotage = None
    return good


def noticed(site, name, sabotage):
    """Runs the check of a name over broken pages."""
    site.strays, site.missing, site.complaints = [], [], []
    if name == "no request leaves":
        with site.open() as page:
            page.wait_for_timeout(200)
        found = [*site.strays, *site.missing, *site.complaints]
    else:
        item = next(c for c in harness.CHECKS if name in c.name)
        if item.kinds and site.kind not in item.kinds:
            return True
        found = harness.perform(item, site)[0].found
    words = sabotage if isinstance(sabotage, str) else "files changed"
    print(f"{'ok  ' if found else 'FAIL'} {site.kind}: \"{name}\" "
          + (f"noticed: {found[0][:110]}" if found else f"did not notice: {words[:200]}"), flush=True)
    return bool(found)
