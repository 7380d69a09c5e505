"""Pages as they were drawn when somebody last looked at them."""
import os
import pathlib

import numpy

import pictures
from harness import add_style, check, settle

FOLDER = pathlib.Path(__file__).parent / "Snapshots"
# Fonts and their rasterizer differ between releases: a byte may be this far off, and so many pixels in a thousand.
TOLERANCE, STRAYS = 48, 12
LARGEST = 60_000


@check("pages look as recorded")
def recorded(site, findings):
    if not site.options.snapshots and not site.options.pictures:
        findings.expect(True, "")
        findings.notes.append("compared only with --snapshots NAME")
        return
    for path in site.places(1):
        for width in (1200, 768, 390):
            for scheme in ("light", "dark"):
                with site.open(path, width, 900, scheme=scheme, reduced_motion="reduce") as page:
                    page.evaluate("() => document.fonts.ready")
                    settle(page)
                    if site.options.pictures:
                        unfold(page)
                    data = page.screenshot(animations="disabled", caret="hide", full_page=bool(site.options.pictures))
                    findings.expect(data, "a picture")
                sort = path.split("/")[0].removesuffix(".html")
                name = f"{site.options.snapshots or site.kind}-{sort}-{width}-{scheme}.png"
                if site.options.pictures:
                    site.options.pictures.mkdir(parents=True, exist_ok=True)
                    (site.options.pictures / name).write_bytes(data)
                if site.options.snapshots:
                    compare(name, pictures.reduced(crop(data, width), min(width, 600)), site, findings)


def unfold(page):
    """Draws what only comes into being when it is scrolled to."""
    add_style(page, "* { content-visibility: visible !important; }")
    page.evaluate("() => document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
    page.wait_for_function("() => [...document.images].every(i => i.complete)")
    settle(page)


def crop(data, width):
    """The first window of a longer screenshot."""
    picture = pictures.Image.open(pictures.io.BytesIO(data)).convert("RGB")
    return pictures.stored(picture.crop((0, 0, width, min(900, picture.height))))


def compare(name, seen, site, findings):
    """Compares with the recorded picture; writes both and their difference if they are apart."""
    file = FOLDER / name
    if os.environ.get("RECORD_SNAPSHOTS") == "1":
        FOLDER.mkdir(exist_ok=True)
        data = pictures.stored(seen)
        file.write_bytes(data)
        findings.expect(len(data) <= LARGEST, f"{name}: at most {LARGEST} bytes", len(data))
        findings.expect(False, f"{name} to be looked at and committed", "recorded anew")
        return
    if not findings.expect(file.is_file(), f"{name}: a recorded picture (RECORD_SNAPSHOTS=1 records it)", "none"):
        return
    expected = pictures.read(file.read_bytes())
    now = numpy.asarray(seen.convert("RGB"))
    if not findings.equal(now.shape, expected.shape, f"{name}: size"):
        return
    far, drawn = pictures.difference(now, expected)
    part = 1000 * float((far > TOLERANCE).mean())
    if not findings.expect(part <= STRAYS, f"{name}: at most {STRAYS} ‰ of pixels more than {TOLERANCE} off", f"{part:.1f} ‰"):
        out = site.options.pictures or pathlib.Path.cwd() / "out" / "pages"
        out.mkdir(parents=True, exist_ok=True)
        seen.save(out / f"seen-{name}")
        drawn.save(out / f"difference-{name}")
        findings.notes.append(f"pictures in {out}")
