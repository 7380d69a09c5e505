import Explanations
import Foundation

/// Whether all numbers of a text were measured.
///
/// - A percentage agrees with a measured share within half a unit of its last digit. Behind "about"
///   it may be rounded to the next five, or to the next ten if it is a multiple of ten; below ten
///   it may be one off. Behind "over" the share lies up to ten points above it, behind "under" up to
///   ten below.
/// - A share in words ("a third") agrees within a sixth of itself, or if it is the nearest that
///   the language's `words.json` has.
/// - Which shares it may agree with follows from the words around it: of the photo the areas,
///   "probability" what the model gives, "evidence" the shares of it; else all. Those of another
///   concept are not among them.
/// - A number before photos, places or concepts is the number of those; a number of other things
///   may be one, two, or one that was measured or that the narrator saw.
struct NumberCheck: TextCheck {
    static let name = "numbers"

    func verdict(on part: CheckedPart) -> Verdict {
        let whole = Measured(of: part.explanation, part.narrated)
        let own = part.about.map {
            Measured(of: $0.concept, told: $0.told, in: part.explanation, part.book.nouns)
        }
        for (number, sentence) in part.prose.sentences.enumerated() {
            var last: TextNumber?
            for told in TextNumber.all(in: sentence, part.checks) {
                // The ten of "7 of 10 dark areas" is read with the seven.
                let isWhole =
                    last?.whole.map(Double.init) == told.value
                    && told.range.lowerBound - (last?.range.upperBound ?? 0) <= 3
                last = told
                if isWhole { continue }
                let named = self.measured(told, number, part)
                let measured = own ?? named ?? whole
                if let finding = finding(told, sentence, measured, part, named != nil) {
                    return Verdict(finding: finding, evidence: evidence(measured))
                }
            }
            if let finding = rankFinding(sentence, part)
                ?? ratioFinding(sentence, own ?? whole, part)
            {
                return Verdict(finding: finding, evidence: evidence(own ?? whole))
            }
        }
        return Verdict(evidence: evidence(own ?? whole))
    }

    /// The values of the concept that a summary names in the same clause.
    private func measured(_ told: TextNumber, _ number: Int, _ part: CheckedPart) -> Measured? {
        let words = part.prose.sentences[number]
        let clause = words[told.range.lowerBound].clause
        let isNear = part.mentions.contains {
            $0.sentence == number && words[$0.range.upperBound - 1].clause == clause
        }
        guard told.kind == .share, isNear,
            let concept = part.subjects(at: told.range.lowerBound, in: number).first,
            let text = part.narrated.text(forChannel: concept.channel)
        else { return nil }
        return Measured(of: concept, told: text, in: part.explanation, part.book.nouns)
    }

    private func finding(
        _ told: TextNumber,
        _ words: [Word],
        _ measured: Measured,
        _ part: CheckedPart,
        _ isNamed: Bool
    ) -> String? {
        if let edges = edges(beside: told, words, part) {
            return edges.contains { abs($0 * 100 - told.value) <= 0.5 + 1e-9 }
                ? nil : "\(told.said) % is no edge of the measured box."
        }
        switch told.kind {
        case .share:
            let candidates = candidates(for: told, words, measured, part, isNamed)
            let known = candidates + measured.worth
            if known.contains(where: { agrees(told, $0, part.book.words) }) { return nil }
            return told.isInWords
                ? "\"\(told.said)\" is not a measured share."
                : "\(told.said) % was not measured."
        case .channel where words[told.range.lowerBound - 1].plain == "#":
            // What covers the same place is told by its number.
            let channels = part.explanation.concepts.flatMap(\.channels)
            return channels.contains(Int(told.value))
                ? nil : "Channel \(told.said) is not told of."
        case .channel:
            return measured.channels.contains(Int(told.value))
                ? nil : "Channel \(told.said) is not the text's."
        case .count:
            return countFinding(told, words, measured, part)
        }
    }

    /// The edges of the region's box, where a number tells one: "box x 12–45 %, y 30–80 %".
    private func edges(
        beside told: TextNumber,
        _ words: [Word],
        _ part: CheckedPart
    ) -> [Double]? {
        guard let box = part.about?.concept.region?.box else { return nil }
        let start = told.range.lowerBound
        let before = words[max(0, start - 2)..<start]
        guard let axis = before.last(where: { ["x", "y"].contains($0.plain) }),
            before.drop(while: { $0.plain != axis.plain }).dropFirst().allSatisfy(\.isDigits)
        else { return nil }
        return axis.plain == "x" ? [box.x, box.x + box.width] : [box.y, box.y + box.height]
    }

