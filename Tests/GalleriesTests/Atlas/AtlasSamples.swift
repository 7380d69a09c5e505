import Explanations
import Foundation
import Galleries
import SheetFixtures

/// Made-up atlases.
enum AtlasSamples {
    /// An atlas of channels that differ in all that it sorts and lists by; every third has a name.
    static func atlas(
        _ count: Int = 7,
        first: Int = 96,
        references: Int = 6,
        hasPictures: Bool = true,
        language: String = "en",
        names: [String] = ["Round eyes", "Bird legs", "Ärmel & <b>"]
    ) -> Atlas {
        let channels = (0..<count).map { place -> AtlasChannel in
            var fixture = CardFixture()
            fixture.channel = first + place
            fixture.name = place % 3 == 0 ? names[place / 3 % names.count] : nil
            fixture.references = references
            fixture.hasPictures = hasPictures
            fixture.worth?.coherence = 0.9 - Double(place % 5) / 10
            fixture.worth?.firingRate = Double(place % 7) / 10
            fixture.worth?.patterns = place == 0 ? 2 : 1
            var card = fixture.card()
            // Other classes for every channel; the last answer of each is one photo's.
            card.answers = [
                .init(class: 10 + place % 4, label: "class \(place % 4)", photos: 9),
                .init(class: 3, label: "shared class", photos: 2),
                .init(class: 50 + place, label: "single \(place)", photos: 1),
            ]
            let others = (1...3).map { first + (place + $0) % count }.filter { $0 != first + place }
            return AtlasChannel(
                card: card,
                similar: others.map {
                    ChannelLikeness(channel: $0, pictures: 0.6, firing: 0.3, photos: 0.2)
                },
                duplicates: place == 1
                    ? [ChannelLikeness(channel: first, pictures: 0.9, firing: 0.6, photos: 0.5)]
                    : []
            )
        }
        return Atlas(
            of: channels,
            composite: "epsilon-plus-flat-head",
            language: language,
            provenance: Provenance(
                created: "2026-11-23T07:05:00Z",
                tool: "llexicorp 0.1.0",
                index: nil
            )
        )
    }

    /// A folder for a test; the pictures of an atlas lie in `crops`.
    static func folder(_ atlas: Atlas) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("atlas-\(UUID().uuidString)")
        for name in ["crops", "made"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name),
                withIntermediateDirectories: true
            )
        }
        try CardFixture.write(
            atlas.channels.map(\.card),
            to: folder.appendingPathComponent("crops")
        )
        return folder
    }
}
