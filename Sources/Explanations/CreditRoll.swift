/// Whose photos are shown, under which licences: every photo once, grouped by licence and author.
public struct CreditRoll: Codable, Sendable, Equatable {
    /// Where a photo is shown.
    public struct Use: Codable, Sendable, Equatable, Hashable {
        /// The concept's channel.
        public var channel: Int
        /// Its number among the channel's references, from 1.
        public var number: Int

        /// Makes the value of its parts.
        public init(channel: Int, number: Int) {
            self.channel = channel
            self.number = number
        }
    }

    /// One photo.
    public struct Photo: Codable, Sendable, Equatable {
        /// The SHA-256 of its bytes, in hexadecimal.
        public var sha256: String
        /// Its name in its list: the package's path, or the path in the list's folder.
        public var source: String
        /// The package that carries it, where it came by one.
        public var package: String?
        /// What it shows, where known.
        public var label: String?
        /// Where it is shown as a reference.
        public var uses: [Use]
        /// Whether it is the explained photo; nil for references.
        public var isExplained: Bool?

        /// Makes the value of its parts.
        public init(
            sha256: String,
            source: String,
            package: String?,
            label: String?,
            uses: [Use],
            isExplained: Bool? = nil
        ) {
            self.sha256 = sha256
            self.source = source
            self.package = package
            self.label = label
            self.uses = uses
            self.isExplained = isExplained
        }
    }

    /// The photos of one author under one licence.
    public struct Author: Codable, Sendable, Equatable {
        /// The author; nil where nobody is named.
        public var author: String?
        /// The photos, in the order in which they are shown.
        public var photos: [Photo]
    }

    /// The photos under one licence.
    public struct Licence: Codable, Sendable, Equatable {
        /// The licence's short name, such as `CC-BY-SA-4.0`; nil where none is known.
        public var licence: String?
        /// Where its text stands, for a licence with a well-known address.
        public var link: String?
        /// Its authors by name, those without a name last.
        public var authors: [Author]

        /// How many photos it is.
        public var photoCount: Int { authors.map(\.photos.count).reduce(0, +) }
    }

    /// The licences by name, photos without a known one last.
    public var licences: [Licence]

    /// How many different photos there are.
    public var photoCount: Int { licences.map(\.photoCount).reduce(0, +) }

    /// How many of them have no known licence.
    public var unlicensedCount: Int {
        licences.filter { $0.licence == nil }.map(\.photoCount).reduce(0, +)
    }

    /// The credits of the references of some concepts.
    ///
    /// - Parameter concepts: The concepts in the order of the page.
    public init(of concepts: [Concept]) {
        self.init(concepts.flatMap(Self.photos(of:)))
    }

    /// The credits of everything an explanation holds: the explained photo, if it has one, and the
    /// references of the told and the opposing concepts.
    ///
    /// - Parameter explanation: The explanation.
    public init(of explanation: Explanation) {
        let references = explanation.allConcepts.flatMap(Self.photos(of:))
        self.init(Self.explainedPhoto(of: explanation.input) + references)
    }

    /// The explained photo with its credit, where the caller gave one; else nothing.
    ///
    /// - Parameter input: The explained photo.
    /// - Returns: At most one photo.
    public static func explainedPhoto(of input: InputPhoto) -> [(photo: Photo, credit: Credit)] {
        guard let credit = input.credit else { return [] }
        let photo = Photo(
            sha256: input.sha256,
            source: input.file,
            package: credit.package,
            label: input.label,
            uses: [],
            isExplained: true
        )
        return [(photo, credit)]
    }

    /// A concept's references with their credits, in the order of the page.
    ///
    /// - Parameter concept: The concept.
    /// - Returns: One photo per reference.
    public static func photos(of concept: Concept) -> [(photo: Photo, credit: Credit)] {
        photos(concept.references, of: concept.channel)
    }

    /// A channel's references with their credits, in their order.
    ///
    /// - Parameters:
    ///   - references: The references.
    ///   - channel: The channel that they are shown for.
    /// - Returns: One photo per reference.
    public static func photos(
        _ references: [Reference],
        of channel: Int
    ) -> [(photo: Photo, credit: Credit)] {
        references.enumerated().map { place, reference in
            let photo = Photo(
                sha256: reference.sha256,
                source: reference.sample,
                package: reference.credit.package,
                label: reference.label,
                uses: [Use(channel: channel, number: place + 1)]
            )
            return (photo, reference.credit)
        }
    }

    /// The credits of some photos.
    ///
    /// - Parameter photos: The photos with their credits; one that comes again adds its uses to the first.
    public init(_ photos: [(photo: Photo, credit: Credit)]) {
        var order: [String] = []
        var merged: [String: (photo: Photo, credit: Credit)] = [:]
        for (photo, credit) in photos {
            if let known = merged[photo.sha256]?.photo {
                let new = photo.uses.filter { !known.uses.contains($0) }
                merged[photo.sha256]?.photo.uses += new
                if photo.isExplained == true { merged[photo.sha256]?.photo.isExplained = true }
            } else {
                order.append(photo.sha256)
                merged[photo.sha256] = (photo, credit)
            }
        }
        let entries = order.compactMap { merged[$0] }
        licences = Self.groups(entries) { $0.credit.knownLicence }.map { licence, entries in
            Licence(
                licence: licence,
                link: licence.flatMap(Self.link(to:)),
                authors: Self.groups(entries) { $0.credit.author }.map { author, entries in
                    Author(author: author, photos: entries.map(\.photo))
                }
            )
        }
    }

    private typealias Entry = (photo: Photo, credit: Credit)

    /// Entries by a name, in the names' order, those without one last.
    private static func groups(
        _ entries: [Entry],
        by name: (Entry) -> String?
    ) -> [(name: String?, entries: [Entry])] {
        Dictionary(grouping: entries, by: name).map { ($0.key, $0.value) }.sorted { one, other in
            guard let first = one.0 else { return false }
            guard let second = other.0 else { return true }
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        }
    }

    /// The address of a licence's text.
    ///
    /// Creative Commons asks that a credit links to it.
    ///
    /// - Parameter licence: The licence's SPDX name.
    /// - Returns: Nil for a licence that is not known here.
    public static func link(to licence: String) -> String? {
        if licence == "CC0-1.0" { return "https://creativecommons.org/publicdomain/zero/1.0/" }
        let parts = licence.split(separator: "-")
        if parts.count >= 3, parts[0] == "CC", parts[1] == "BY", let version = parts.last,
            version.contains(".")
        {
            let kind = parts[1..<parts.count - 1].joined(separator: "-").lowercased()
            return "https://creativecommons.org/licenses/\(kind)/\(version)/"
        }
        for family in ["GPL", "LGPL", "AGPL"] where parts.first == family[...] {
            guard parts.count > 1 else { return nil }
            return "https://spdx.org/licenses/\(licence).html"
        }
        return nil
    }
}

extension Credit {
    /// The licence; nil where the list names none.
    public var knownLicence: String? {
        ["", "unknown", "none", "?"].contains(licence.lowercased()) ? nil : licence
    }
}