    /// The shares that a number may stand for by the words around it: the first that says so within
    /// six words behind it, or all that do in its clause and within eight words before it; what
    /// half of the weight takes is area.
    private func candidates(
        for told: TextNumber,
        _ words: [Word],
        _ measured: Measured,
        _ part: CheckedPart,
        _ isNamed: Bool
    ) -> [Double] {
        let numbers = part.checks.numbers
        func values(_ word: Word) -> [Double] {
            (numbers.area.contains(word.plain) ? measured.areas : [])
                + (numbers.sure.contains(word.plain) ? measured.sureness : [])
                + (numbers.share.contains(word.plain) ? measured.shares : [])
        }
        let clause = words[told.range.lowerBound].clause
        // "Half of its weight takes 49 %" tells an area.
        let silent = TextNumber.silentPositions(in: words, numbers.nothing)
        let tellsHalf = silent.contains { position in
            position < told.range.lowerBound && words[position].clause == clause
                && numbers.parts[words[position].plain] == 2
        }
        if tellsHalf { return measured.areas }
        if !measured.overlaps.isEmpty,
            words.contains(where: { numbers.overlap?.contains($0.plain) == true })
        {
            return measured.overlaps + measured.areas
        }
        let behind = words[told.range.upperBound...].prefix(6).prefix { $0.clause == clause }
        if let found = behind.lazy.map(values).first(where: { !$0.isEmpty }) { return found }
        let clauses = words.indices.filter { words[$0].clause == clause }
        let before = max(0, told.range.lowerBound - 8)..<told.range.lowerBound
        // "Half of its weight takes 14 %": of the area, as a region is measured.
        if words[before].contains(where: { numbers.parts[$0.plain] == 2 }) { return measured.areas }
        let around = Set(clauses).union(before).flatMap { values(words[$0]) }
        if !around.isEmpty { return around }
        // In a summary a share beside a concept's name is that concept's.
        return part.about == nil && isNamed ? measured.areas + measured.shares : measured.all
    }

    private func agrees(_ told: TextNumber, _ share: Double, _ words: Words) -> Bool {
        let percent = share * 100
        if told.isInWords {
            let ratio = percent / told.value
            switch told.precision {
            case .over: return ratio >= 1 && ratio < 1.4
            case .under: return ratio <= 1.02 && ratio > 0.6
            default: break
            }
            let nearest = words.fractions.min {
                abs($0.share * 100 - told.value) < abs($1.share * 100 - told.value)
            }
            return ratio > 5.0 / 6 && ratio < 7.0 / 6
                || nearest.map { words.fraction(share) == $0.words } ?? false
        }
        let exact = 0.5 * pow(10, -Double(told.decimals)) + 1e-9
        if abs(percent - told.value) <= exact { return true }
        switch told.precision {
        case .exact: return false
        case .over: return percent > told.value && percent < told.value + 10
        case .under: return percent < told.value && percent > told.value - 10
        case .about:
            let slack =
                told.value.truncatingRemainder(dividingBy: 10) == 0 && told.value >= 20
                ? 5.0
                : told.value.truncatingRemainder(dividingBy: 5) == 0 && told.value >= 10
                    ? 2.5 : 1
            return abs(percent - told.value) <= slack
        }
    }

