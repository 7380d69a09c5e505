import Concepts
import Explanations
public import Foundation
import Narration

/// Shows, changes and removes the names that an index holds.
public struct NameList: Sendable {
    /// A name as it is shown.
    public struct Entry: Sendable, Encodable {
        /// The channel.
        public let channel: Int
        /// The name's language.
        public let language: String
        /// The name; nil where the references share no pattern.
        public let name: String?
        /// The share of references that it fits, 0 to 1; nil where nobody said.
        public let confidence: Double?
        /// What the references share, in a sentence; nil where nobody said.
        public let description: String?
        /// How many references it fits; nil where nobody said.
        public let fitting: Int?
        /// How many it was made from; nil for a person's.
        public let references: Int?
        /// Who gave it.
        public let narrator: String
        /// When, ISO 8601 in UTC.
        public let created: String
        /// The other channels of the same name in the same language.
        public let namesakes: [Int]
    }

    private let index: ReferenceIndex

    /// Opens an index.
    ///
    /// - Parameter choice: Which one.
    /// - Throws: `ConceptsError` if there is none.
    public init(_ choice: IndexChoice) throws {
        index = try choice.open()
    }

    /// The index's file.
    public var file: URL { index.url }
    /// The layer whose channels are named.
    public var layer: String { index.run.layer }
    /// How many channels it has.
    public var channelCount: Int { index.run.channels }

    /// The names, in the order of channels and languages.
    ///
    /// - Parameters:
    ///   - channels: The channels; nil for all.
    ///   - languages: The languages; nil for all.
    /// - Returns: One entry for each name.
    /// - Throws: `ConceptsError` if there is no such channel or the file cannot be read.
    public func entries(channels: [Int]? = nil, languages: [String]? = nil) throws -> [Entry] {
        if let channels { try index.check(channels: channels) }
        let namings = try index.namings()
        func key(_ naming: ChannelNaming) -> String? {
            naming.naming.name.map { naming.naming.language + "\n" + $0.lowercased() }
        }
        let namesakes = Dictionary(grouping: namings.filter { key($0) != nil }, by: key)
        let wanted = channels.map(Set.init)
        return namings.filter { naming in
            (wanted?.contains(naming.channel) ?? true)
                && (languages?.contains(naming.naming.language) ?? true)
        }.map { naming in
            Entry(
                channel: naming.channel,
                language: naming.naming.language,
                name: naming.naming.name.map { ConceptNameText.clean($0) ?? "" },
                confidence: naming.naming.confidence,
                description: naming.naming.description.flatMap(ConceptNameText.cleanDescription),
                fitting: naming.naming.fitting,
                references: naming.naming.references,
                narrator: ConceptNameText.cleanDescription(naming.naming.narrator) ?? "",
                created: naming.naming.created.filter { !$0.isNewline },
                namesakes: (key(naming).flatMap { namesakes[$0] } ?? []).map(\.channel)
                    .filter { $0 != naming.channel }
            )
        }
    }

    /// Gives a channel a person's own name.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - name: The name; it replaces any other in that language.
    ///   - description: What the channel's references share, in a sentence.
    ///   - language: The name's language.
    /// - Returns: The name as it is kept.
    /// - Throws: `LlexicorpError` for a name or language that cannot be used, `ConceptsError` if there
    ///   is no such channel or the file cannot be written.
    public func rename(
        _ channel: Int,
        to name: String,
        description: String? = nil,
        language: String
    ) throws -> String {
        guard let clean = ConceptNameText.clean(name) else {
            throw LlexicorpError(
                "\"\(name.prefix(80))\": is no name for a concept",
                hint: "give one of 1 to \(ConceptNameText.longestName) letters, digits and spaces"
            )
        }
        let known = NarrationFiles.languages(in: try ResourceDirectory().templates)
        guard known.contains(language) else {
            throw LlexicorpError(
                "there are no texts in \"\(language)\"",
                hint: "languages are \(known.joined(separator: ", "))"
            )
        }
        try index.rename(
            ChannelNaming(
                channel: channel,
                naming: ConceptNaming(
                    language: language,
                    name: clean,
                    confidence: nil,
                    description: description.flatMap(ConceptNameText.cleanDescription),
                    fitting: nil,
                    narrator: ChannelNaming.person,
                    created: try CreationDate.current()
                ),
                asked: ChannelNaming.person,
                prompts: [],
                referencesSHA256: nil
            )
        )
        return clean
    }

    /// Removes names.
    ///
    /// - Parameters:
    ///   - channels: The channels; nil for all.
    ///   - languages: The languages; nil for all.
    /// - Returns: How many there were.
    /// - Throws: `ConceptsError` if there is no such channel or the file cannot be written.
    public func forget(channels: [Int]?, languages: [String]? = nil) throws -> Int {
        try index.forgetNames(
            of: channels ?? Array(0..<index.run.channels),
            languages: languages
        )
    }
}
