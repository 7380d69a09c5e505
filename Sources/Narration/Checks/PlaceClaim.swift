/// A place in the photo as a text tells it.
struct PlaceClaim {
    /// The words, for a finding.
    let said: String
    /// Their positions in the sentence.
    let range: Range<Int>
    /// The places, of which one must hold: "upper and central" is two.
    let places: [Place]
    /// Whether half a photo is meant: "the left half", "left of centre".
    let isHalf: Bool
    /// The words of what the place is said of, where that is not the photo.
    let thing: Word?

    /// Where along each axis; nil where it is not said.
    struct Place {
        var column: Side?
        var row: Side?
        /// "In the middle": along both axes, as nothing else says along which.
        var isMiddle: Bool { column == nil && row == nil }
    }

    /// Reads the places of a sentence.
    ///
    /// A word such as "left" stands for a place before a part of the photo ("left side", "linke
    /// Ecke"), behind an article ("on the left"), or with another such word ("upper left"). Before
    /// another noun it tells things apart ("left ear", "right eye", "lower legs"), where left may be
    /// the animal's own, and is no place in the photo. A place "of" another thing than the photo is
    /// one in that thing, and a place "left of" it a direction. Background and foreground cannot be
    /// measured and are no places here.
    static func all(in words: [Word], _ language: CheckWords) -> [PlaceClaim] {
        let checks = language.places
        func isThing(_ word: Word) -> Bool {
            !language.general.contains(word.plain) && !language.function.contains(word.plain)
        }
        var claims: [PlaceClaim] = []
        var position = 0
        while position < words.count {
            guard let claim = claim(at: position, in: words, checks, isThing) else {
                position += 1
                continue
            }
            if !claim.places.isEmpty { claims.append(claim) }
            position = claim.range.upperBound
        }
        return claims
    }

    private static func entry(
        _ word: Word,
        _ checks: CheckWords.Places
    ) -> CheckWords.Places.Entry? {
        word.isName ? nil : checks.entries.first { $0.forms.contains(word.plain) }
    }

    private static func claim(
        at start: Int,
        in words: [Word],
        _ checks: CheckWords.Places,
        _ isThing: (Word) -> Bool
    ) -> PlaceClaim? {
        guard let first = entry(words[start], checks) else { return nil }
        var entries = [first]
        var groups: [[CheckWords.Places.Entry]] = [[first]]
        var end = start + 1
        while end < words.count {
            if let next = entry(words[end], checks), next.kind != .height,
                !words[end].followsPause
            {
                groups[groups.count - 1].append(next)
                entries.append(next)
                end += 1
            } else if end + 1 < words.count, checks.connectors.contains(words[end].plain),
                let next = entry(words[end + 1], checks), next.kind != .height
            {
                groups.append([next])
                entries.append(next)
                end += 2
            } else {
                break
            }
        }
        let none = PlaceClaim(
            said: "",
            range: start..<end,
            places: [],
            isHalf: false,
            thing: nil
        )
        var next = end
        var isHalf = false
        if next < words.count, checks.parts.contains(words[next].plain), !words[next].isName {
            isHalf = checks.halves.contains(words[next].plain)
            next += 1
        } else if !stands(entries, start, end, words, checks, isThing) {
            return none
        }
        let following = next < words.count && !words[next].followsPause ? words[next] : nil
        if let following, checks.relative.contains(following.plain) { return none }
        var thing: Word?
        if let following {
            var index = next
            let hasJoint = checks.joints.contains(following.plain)
            if hasJoint { index += 1 }
            while index < words.count, checks.articles.contains(words[index].plain) { index += 1 }
            if index < words.count, hasJoint || checks.bindsDirectly {
                let owner = words[index]
                if let middle = entry(owner, checks),
                    middle.column == .middle || middle.row == .middle || isCentre(middle)
                {
                    // "Left of centre", "to the right of the middle".
                    isHalf = true
                    next = index + 1
                } else if !checks.frames.contains(owner.plain), !owner.isDigits {
                    thing = owner
                }
            }
        }
        let places = groups.map { group in
            var place = Place()
            for entry in group {
                if place.column == nil { place.column = entry.column }
                if place.row == nil { place.row = entry.row }
            }
            // "Lower middle": the middle is along the other axis.
            if group.contains(where: isCentre), place.column != nil || place.row != nil {
                if place.column == nil { place.column = .middle }
                if place.row == nil { place.row = .middle }
            }
            return place
        }
        return PlaceClaim(
            said: words[start..<max(end, min(next, words.count))].map(\.written)
                .joined(separator: " "),
            range: start..<max(end, next),
            places: places,
            isHalf: isHalf,
            thing: thing
        )
    }

    private static func isCentre(_ entry: CheckWords.Places.Entry) -> Bool {
        entry.column == nil && entry.row == nil
    }

    /// Whether words for a place stand for one without a part of the photo behind them.
    private static func stands(
        _ entries: [CheckWords.Places.Entry],
        _ start: Int,
        _ end: Int,
        _ words: [Word],
        _ checks: CheckWords.Places,
        _ things: (Word) -> Bool
    ) -> Bool {
        let isLast = end >= words.count || words[end].followsPause
        let isThing = !isLast && things(words[end])
        let goesOn = isLast || checks.followers.contains(words[end].plain)
        let leads = start > 0 && checks.leads.contains(words[start - 1].plain)
        if entries.contains(where: { $0.kind == .adverb }) { return true }
        if entries.allSatisfy({ $0.kind == .height }) {
            guard !isLast else { return start > 0 && !leads }
            guard goesOn else { return false }
            return words[end...].prefix(4).contains { checks.frames.contains($0.plain) }
        }
        // "The lower left speaks for it": a place along both axes needs nothing around it.
        if entries.count > 1, entries.contains(where: { $0.column != nil }),
            entries.contains(where: { $0.row != nil })
        {
            return goesOn || !isThing
        }
        if entries.contains(where: { $0.kind == .either }) {
            // "A patch left of the centre".
            let owner = words[min(end, words.count)...]
                .drop { checks.joints.contains($0.plain) || checks.articles.contains($0.plain) }
                .first
            if !isLast, checks.joints.contains(words[end].plain), let owner,
                let middle = entry(owner, checks), isCentre(middle)
            {
                return true
            }
            return goesOn && (leads || entries.count > 1)
                || end < words.count && checks.frames.contains(words[end].plain)
        }
        return false
    }
}
