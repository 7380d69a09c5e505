/// What a sheet's own choice adds to the document's values.
extension Value {
    /// The values with which concepts are shown, what evidence that is, and how heatmaps are drawn.
    func adding(_ selection: ShownConcepts, _ overlay: OverlayStyle) -> Value {
        guard case .record(var fields) = self else { return self }
        let channels = Set(selection.shown.map { Double($0.channel) })
        let shown = self["concepts"].items.filter {
            $0["channel"].number.map(channels.contains) ?? false
        }
        fields["shown"] = .list(shown.map(\.withPatterns))
        let told = self["concepts"].items.filter {
            $0["isAgainst"].isTrue && !($0["channel"].number.map(channels.contains) ?? false)
        }
        let against = (told + self["opposing"].items).sorted {
            ($0["layerShare"].number ?? 0) < ($1["layerShare"].number ?? 0)
        }
        fields["unshownAgainst"] = .list(Array(against.prefix(Self.mostAgainst)))
        fields["evidence"] = .record([
            "shownFor": .number(selection.shownFor),
            "shownAgainst": .number(selection.shownAgainst),
            "otherFor": .number(selection.otherFor),
            "otherAgainst": .number(selection.otherAgainst),
            "otherForCount": .number(Double(selection.otherForCount)),
            "otherAgainstCount": .number(Double(selection.otherAgainstCount)),
            "strongestOtherAgainst": .number(selection.strongestOtherAgainst),
        ])
        return .record(fields)
    }

    /// How many concepts against the target a sheet shows besides.
    private static var mostAgainst: Int { 3 }

    /// A concept that knows whether its references show two patterns.
    private var withPatterns: Value {
        guard case .record(var fields) = self else { return self }
        let patterns = self["references"].items.map { $0["pattern"] }
        fields["hasTwoPatterns"] = .flag(
            !patterns.contains(.none) && Set(patterns.compactMap(\.number)).count > 1
        )
        return .record(fields)
    }
}
