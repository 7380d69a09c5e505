package import Images

/// Finds photos that are copies of earlier ones, other sizes, qualities and mirrored ones included.
///
/// Two references that are one photo show less than two photos; a list made from several sources has such
/// pairs, and a photo somebody wants explained may be on the list in another size.
package struct ReferenceCopies: Sendable {
    /// Each as it is and mirrored.
    private var pictures: [PictureHash] = []

    /// Begins with some pictures.
    ///
    /// - Parameter pictures: Their copies are copies from the beginning.
    package init(of pictures: [PictureHash] = []) {
        for picture in pictures { add(picture) }
    }

    /// Whether a picture is a copy of one of those so far.
    ///
    /// - Parameter picture: Its fingerprint; nil, where there is none, is no copy.
    /// - Returns: True if it is one, mirrored or not.
    package func contains(_ picture: PictureHash?) -> Bool {
        guard let picture, picture.isTelling else { return false }
        return pictures.contains { $0.directDistance(to: picture) < PictureHash.copyDistance }
    }

    /// Adds a picture.
    ///
    /// - Parameter picture: Its fingerprint; nothing happens for nil.
    package mutating func add(_ picture: PictureHash?) {
        if let picture, picture.isTelling { pictures += [picture, picture.mirrored] }
    }

    /// Those of some values that are no copies of earlier ones.
    ///
    /// - Parameters:
    ///   - values: The values, in order.
    ///   - hash: A value's fingerprint.
    /// - Returns: The first of each group of copies, in order.
    package static func removed<Value>(
        from values: some Sequence<Value>,
        hash: (Value) -> PictureHash?
    ) -> [Value] {
        var copies = ReferenceCopies()
        return values.filter { value in
            let picture = hash(value)
            guard !copies.contains(picture) else { return false }
            copies.add(picture)
            return true
        }
    }
}
