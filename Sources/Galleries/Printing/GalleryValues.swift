import Explanations
package import SheetTemplates

/// A gallery as the values that its template names.
package struct GalleryValues {
    private let gallery: Gallery
    private let words: SheetStrings
    private let groups: [GalleryGroup]
    /// Each photo's place in the gallery, by its id: the number of its folder.
    private let places: [String: Int]

    /// How many photos credits name in one text.
    private static let creditsPart = 30
    /// How many photos are laid out at a time: ten rows of six.
    private static let sectionSize = 60

    /// Readies a gallery.
    ///
    /// - Parameters:
    ///   - gallery: The gallery.
    ///   - words: Its words.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    package init(_ gallery: Gallery, _ words: SheetStrings) throws {
        self.gallery = gallery
        self.words = words
        groups = try gallery.groups(words)
        places = Dictionary(
            gallery.photos.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The values.
    ///
    /// - Parameter pages: The pages on which anchors stand, from 1; those that are not known count as 0.
    /// - Returns: A record of the fields of `GalleryFields.kind`.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    package func value(_ pages: [String: Int]) throws -> Value {
        var fields: [String: Value] = [
            "created": .text(gallery.provenance.created),
            "counts": .record(counts.mapValues { .number(Double($0)) }),
            "models": .list(models),
            "sort": .text(gallery.sort.rawValue),
            "grouping": .text(gallery.grouping.rawValue),
            "sections": .list(sections(pages)),
            "concepts": .list(concepts(pages)),
            "answers": .list(answers(pages)),
            "licences": .list(try licences(pages)),
        ]
        fields["title"] = gallery.title.map { .text($0.asOneParagraph) }
        return .record(fields)
    }

    // MARK: Parts

    private var counts: [String: Int] {
        func count(_ agreement: GalleryPhoto.Agreement) -> Int {
            gallery.photos.count { $0.agreement == agreement }
        }
        return [
            "photos": gallery.photos.count,
            "answers": Set(gallery.photos.map(\.answer.label)).count,
            "labelled": gallery.photos.count - count(.unlabelled),
            "agree": count(.agrees), "differ": count(.differs), "unknown": count(.unknown),
        ]
    }

    private var models: [Value] {
        let names = gallery.photos.map { [$0.model.title, $0.model.layer, $0.composite] }
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key.joined()) < ($0.value, $1.key.joined()) }.map {
            .record([
                "title": .text($0.key[0].asOneParagraph), "layer": .text($0.key[1].asOneParagraph),
                "composite": .text($0.key[2].asOneParagraph), "photos": .number(Double($0.value)),
            ])
        }
    }

    private func sections(_ pages: [String: Int]) -> [Value] {
        groups.flatMap { group in
            stride(from: 0, to: group.photos.count, by: Self.sectionSize).map { start in
                let end = min(start + Self.sectionSize, group.photos.count)
                var fields: [String: Value] = [
                    "count": .number(Double(group.photos.count)),
                    "photos": .list(group.photos[start..<end].map { photo($0, pages) }),
                ]
                if start == 0 { fields["heading"] = group.heading.map { .text($0.asOneParagraph) } }
                return .record(fields)
            }
        }
    }

    private func photo(_ photo: GalleryPhoto, _ pages: [String: Int]) -> Value {
        let folder = places[photo.id] ?? 0
        let view = photo.input.view
        var fields: [String: Value] = [
            "anchor": .text(anchor(photo)), "page": .number(Double(page(photo, pages))),
            "file": .text(photo.input.file.asOneParagraph),
            "photo": .text("\(folder)/\(photo.input.photo)"),
            "view": .record([
                "x": .number(view.x), "y": .number(view.y), "width": .number(view.width),
                "height": .number(view.height),
            ]),
            "width": .number(Double(photo.input.width)),
            "height": .number(Double(photo.input.height)),
            "heatmap": .text("\(folder)/\(photo.heatmap)"),
            "answer": .text(photo.answer.label),
            "probability": .number(photo.answer.probability),
            "agreement": .text(photo.agreement.rawValue), "target": .text(photo.target.label),
            "explainsOther": .flag(photo.target.class != photo.answer.class),
        ]
        if let next = photo.runnerUp {
            fields["runnerUp"] = .text(next.label)
            fields["runnerUpProbability"] = .number(next.probability)
        }
        fields["label"] = photo.label.map(Value.text)
        let strongest = photo.concepts.sorted { abs($0.layerShare) > abs($1.layerShare) }
        fields["concepts"] = .list(
            strongest.map { concept in
                .record([
                    "name": .text(concept.name), "isNamed": .flag(concept.isNamed),
                    "channel": .number(Double(concept.channel)),
                    "layerShare": .number(concept.layerShare),
                ])
            }
        )
        return .record(fields)
    }

    private func concepts(_ pages: [String: Int]) -> [Value] {
        entries(pages) { $0.concepts.filter(\.isNamed).map(\.name) }
    }

    private func answers(_ pages: [String: Int]) -> [Value] {
        entries(pages) { [$0.answer.label] }
    }

    /// An index of photos by what they are called: one entry for names that differ in capitals only.
    private func entries(
        _ pages: [String: Int],
        _ names: (GalleryPhoto) -> [String]
    ) -> [Value] {
        var spellings: [String: String] = [:]
        var photos: [String: [GalleryPhoto]] = [:]
        for photo in groups.flatMap(\.photos) {
            for (key, name) in Dictionary(
                names(photo).map { ($0.lowercased(), $0) },
                uniquingKeysWith: { first, _ in first }
            ) {
                spellings[key] = spellings[key] ?? name
                photos[key, default: []].append(photo)
            }
        }
        return spellings.sorted { $0.key < $1.key }.map { key, name in
            let own = photos[key] ?? []
            var fields: [String: Value] = [
                "name": .text(name), "count": .number(Double(own.count)),
                "pages": .text(PageRanges.text(own.map { page($0, pages) })),
            ]
            fields["anchor"] = own.first.map { .text(anchor($0)) }
            return .record(fields)
        }
    }

    private func licences(_ pages: [String: Int]) throws -> [Value] {
        let byDigest = Dictionary(grouping: groups.flatMap(\.photos), by: \.input.sha256)
        let roll = CreditRoll(
            gallery.photos.map { photo in
                let credit = photo.input.credit ?? Credit(licence: "", author: nil, package: nil)
                let entry = CreditRoll.Photo(
                    sha256: photo.input.sha256,
                    source: photo.input.file,
                    package: credit.package,
                    label: photo.input.label,
                    uses: [],
                    isExplained: true
                )
                return (entry, credit)
            }
        )
        return roll.licences.map { licence in
            var fields: [String: Value] = [
                "count": .number(Double(licence.photoCount)),
                "authors": .list(
                    licence.authors.map { author in
                        let photos = author.photos.flatMap { byDigest[$0.sha256] ?? [] }
                        let files = photos.map { photo in
                            "\(photo.input.file.asOneParagraph)\u{A0}(\(page(photo, pages)))"
                        }
                        var fields: [String: Value] = [
                            "photos": .list(
                                photos.map { photo in
                                    .record([
                                        "file": .text(photo.input.file.asOneParagraph),
                                        "page": .number(Double(page(photo, pages))),
                                        "anchor": .text(anchor(photo)),
                                    ])
                                }
                            ),
                            "parts": .list(
                                stride(from: 0, to: files.count, by: Self.creditsPart).map {
                                    let end = min($0 + Self.creditsPart, files.count)
                                    let text = files[$0..<end].joined(separator: ", ")
                                    return .record(["files": .text(text)])
                                }
                            ),
                        ]
                        fields["author"] = author.author.map { .text($0.asOneParagraph) }
                        return .record(fields)
                    }
                ),
            ]
            fields["licence"] = licence.licence.map { .text($0.asOneParagraph) }
            fields["link"] = licence.link.map(Value.text)
            return .record(fields)
        }
    }

    // MARK: Places

    private func anchor(_ photo: GalleryPhoto) -> String { "photo-\(photo.id)" }

    private func page(_ photo: GalleryPhoto, _ pages: [String: Int]) -> Int {
        pages[anchor(photo)] ?? 0
    }
}
