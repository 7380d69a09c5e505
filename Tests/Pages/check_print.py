"""Pages on paper."""
import pathlib
import re
import subprocess
import tempfile

from gallery_page import GalleryPage, gallery
from harness import check, probe, settle, shown

# Words at the upper and lower edge of each card, to find on which sheet each falls.
MARKS = """(selector) => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map((e, i) => {
  if (getComputedStyle(e).position === 'static') e.style.position = 'relative';
  for (const [edge, word] of [['top', 'upper'], ['bottom', 'lower']]) {
    const mark = document.createElement('span');
    mark.textContent = `zq${word}${i}zq`;
    mark.style.cssText = `position:absolute;left:0;${edge}:0;font-size:2px;line-height:2px;color:#000;white-space:nowrap`;
    e.append(mark);
  }
  return e.dataset.id || e.id || `${e.tagName} ${i}`;
})"""


def printed(page, folder, **more):
    """A page as PDF: its sheets' words, and the file."""
    file = pathlib.Path(folder) / "page.pdf"
    page.pdf(path=file, format="A4", print_background=False, prefer_css_page_size=True, **more)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1], file


@check("printing shows all photos and no control", "gallery")
def complete(site, findings):
    with gallery(site) as it, tempfile.TemporaryDirectory() as folder:
        cards = it.cards()
        words = it.page.evaluate("() => [...document.querySelectorAll('#filters label, #filters button, #filters legend, button')]"
                                 ".map(e => e.innerText.replace(/\\s+/g, ' ').trim()).filter(w => w.length > 2)")
        options = [it.options(s)[0][1] for s in ("answer", "concept") if it.options(s)]
        sheets, file = printed(it.page, folder)
        text = "\n".join(sheets)
        flat = " ".join(text.split()).casefold()
        titles = it.titles()
        for id, title in titles.items():
            findings.expect(" ".join(title.split()).casefold() in flat or title.split()[0].casefold() in flat, f"the answer {title} of {id}")
        lines = {" ".join(part.split()) for line in text.splitlines() for part in re.split(r"\s{2,}", line)}
        left = [w for w in [*words, *options] if w in lines]
        findings.expect(not left, "no control's words", shown(left))
        findings.expect("file://" not in text and ".html" not in text, "no addresses of links")
        listed = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, text=True).stdout.splitlines()[2:]
        findings.expect(len(listed) >= len(cards), f"at least {len(cards)} pictures on paper", len(listed))
        blank = [i + 1 for i, sheet in enumerate(sheets) if not sheet.strip()]
        findings.expect(not blank, "no empty sheet", shown(blank))
        it.page.emulate_media(media="print")
        seen = it.page.evaluate("() => [...document.querySelectorAll('button, input, select, .skip, nav')]"
                                ".filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1)"
                                ".map(e => e.tagName + '.' + e.className + '#' + e.id).slice(0, 4)")
        findings.expect(not seen, "no control in print", shown(seen))


@check("printing keeps a filter", "gallery")
def filtered(site, findings):
    with gallery(site) as it, tempfile.TemporaryDirectory() as folder:
        cards = it.cards()
        rare = min({c["answer"] for c in cards}, key=lambda a: sum(c["answer"] == a for c in cards))
        it.choose("answer", rare)
        it.page.evaluate(MARKS, "li.photo")
        sheets, _ = printed(it.page, folder)
        marks = set(re.findall(r"zqupper(\d+)zq", "".join(sheets)))
        findings.equal(len(marks), sum(c["answer"] == rare for c in cards), "cards on paper")


@check("no card is cut between sheets", "gallery", "atlas", "comparison")
def uncut(site, findings):
    for scheme in ("light", "dark"):
        with site.open(scheme=scheme) as page, tempfile.TemporaryDirectory() as folder:
            selector = {"gallery": "li.photo", "atlas": "li[data-channel], li[data-id]"}.get(site.kind, "figure")
            names = page.evaluate(MARKS, selector)
            findings.need(names, f"cards ({selector})", 0)
            sheets, file = printed(page, folder)
            upper, lower = {}, {}
            for number, sheet in enumerate(sheets):
                for word, found in (("upper", upper), ("lower", lower)):
                    for i in re.findall(rf"zq{word}(\d+)zq", sheet):
                        found[int(i)] = number + 1
            findings.expect(len(upper) == len(names) == len(lower), f"the edges of {len(names)} cards on paper",
                            f"{len(upper)} and {len(lower)}")
            cut = [f"{names[i]} on {upper[i]} and {lower[i]}" for i in upper if lower.get(i, upper[i]) != upper[i]]
            findings.expect(not cut, "whole cards", shown(cut))
            used = [len(re.findall(r"zqupper", sheet)) for sheet in sheets]
            if site.kind == "gallery" and len(used) > 2:
                findings.expect(min(used[1:-1], default=9) >= 4, "sheets that are full", f"cards on each: {shown(used)}")
    with site.open(scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        ink = probe(page, "[luminance(channels(getComputedStyle(document.body).color)),"
                          " channels(getComputedStyle(document.body).backgroundColor)[3] === 0"
                          " ? 1 : luminance(channels(getComputedStyle(document.body).backgroundColor))]")
        findings.expect(ink[0] < 0.05 and ink[1] > 0.9, "ink on white, also from a dark screen", shown(ink))


@check("other pages print whole: no picture, row or heading is cut or left alone")
def others(site, findings):
    for path in site.places(1)[1:] or site.places(1):
        with site.open(path) as page, tempfile.TemporaryDirectory() as folder:
            page.emulate_media(media="print")
            before = probe(page, "plainWords()")
            page.emulate_media(media=None)
            names = page.evaluate(MARKS, "main figure")
            sheets, _ = printed(page, folder)
            text = "".join(sheets)
            words = [w for w in re.findall(r"\w{6,}", before)]
            lost = [w for w in dict.fromkeys(words) if w not in text and w not in re.sub(r"[-\u2010\xad]?\s+", "", text)]
            findings.expect(len(lost) <= 0.03 * len(set(words)) + 3, f"{path}: its words on paper", shown(lost))
            upper, lower = ({int(i): n for n, sheet in enumerate(sheets) for i in re.findall(rf"zq{w}(\d+)zq", sheet)}
                            for w in ("upper", "lower"))
            cut = [names[i] for i in upper if lower.get(i, upper[i]) != upper[i]]
            findings.expect(not cut, f"{path}: whole figures", shown(cut))
            blank = [i + 1 for i, sheet in enumerate(sheets) if not sheet.strip()]
            findings.expect(not blank, f"{path}: no empty sheet", shown(blank))