    private func countFinding(
        _ told: TextNumber,
        _ words: [Word],
        _ measured: Measured,
        _ part: CheckedPart
    ) -> String? {
        let numbers = part.checks.numbers
        guard told.decimals == 0 else {
            let isMeasured = (measured.amounts + measured.all + measured.worth).contains {
                abs(abs($0) - told.value) <= 0.5 * pow(10, -Double(told.decimals)) + 1e-9
            }
            return isMeasured ? nil : "\(told.said) was not measured."
        }
        let count = Int(told.value)
        let following = words[told.range.upperBound...].prefix(5)
            .prefix { !$0.followsPause }
        let unit = following.first {
            numbers.pieces.contains($0.plain) || numbers.photos.contains($0.plain)
                || numbers.concepts.contains($0.plain)
        }
        if let whole = told.whole {
            if measured.total.contains(whole) {
                if unit.map({ numbers.concepts.contains($0.plain) }) == true { return nil }
                guard let parts = measured.parts else {
                    return count <= whole ? nil : "\(count) of \(whole) cannot be."
                }
                return parts.contains(count) || count == whole && parts.contains(whole)
                    ? nil : "\"\(told.said) of \(whole)\" was not measured."
            }
            let isKnown = measured.concepts.contains(whole) || measured.others.contains(whole)
            return isKnown ? nil : "\"\(told.said) of \(whole)\" was not measured."
        }
        if let unit {
            let allowed: Set<Int>
            if numbers.pieces.contains(unit.plain) {
                allowed = measured.pieces
            } else if numbers.photos.contains(unit.plain) {
                allowed = measured.photos
            } else {
                allowed = measured.concepts
            }
            if allowed.contains(count) || count == 1 || allowed.isEmpty { return nil }
            return "\"\(told.said) \(unit.written)\" was not measured."
        }
        if isSeen(count, part) { return nil }
        // Of things in the photo only pairs are told uncounted; pieces are measured. "The strongest of
        // the five" counts concepts.
        let tellsReferences = words.contains { part.checks.references.contains($0.plain) }
        let isOfPhoto = part.about != nil && !tellsReferences && part.narrated.usesLanguageModel
        let next = words[told.range.upperBound...].first
        let standsAlone =
            next.map { $0.followsPause || part.checks.function.contains($0.plain) } ?? true
        let known =
            !isOfPhoto
            ? measured.others
            : measured.pieces.union([1, 2]).union(standsAlone ? measured.concepts : [])
        if known.contains(count) { return nil }
        // "Three birds and three domes" are the six references.
        let counts = TextNumber.all(in: words, part.checks).filter { $0.kind == .count }
        let clause = words[told.range.lowerBound].clause
        let sum = counts.filter { words[$0.range.lowerBound].clause == clause && $0.whole == nil }
            .reduce(0) { $0 + $1.value }
        if counts.count > 1, measured.total.contains(Int(sum)) { return nil }
        return "\"\(told.said)\" counts nothing that was measured."
    }

    /// Whether the narrator counted so many where it told what it saw.
    private func isSeen(_ count: Int, _ part: CheckedPart) -> Bool {
        let texts =
            part.about.map { [$0.told.seen, $0.told.description] }
            ?? part.narrated.concepts.flatMap { [$0.seen, $0.description, $0.context] }
        return texts.compactMap { $0 }.contains { text in
            Prose(text, part.checks, part.tools.stemmer).words.contains {
                TextNumber.value(of: $0, part.checks)?.value == Double(count)
            }
        }
    }

    /// "The strongest", "the second strongest", "the weakest" of a concept that is not.
    private func rankFinding(_ words: [Word], _ part: CheckedPart) -> String? {
        let numbers = part.checks.numbers
        let count = part.explanation.concepts.count
        let ranks: [([Phrase], Int)] = [
            (numbers.second, 1), (numbers.third, 2), (numbers.first, 0), (numbers.last, count - 1),
        ]
        for (phrases, rank) in ranks {
            guard let range = phrases.lazy.compactMap({ $0.range(in: words) }).first,
                let concept = part.about?.concept
            else { continue }
            let rivals = part.explanation.concepts.filter {
                ($0.relevance < 0) == (concept.relevance < 0)
            }
            let among = rivals.count { abs($0.relevance) > abs(concept.relevance) }
            let isLast = rank == count - 1 && among == rivals.count - 1
            if part.rank(of: concept) == rank || among == rank || isLast { return nil }
            let said = words[range].map(\.written).joined(separator: " ")
            return "\"\(said)\" is said of number \(part.rank(of: concept) + 1) of \(count)."
        }
        return nil
    }

    /// "Twice as strong" where no two concepts are.
    private func ratioFinding(
        _ words: [Word],
        _ measured: Measured,
        _ part: CheckedPart
    ) -> String? {
        for (phrase, times) in part.checks.numbers.times.sorted(by: { $0.key < $1.key }) {
            guard Phrase(phrase).range(in: words) != nil else { continue }
            if !measured.ratios.contains(where: { $0 > times * 0.8 && $0 < times * 1.25 }) {
                return "\"\(phrase)\" holds of no two concepts."
            }
        }
        return nil
    }

    private func evidence(_ measured: Measured) -> String {
        func percent(_ values: [Double]) -> String {
            var seen: Set<String> = []
            return values.map { "\(($0 * 1000).rounded() / 10) %" }
                .filter { seen.insert($0).inserted }.joined(separator: ", ")
        }
        func list(_ values: Set<Int>) -> String {
            values.sorted().map(String.init).joined(separator: ", ")
        }
        return "measured: area \(percent(measured.areas)); evidence \(percent(measured.shares));"
            + " sureness \(percent(measured.sureness)); pieces \(list(measured.pieces));"
            + " photos \(list(measured.total)); fitting \(measured.parts.map(list) ?? "not told")"
    }
}
