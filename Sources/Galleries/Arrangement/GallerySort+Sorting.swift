import Foundation

extension GallerySort {
    /// The photos in this order.
    ///
    /// - Parameter photos: The photos as they were given.
    /// - Returns: The same photos.
    public func sorted(_ photos: [GalleryPhoto]) -> [GalleryPhoto] {
        guard self != .given else { return photos }
        return photos.map { ($0, Key($0, self)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// What a photo is compared by, the most telling first.
    private struct Key: Comparable {
        let rank: Int
        let words: String
        let number: Double
        let file: String
        let id: String

        init(_ photo: GalleryPhoto, _ sort: GallerySort) {
            var (rank, words, number) = (0, "", 0.0)
            switch sort {
            case .confidence: number = -photo.answer.probability
            case .doubt: number = photo.answer.probability
            case .answer: (words, number) = (photo.answer.label, -photo.answer.probability)
            case .concept:
                let first = photo.leadingConcept
                rank = first == nil ? 1 : 0
                (words, number) = (first?.name ?? "", -(first?.layerShare ?? 0))
            case .agreement:
                rank = GalleryPhoto.Agreement.tellingOrder.firstIndex(of: photo.agreement) ?? 0
                number = -photo.answer.probability
            case .file, .given: break
            }
            self.rank = rank
            self.words = words.lowercased()
            self.number = number
            file = photo.input.file.lowercased()
            id = photo.id
        }

        static func < (one: Key, other: Key) -> Bool {
            (one.rank, one.words, one.number, one.file, one.id)
                < (other.rank, other.words, other.number, other.file, other.id)
        }
    }
}

extension GalleryPhoto {
    /// The strongest named concept that speaks for the explained class.
    public var leadingConcept: GalleryConcept? {
        concepts.filter { $0.isNamed && $0.layerShare > 0 }
            .max { $0.layerShare < $1.layerShare }
    }
}

extension GalleryPhoto.Agreement {
    /// What a reader looks for first: mistakes.
    static let tellingOrder: [Self] = [.differs, .unknown, .agrees, .unlabelled]
}
