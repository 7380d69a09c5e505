import Concepts
import Explanations
import Foundation

/// A channel's references as it is named from them.
struct ShownReferences: Sendable {
    /// The references, their pictures where the crops are kept.
    let references: [Reference]
    /// What they are, as the index remembers it.
    let sha256: String
}

/// Makes the references of the next few channels together: photos are decoded while the network is busy.
struct ReferenceShelf {
    /// How many channels go together.
    static let length = 4

    /// The index's photos that could not be shown.
    private(set) var photos = MissingPhotos()

    private let crops: ReferenceCrops
    private let folder: URL
    private let count: Int
    private var made: [Int: ShownReferences?] = [:]

    /// Makes references.
    ///
    /// - Parameters:
    ///   - crops: Cuts them.
    ///   - folder: Where they are kept.
    ///   - count: How many a channel has at most.
    init(_ crops: ReferenceCrops, folder: URL, count: Int) {
        self.crops = crops
        self.folder = folder
        self.count = count
    }

    /// A channel's references.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - following: The channels that are asked for next.
    /// - Returns: The references; nil where it has none.
    /// - Throws: What `ReferenceCrops.references` throws.
    mutating func take(
        _ channel: Int,
        then following: some Collection<Int>
    ) async throws -> ShownReferences? {
        if made[channel] == nil {
            var wanted = [channel]
            for next in following.prefix(Self.length - 1) where !wanted.contains(next) {
                wanted.append(next)
            }
            made = [:]
            let found = try await crops.references(for: wanted, count: count)
            photos.add(found)
            for references in found { made[references.channel] = .some(shown(references)) }
        }
        return made.removeValue(forKey: channel) ?? nil
    }

    private func shown(_ found: ChannelReferences) -> ShownReferences? {
        guard !found.crops.isEmpty else { return nil }
        let references = found.crops.map { $0.reference(in: folder) }
        return ShownReferences(
            references: references,
            sha256: ChannelNaming.referencesSHA256(of: references, mode: found.mode)
        )
    }
}
