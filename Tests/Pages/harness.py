"""What the checks have in common: how they are listed, what they say, and how they open pages."""
import contextlib
import dataclasses
import pathlib
import re
import time
import traceback
import urllib.parse

PROBES = (pathlib.Path(__file__).parent / "probes.js").read_text("utf-8")


class Failed(Exception):
    """A check cannot go on."""


@dataclasses.dataclass
class Check:
    """A check: what it is of, its name, and the function that does it."""

    kinds: tuple
    name: str
    run: object


CHECKS = []


def check(name, *kinds):
    """Lists a function as a check of folders of these kinds; without kinds, of every folder."""

    def listed(function):
        CHECKS.append(Check(kinds, name, function))
        return function

    return listed


class Findings:
    """What a check found: each an expectation and what was there instead."""

    def __init__(self):
        self.found = []
        self.count = 0
        self.notes = []

    def expect(self, good, expected, seen=""):
        """Counts an expectation; a broken one is a finding. Returns whether it held."""
        self.count += 1
        if not good:
            self.found.append(f"expected {expected}" + (f", seen {seen}" if seen != "" else ""))
        return bool(good)

    def equal(self, seen, expected, what):
        """Expects two values to be equal."""
        return self.expect(seen == expected, f"{what} {shown(expected)}", shown(seen))

    def need(self, good, expected, seen=""):
        """An expectation that the rest of the check needs."""
        if not self.expect(good, expected, seen):
            raise Failed


def shown(value):
    """A value for a line of output, of bearable length."""
    if isinstance(value, (list, tuple)) and len(value) > 8:
        return f"{len(value)} of {', '.join(map(str, value[:6]))}, ..."
    words = str(value) if not isinstance(value, (list, tuple)) else ", ".join(map(str, value)) or "none"
    return words if len(words) <= 300 else words[:297] + "..."


def perform(item, site):
    """Runs a check. Returns its findings and the seconds it took."""
    findings = Findings()
    started = time.monotonic()
    try:
        item.run(site, findings)
    except Failed:
        pass
    except Exception as error:  # A check that breaks has confirmed nothing.
        last = traceback.extract_tb(error.__traceback__)[-1]
        ours = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(
            str(pathlib.Path(__file__).parent))]
        place = ours[-1] if ours else last
        message = re.sub(r"\s+", " ", str(error))[:300]
        findings.expect(False, "the check to run",
                        f"{type(error).__name__}: {message} ({pathlib.Path(place.filename).name}:{place.lineno})")
    if findings.count == 0:
        findings.expect(False, "something to check", "nothing")
    return findings, time.monotonic() - started


class Site:
    """A folder of pages under test, and the browser that opens them."""

    def __init__(self, browser, folder, options):
        self.browser = browser
        self.folder = pathlib.Path(folder).resolve()
        self.options = options
        self.base = self.folder.as_uri() + "/"
        self.sabotage = None
        self.strays = []
        self.missing = []
        self.complaints = []
        self.opened = set()

    # MARK: Pages

    def places(self, most=3):
        """One page of each sort: those at the top, and of each folder of pages the first, the longest and the
        last."""
        pages = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))
        top = [p for p in pages if "/" not in p]
        top.sort(key=lambda p: (p != "index.html", p))
        chosen = list(top)
        for parent in sorted({p.rsplit("/", 1)[0] for p in pages if "/" in p}):
            inside = [p for p in pages if p.startswith(parent + "/") and p.count("/") == parent.count("/") + 1]
            longest = max(inside, key=lambda p: (self.folder / p).stat().st_size)
            chosen += list(dict.fromkeys([longest, inside[0], inside[-1]]))[:most]
        return chosen

    def all_pages(self):
        """All pages of the folder."""
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))

    @contextlib.contextmanager
    def open(self, path="index.html", width=1200, height=900, scheme="light", script=True, base=None,
             touch=False, **more):
        """Opens a page in a context of its own; what it asks for and complains of is kept."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=touch,
            **more,
        )
        context.set_default_timeout(5000)
        base = base or self.base
        self.watch(context, base)
        if self.sabotage and script:
            context.add_init_script(self.sabotage)
        try:
            page = context.new_page()
            page.goto(base + path, wait_until="load")
            self.opened.add(path.split("#")[0])
            yield page
        finally:
            context.close()

    def watch(self, context, base):
        """Notes every request that leaves the folder, every one that fails, and every complaint."""

        def request(asked):
            url = asked.url
            if not url.startswith((base, "data:", "blob:", "about:")):
                self.strays.append(f"{url[:120]} asked by {self.short(asked.frame.url, base)}")

        def name(url):
            return self.short(url, base)

        context.route(re.compile("^(https?|wss?|ftp):(?!//127\\.0\\.0\\.1)"), lambda route: route.abort())
        context.on("request", request)
        context.on("requestfailed", lambda asked: self.missing.append(f"{name(asked.url)}: {asked.failure}")
                   if "ABORTED" not in (asked.failure or "") else None)
        context.on("response", lambda reply: self.missing.append(f"{name(reply.url)}: {reply.status}")
                   if reply.status >= 400 else None)
        context.on("console", lambda line: self.complaints.append(f"{line.type}: {line.text[:200]}")
                   if line.type in ("error", "warning") else None)
        context.on("weberror", lambda error: self.complaints.append(f"exception: {error.error}"[:250]))

    @staticmethod
    def short(url, base):
        """An address as it stands in the folder."""
        return urllib.parse.unquote(url[len(base):] if url.startswith(base) else url)


def settle(page):
    """Waits until two frames are drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def add_style(page, rules):
    """Adds rules that stand above the page's own, whatever its content security policy says."""
    page.evaluate("rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
                  " document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }", rules)


def probe(page, call):
    """Evaluates an expression of probes.js."""
    return page.evaluate(f"() => {{ {PROBES}\n return {call}; }}")


def until(read, wanted, seconds=2.0):
    """Reads again until the value is the wanted one or time is up; returns the last value read."""
    end = time.monotonic() + seconds
    value = read()
    while value != wanted and time.monotonic() < end:
        time.sleep(0.05)
        value = read()
    return value
