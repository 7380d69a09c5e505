"""What a gallery should show, worked out from the explanation documents that it carries, not from its pages."""
import dataclasses
import json
import re
import unicodedata
import urllib.parse
from html.parser import HTMLParser

MOST_TELLING = ["differs", "unknown", "agrees", "unlabelled"]


@dataclasses.dataclass
class Photo:
    """A photo by its explanation."""

    id: str
    file: str
    number: int  # of the class that is the answer
    answer: str
    label: str
    probability: float
    agreement: str
    concepts: list  # names in the page's language of those that have one, strongest first
    document: dict


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, text):
        super().__init__()
        self.addresses = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        address = dict(attributes).get("href")
        if tag == "a" and address:
            self.addresses.append(address)


def photos(site, language, audience):
    """All photos of a gallery by the documents that their pages offer, in no order."""
    found = []
    for page in sorted((site.folder / "photos").glob("*.html")):
        links = Links(page.read_text("utf-8")).addresses
        named = [l for l in links if re.search(r"\.json$", l)]
        if not named:
            continue
        document = json.loads((page.parent / urllib.parse.unquote(named[0])).resolve().read_text("utf-8"))
        found.append(photo(page.stem, document, language, audience))
    return found


def photo(id, document, language, audience):
    """One photo by its document."""
    given = document["input"]
    if "label" not in given:
        agreement = "unlabelled"
    elif not any("differsFromLabel" in caution for caution in document.get("cautions", [])):
        agreement = "agrees"
    else:
        agreement = "differs" if "labelClass" in given else "unknown"
    texts = [t for t in document.get("texts", []) if t["audience"] == audience and t["language"] == language]
    names = {c["channel"]: c["name"] for c in texts[0]["concepts"] if c.get("hasSharedPattern", True)} \
        if texts else {}
    told = [" ".join(names[c["channel"]].split()) for c in document["concepts"] if names.get(c["channel"])]
    answer = document["prediction"]
    return Photo(id, given["file"], answer["class"], answer["label"], given.get("label", ""),
                 answer["probability"], agreement, told, document)


def plain(words):
    """Words without case and accents, to compare how languages order them."""
    return "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))


def is_sorted(photos, sort, titles):
    """Whether photos stand in an order; `titles` has the answer's name on the page by id. Returns the first pair
    that does not, or None."""

    def keys(photo):
        sure = photo.probability
        title = titles[photo.id]
        return {
            "confidence": [(-sure,)],
            "doubt": [(sure,)],
            # Languages order accented letters in their own ways: either is right.
            "answer": [(title.casefold(), -sure), (plain(title), -sure)],
            "agreement": [(MOST_TELLING.index(photo.agreement), -sure)],
            "file": [(photo.file.casefold(),), (plain(photo.file),)],
        }[sort]

    for one, next_one in zip(photos, photos[1:]):
        if not any(a <= b for a, b in zip(keys(one), keys(next_one))):
            return f"{one.id} before {next_one.id}"
    return None


def searched(photo, words):
    """Whether every one of the words stands in what a photo can be found by."""
    text = " ".join([photo.file, photo.answer, photo.label, *photo.concepts]).casefold()
    return all(word in text for word in words.casefold().split())
