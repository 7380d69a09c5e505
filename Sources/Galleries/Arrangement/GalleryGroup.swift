package import SheetTemplates

/// Photos of a gallery that stand under one heading.
package struct GalleryGroup: Sendable, Equatable {
    /// The heading; nil where all photos stand together.
    package var heading: String?
    /// The photos in the gallery's order.
    package var photos: [GalleryPhoto]
}

extension Gallery {
    /// The gallery's groups with their headings.
    ///
    /// - Parameter words: The gallery's words: `group-confidence` with {low} and {high}, `group-no-concept`, and
    ///   `group-` with each kind of agreement.
    /// - Returns: At least one group, none of them empty.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    package func groups(_ words: SheetStrings) throws -> [GalleryGroup] {
        guard grouping != .none else { return [GalleryGroup(heading: nil, photos: photos)] }
        var groups: [Key: GalleryGroup] = [:]
        for photo in photos {
            let key = try Key(photo, grouping, words)
            groups[key, default: GalleryGroup(heading: key.heading, photos: [])].photos.append(
                photo
            )
        }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What photos of one group have in common.
    private struct Key: Hashable, Comparable {
        let rank: Int
        let heading: String

        init(_ photo: GalleryPhoto, _ grouping: GalleryGrouping, _ words: SheetStrings) throws {
            switch grouping {
            case .none: (rank, heading) = (0, "")
            case .answer: (rank, heading) = (0, photo.answer.label)
            case .confidence:
                let tenth = min(Int(photo.answer.probability * 10), 9)
                rank = 9 - tenth
                heading = try words.text(
                    "group-confidence",
                    ["low": String(10 * tenth), "high": String(10 * tenth + 10)]
                )
            case .concept:
                let name = photo.leadingConcept?.name
                rank = name == nil ? 1 : 0
                heading = try name ?? words.text("group-no-concept")
            case .agreement:
                rank = GalleryPhoto.Agreement.tellingOrder.firstIndex(of: photo.agreement) ?? 0
                heading = try words.text("group-\(photo.agreement.rawValue)")
            }
        }

        static func < (one: Key, other: Key) -> Bool {
            (one.rank, one.heading.lowercased(), one.heading)
                < (other.rank, other.heading.lowercased(), other.heading)
        }
    }
}
