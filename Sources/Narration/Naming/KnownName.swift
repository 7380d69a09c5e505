import Explanations

/// What a concept is called on a sheet, whoever gave the name.
struct KnownName: Sendable {
    /// The name.
    var name: String
    /// What the references share, in a sentence; empty where nobody said.
    let description: String
    /// How many of the concept's references it fits; nil where nobody said, or said it of other
    /// references.
    let fitting: Int?
    /// Whether the reference index holds it.
    let isFromIndex: Bool

    /// A name that was made for this sheet alone.
    init(ofThisSheet name: String) {
        self.name = name
        description = ""
        fitting = nil
        isFromIndex = false
    }

    /// A name that a language model gave just now; nil where it found no shared pattern.
    init?(_ label: ConceptLabel) {
        guard label.isShared else { return nil }
        name = label.name
        description = label.description
        fitting = label.fitting.count
        isFromIndex = false
    }

    /// A name that the index holds; nil where it says that there is no shared pattern.
    init?(_ naming: ConceptNaming, of concept: Concept) {
        guard let name = naming.name else { return nil }
        self.name = name
        description = naming.description ?? ""
        fitting = naming.fitting(of: concept)
        isFromIndex = true
    }

    /// The names of one sheet, namesakes told apart.
    ///
    /// A name of the index that another concept of the sheet has too gets its channel's number, as
    /// "Pale stripes (426)": a name of its own would be one that nobody gave.
    ///
    /// - Parameters:
    ///   - names: A name for each concept, or nil.
    ///   - channels: The concepts' channels, in the same order.
    /// - Returns: The names in the same order.
    static func toldApart(_ names: [KnownName?], channels: [Int]) -> [KnownName?] {
        let taken = names.compactMap { $0?.name.lowercased() }
        let counts = Dictionary(taken.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(names, channels).map { name, channel in
            guard var name, name.isFromIndex, counts[name.name.lowercased(), default: 0] > 1 else {
                return name
            }
            name.name += " (\(channel))"
            return name
        }
    }
}

extension Concept {
    /// The name that the reference index holds in a language, made fit for sheet and prompt; nil
    /// where there is none.
    ///
    /// An index may come from others, so its words are cleaned like those of a reply.
    func indexName(in language: String) -> ConceptNaming? {
        guard var naming = names?.first(where: { $0.language == language }) else { return nil }
        if let name = naming.name {
            guard let clean = ConceptNameText.clean(name) else { return nil }
            naming.name = clean
        }
        naming.description = naming.description.flatMap(ConceptNameText.cleanDescription)
        naming.confidence = naming.confidence.flatMap { 0...1 ~= $0 ? $0 : nil }
        naming.narrator = CleanText.line(naming.narrator).prefixed(to: 80)
        naming.created = CleanText.line(naming.created).prefixed(to: 40)
        return naming
    }
}

extension ConceptNaming {
    /// How many of a concept's references the name fits; nil where it was made from more or fewer.
    func fitting(of concept: Concept) -> Int? {
        guard let fitting, references == concept.references.count,
            0...concept.references.count ~= fitting
        else { return nil }
        return fitting
    }
}

extension ConceptText {
    /// Takes over what the index says of the name.
    ///
    /// - Parameters:
    ///   - naming: What the index holds.
    ///   - concept: The concept.
    ///   - name: The name as the sheet has it, or the words for having none.
    mutating func take(_ naming: ConceptNaming, of concept: Concept, called name: String) {
        self.name = name
        hasSharedPattern = naming.name != nil
        nameConfidence = naming.name == nil ? nil : naming.confidence
        fitting = naming.name == nil ? nil : naming.fitting(of: concept)
        description = naming.description
        namedBy = NameOrigin(narrator: naming.narrator, created: naming.created)
    }
}
