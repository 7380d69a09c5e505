import Explanations
import Foundation
import Galleries
import Images
import Testing

/// Web atlases, read back as files and tags.
@Suite struct WebAtlasTests {
    private func write(_ atlas: Atlas, downloads: [String] = []) throws -> (WebPages, URL) {
        let folder = try AtlasSamples.folder(atlas)
        let made = folder.appendingPathComponent("made")
        try WebAtlas(templates: GallerySamples.templates, fonts: GallerySamples.fonts).write(
            atlas,
            assets: folder.appendingPathComponent("crops"),
            downloads: downloads,
            to: made
        )
        return (try WebPages(made), folder)
    }

    @Test("Every channel has a page and a card that tells what filters and sorting need")
    func channels() throws {
        let atlas = AtlasSamples.atlas()
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let numbers = atlas.channels.map(\.card.channel)
        #expect(
            Set(pages.pages.keys)
                == Set(numbers.map { "channels/\($0).html" } + ["index.html", "credits.html"])
        )
        let cards = pages.tags("index.html").filter { $0.attributes["data-channel"] != nil }
        #expect(cards.map { $0.attributes["data-channel"] } == numbers.map(String.init))
        for (card, channel) in zip(cards, atlas.channels) {
            let number = channel.card.channel
            let name = channel.card.names.first?.name
            #expect(card.attributes["data-named"] == (name == nil ? "no" : "yes"))
            #expect(
                card.attributes["data-name"].map(WebPages.decoded)
                    == name ?? "Channel\u{A0}\(number)"
            )
            let worth = try #require(channel.card.worth)
            let coherence = try #require(card.attributes["data-coherence"].flatMap(Double.init))
            let firing = try #require(card.attributes["data-firing"].flatMap(Double.init))
            #expect(abs(coherence - (worth.coherence ?? -1)) < 1e-4)
            #expect(abs(firing - (worth.firingRate ?? -1)) < 1e-4)
            // Answers of single photos are no classes that it serves.
            let classes = channel.card.answers.filter { $0.photos > 1 }.map { String($0.class) }
            #expect(card.attributes["data-classes"] == classes.joined(separator: " "))
            let search = try #require(card.attributes["data-search"])
            #expect(search.contains("shared class") && search.contains("\(number)"))
            #expect(!search.contains("single"))
        }
        let choices = pages.tags("index.html").filter { $0.name == "option" }
            .compactMap { $0.attributes["value"] }
        #expect(choices.contains("3") && choices.contains("13") && !choices.contains("50"))
        #expect(pages.text("index.html").contains("shared class (\(numbers.count))"))
        #expect(pages.tags("index.html")[0].attributes["data-page"] == "atlas")
    }

    @Test(
        "All pictures, pages and scripts that pages name are in the folder, and nothing else is asked for"
    )
    func whole() throws {
        let (pages, folder) = try write(AtlasSamples.atlas(), downloads: ["atlas.en.pdf"])
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: pages.folder.appendingPathComponent("atlas.en.pdf"))
        var asked = 0
        for path in pages.pages.keys {
            let base = pages.folder.appendingPathComponent(path).deletingLastPathComponent()
            for tag in pages.tags(path) {
                for key in ["href", "src"] {
                    guard let value = tag.attributes[key], !value.hasPrefix("#"),
                        !value.hasPrefix("data:")
                    else { continue }
                    if value.contains("://") {
                        #expect(
                            tag.name == "a" && tag.attributes["rel"]?.contains("license") == true
                        )
                        continue
                    }
                    asked += 1
                    let file = value.split(separator: "#")[0]
                    let there = base.appendingPathComponent(String(file)).standardizedFileURL
                    #expect(FileManager.default.fileExists(atPath: there.path), "\(path): \(value)")
                }
                if tag.name == "img" { #expect(tag.attributes["alt"]?.isEmpty == false) }
            }
        }
        #expect(asked > 100)
    }

    @Test("A ranking's tiles are one picture of the size that the card says, each at its place")
    func sprites() throws {
        let atlas = AtlasSamples.atlas(2, references: 5)
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let images = pages.tags("index.html").filter { $0.name == "img" }
        #expect(images.count == 4)
        for image in images {
            let file = pages.folder.appendingPathComponent(image.attributes["src"] ?? "")
            let picture = try PictureFile.read(file).picture
            #expect(image.attributes["width"] == "\(picture.width)")
            #expect(image.attributes["height"] == "\(picture.height)")
            #expect(image.attributes["loading"] == "lazy")
            #expect(picture.width * 2 == picture.height * 3)
        }
        let large = try PictureFile.read(
            pages.folder.appendingPathComponent("tiles/96-relevance-large.jpg")
        ).picture
        let side = large.width / 3
        let maker = WebPictures(folder.appendingPathComponent("crops"))
        let references = atlas.channels[0].card.rankings[0].references
        func distance(_ one: Picture, _ other: Picture) -> Double {
            let sum = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            return Double(sum) / Double(one.pixels.count)
        }
        for (place, reference) in references.enumerated() {
            let part = large.cropped(
                x: place % 3 * side,
                y: place / 3 * side,
                width: side,
                height: side
            )
            let tile = try maker.tilePicture(reference, side: side)
            #expect(distance(part, tile) < 4, "\(place)")
        }
        // The sixth place is free.
        let free = large.cropped(x: 2 * side + 9, y: side + 9, width: side - 18, height: side - 18)
        let ground = Picture(width: side - 18, height: side - 18, filledWith: EvidenceColors.tile)
        #expect(distance(free, ground) < 2)
    }

    @Test(
        "A channel's page shows both rankings with answers, and leads to its neighbours and likes"
    )
    func page() throws {
        let atlas = AtlasSamples.atlas()
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = pages.text("channels/97.html")
        let tags = pages.tags("channels/97.html")
        #expect(tags.filter { $0.attributes["class"]?.hasPrefix("at-") == true }.count == 12)
        #expect(page.contains("discus fish") && page.contains("kitten 50\u{202F}%"))
        func link(_ relation: String, _ page: String) -> String? {
            pages.tags(page).first { $0.attributes["rel"] == relation }?.attributes["href"]
        }
        #expect(link("prev", "channels/97.html") == "96.html")
        #expect(link("next", "channels/97.html") == "98.html")
        #expect(link("prev", "channels/96.html") == nil)
        #expect(link("next", "channels/102.html") == nil)
        #expect(page.contains("Nearly the same"))
        #expect(!pages.text("channels/98.html").contains("Nearly the same"))
        let cards = tags.compactMap { $0.name == "a" ? $0.attributes["href"] : nil }
            .filter { $0.hasPrefix("../channels/") }
        #expect(
            cards == [
                "../channels/96.html", "../channels/98.html", "../channels/99.html",
                "../channels/100.html",
            ]
        )
        #expect(tags.contains { $0.attributes["href"] == "../index.html#class=3" })
    }

    @Test("Names are text, whatever they hold")
    func escaping() throws {
        let (pages, folder) = try write(AtlasSamples.atlas())
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = pages.text("channels/102.html")
        #expect(page.contains("Ärmel &amp; &lt;b&gt;") && !page.contains("<b>\u{2026}"))
        #expect(!pages.tags("channels/102.html").contains { $0.name == "b>" })
    }

    @Test("Credits name every photo once with all channels that show it")
    func credits() throws {
        let atlas = AtlasSamples.atlas()
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shown = atlas.channels.flatMap { channel in
            channel.card.rankings.flatMap(\.references).map {
                "\($0.sha256) \(channel.card.channel)"
            }
        }
        let links = pages.tags("credits.html").filter {
            $0.attributes["href"]?.hasPrefix("channels/") == true
        }
        #expect(links.count == Set(shown).count)
        let text = pages.text("credits.html")
        #expect(text.contains("No known licence") && text.contains("Jan Novák"))
        #expect(text.contains("https://creativecommons.org/licenses/by-sa/4.0/"))
    }

    @Test("Without pictures there are words", arguments: ["en", "de", "cs"])
    func words(language: String) throws {
        let atlas = AtlasSamples.atlas(3, hasPictures: false, language: language)
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in pages.pages.keys {
            #expect(!pages.tags(path).contains { $0.name == "img" }, "\(path)")
            #expect(pages.tags(path).first { $0.name == "html" }?.attributes["lang"] == language)
        }
        let fish = ["en": "discus fish", "de": "Diskusfisch", "cs": "terčovec"]
        #expect(pages.text("channels/97.html").contains(fish[language] ?? "-"))
    }

    @Test("A photo without a label is said to have none, not what the channel is called")
    func unlabelled() throws {
        var atlas = AtlasSamples.atlas(2)
        for ranking in atlas.channels[1].card.rankings.indices {
            for photo in atlas.channels[1].card.rankings[ranking].references.indices {
                atlas.channels[1].card.rankings[ranking].references[photo].label = nil
            }
        }
        let (pages, folder) = try write(atlas)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = pages.text("channels/97.html")
        #expect(text.components(separatedBy: "Not named yet").count == 2)
        #expect(text.components(separatedBy: "no label").count == 13)
    }
}
