"""Runs the checks over folders of web pages: a line for each, findings below it."""
import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from playwright.sync_api import sync_playwright  # noqa: E402

import harness  # noqa: E402
import check_atlas  # noqa: E402, F401
import check_common  # noqa: E402, F401
import check_comparison  # noqa: E402, F401
import check_credits  # noqa: E402, F401
import check_filters  # noqa: E402, F401
import check_keyboard  # noqa: E402, F401
import check_photo  # noqa: E402, F401
import check_print  # noqa: E402, F401
import check_relevance  # noqa: E402, F401
import check_search  # noqa: E402, F401
import check_snapshots  # noqa: E402, F401
import measure  # noqa: E402
import prove  # noqa: E402


def kind(folder):
    """What a folder of pages says that it is."""
    index = folder / "index.html"
    if not index.is_file():
        sys.exit(f"check-pages: {folder}: has no index.html; give a folder that --format html wrote")
    text = index.read_text("utf-8")
    named = re.search(r"<(?:html|body)[^>]*\sdata-page=\"([a-z]+)\"", text)
    if named:
        return named.group(1)
    return "gallery" if 'id="photos"' in text else "atlas" if 'id="channels"' in text else "comparison"


def main():
    parser = argparse.ArgumentParser(prog="check-pages")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--snapshots")
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--multiply", type=int)
    parser.add_argument("--throttle", type=float, default=1)
    options = parser.parse_args()
    failed = False
    with sync_playwright() as playwright:
        # Without a sandbox, as in containers; fonts without hinting draw alike on all machines.
        browser = playwright.chromium.launch(
            executable_path=options.chromium,
            args=["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb",
                  "--disable-dev-shm-usage", "--enable-precise-memory-info"])
        for folder in options.folders:
            site = harness.Site(browser, folder, options)
            site.kind = kind(folder)
            if options.measure:
                measure.report(site)
            elif options.prove:
                failed |= not prove.report(site)
            else:
                failed |= not judge(site)
        browser.close()
    sys.exit(1 if failed else 0)


def judge(site):
    """Runs all checks that concern a folder. Returns whether none found anything."""
    good = True
    seconds = 0.0
    chosen = [c for c in harness.CHECKS if (not c.kinds or site.kind in c.kinds)
              and (not site.options.only or any(words in c.name for words in site.options.only))]
    for item in chosen:
        findings, took = harness.perform(item, site)
        seconds += took
        good &= tell(site, item.name, findings, took)
    rest = harness.Findings()
    rest.expect(site.opened, "pages to have been opened")
    for words, seen in (("no request that leaves the folder", site.strays), ("no request that fails", site.missing),
                        ("a console without errors and warnings", site.complaints)):
        for one in list(dict.fromkeys(seen))[:5]:
            rest.expect(False, words, one)
    good &= tell(site, "no request leaves the folder, none fails, no console speaks", rest, 0)
    print(f"{site.kind}: {len(chosen) + 1} checks in {seconds:.0f} s: {'all good' if good else 'FINDINGS'}")
    return good


def tell(site, name, findings, took):
    """One line for a check, its findings below it."""
    found = list(dict.fromkeys(findings.found))
    verdict = "FAIL" if found else "ok  "
    print(f"{verdict} {site.kind}: {name} ({findings.count} expectations, {took:.1f} s)", flush=True)
    for line in found[:12]:
        print(f"         {line}")
    if len(found) > 12:
        print(f"         and {len(found) - 12} more")
    for line in findings.notes[:12]:
        print(f"         note: {line}")
    return not found


if __name__ == "__main__":
    main()
