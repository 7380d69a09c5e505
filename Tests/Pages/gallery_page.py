"""A gallery's first page as the checks use it."""
import contextlib
import json

import oracle
from harness import probe, settle, until

READ = """() => {
  const items = [...document.querySelectorAll('ul#photos > li.photo')];
  return items.map(li => ({
    id: li.dataset.id, answer: li.dataset.answer, probability: Number(li.dataset.probability),
    agreement: li.dataset.agreement, concepts: li.dataset.concepts || '', file: li.dataset.file,
    search: li.dataset.search, shown: li.checkVisibility(), hidden: li.hidden,
    href: li.querySelector('a.picture')?.getAttribute('href') || '',
    alt: li.querySelector('img.photo-image')?.alt || '',
  }));
}"""

# What the eye sees of an overlay: its opacity times those of all around it, 0 where it is not shown.
STRENGTHS = """(selector) => Object.fromEntries([...document.querySelectorAll('li.photo')].map(li => {
  const e = li.querySelector(selector);
  if (!e) return [li.dataset.id, null];
  let seen = e.checkVisibility({ checkVisibilityCSS: true }) ? 1 : 0;
  for (let p = e; p && p !== li; p = p.parentElement) seen *= Number(getComputedStyle(p).opacity);
  return [li.dataset.id, Math.round(seen * 1000) / 1000];
}))"""


class GalleryPage:
    """An opened index.html with what is asked of it."""

    def __init__(self, page, site):
        self.page = page
        self.site = site
        root = page.query_selector("html")
        self.language = root.get_attribute("lang") or "en"
        self.audience = root.get_attribute("data-audience") or "end-user"

    def cards(self):
        """All cards as they stand in the page."""
        return self.page.evaluate(READ)

    def shown(self):
        """The ids of the cards that are shown, in order."""
        return [c["id"] for c in self.cards() if c["shown"]]

    def shows(self, expected, seconds=2.0):
        """Waits until these cards are shown, in this order if it is a list; returns what is shown."""
        if isinstance(expected, set):
            return set(until(lambda: set(self.shown()), expected, seconds))
        return until(self.shown, expected, seconds)

    def concepts(self, card):
        """The keys of a card's concepts."""
        words = card["concepts"]
        return json.loads(words) if words.startswith("[") else [w for w in words.split("|") if w]

    def options(self, select):
        """The values and words of a select's options."""
        return self.page.eval_on_selector_all(
            f"select#{select} option", "all => all.map(o => [o.value, o.textContent.replace(/\\s+/g, ' ').trim()])")

    def choose(self, select, value):
        """Chooses an option as a person does, and waits for the page."""
        self.page.select_option(f"select#{select}", value)
        settle(self.page)

    def hash(self):
        """The address after #."""
        return self.page.evaluate("() => location.hash")

    def count(self):
        """The words that tell how many photos are shown."""
        return self.page.eval_on_selector("#count", "e => e.textContent.replace(/\\s+/g, ' ').trim()")

    def strengths(self, selector="img.overlay-image"):
        """How strongly each card's overlay is seen, by id."""
        return self.page.evaluate(STRENGTHS, selector)

    def photos(self):
        """The photos by their explanations, by id."""
        return {p.id: p for p in oracle.photos(self.site, self.language, self.audience)}

    def titles(self):
        """The answer's name on each card, by id: what its value is called in the filter."""
        named = {value: self.named(words)[0] for value, words in self.options("answer") if value}
        return {c["id"]: named.get(c["answer"], c["answer"]) for c in self.cards()}

    @staticmethod
    def named(words):
        """An option's name and count, told apart: "lion (2)" is "lion" and 2."""
        head, _, tail = words.rstrip(")").rpartition(" ")
        number = tail.strip("( \u202f\u00a0·")
        if number.isdigit():
            return head.rstrip(" (·,–-"), int(number)
        return words, None

    def focused(self):
        """What has the keyboard."""
        return probe(self.page, "focused()")


@contextlib.contextmanager
def gallery(site, path="index.html", **more):
    """Opens the gallery."""
    with site.open(path, **more) as page:
        yield GalleryPage(page, site)
