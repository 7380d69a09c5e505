package import Explanations
package import Images
package import LanguageModels

/// What a language model sees to test a name: numbered photos, some of which the channel is strong
/// in, with nothing to tell which.
package struct NameTestMontage: Sendable {
    /// The most pixels of either side.
    package static let limit = 1536

    /// The montage, in the samples' order.
    package let picture: Picture

    /// Draws the samples.
    ///
    /// - Parameters:
    ///   - samples: The samples, shuffled; at least one.
    ///   - assets: Where the pictures lie.
    /// - Throws: `NarrationError` naming the asset that is missing or cannot be read.
    package init(
        of samples: [NameTestSample],
        _ assets: ExplanationPictures
    ) throws(NarrationError) {
        let montage = Montage(groups: samples.count, tiles: 1, limit: Self.limit)
        do {
            picture = try montage.draw { group, _ in
                try assets.picture(samples[group].crop).fitted(into: montage.side)
            }
        } catch let error as NarrationError {
            throw error
        } catch {
            throw NarrationError("name test: \(error)")
        }
    }

    /// The encoded picture.
    ///
    /// - Parameter channel: For the title.
    /// - Returns: A JPEG without metadata.
    /// - Throws: `NarrationError` if it cannot be encoded.
    package func image(channel: Int) throws(NarrationError) -> ChatImage {
        try ChatImage(picture, title: "photos to test the name of channel \(channel) with")
    }
}
