import Foundation

/// PLACEHOLDER until WorthMeasure
enum PairCoherence {
    static func measure(_ evidence: [ChannelEvidence], _ wanted: Set<Int>) -> [Int: Double] {
        func vector(_ e: ReferenceEmbedding) -> [Float] {
            let v = e.bytes.map(Float.init)
            let n = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return n > 0 ? v.map { $0 / n } : v
        }
        struct R { var channel: Int; var sample: Int; var v: [Float] }
        var groups: [(channel: Int, refs: [R])] = []
        for channel in evidence {
            let refs = channel.references.filter { $0.ranked.score > 0 }.prefix(6).compactMap { r in
                r.embedding.map { R(channel: channel.channel, sample: r.ranked.sample.ordinal, v: vector($0)) }
            }
            groups.append((channel.channel, Array(refs)))
        }
        func cosine(_ a: R, _ b: R) -> Float { zip(a.v, b.v).reduce(0) { $0 + $1.0 * $1.1 } }
        let all = groups.flatMap(\.refs)
        var random: [Float] = []
        var state: UInt64 = 12345
        func next(_ n: Int) -> Int {
            state = state &* 6364136223846793005 &+ 1442695040888963407
            return Int((state >> 33) % UInt64(n))
        }
        guard all.count > 2 else { return [:] }
        var tries = 0
        while random.count < 3000, tries < 30000 {
            tries += 1
            let (a, b) = (all[next(all.count)], all[next(all.count)])
            if a.channel != b.channel, a.sample != b.sample { random.append(cosine(a, b)) }
        }
        random.sort()
        var found: [Int: Double] = [:]
        for group in groups where wanted.contains(group.channel) && group.refs.count > 1 {
            var sum = 0.0
            var n = 0.0
            for i in group.refs.indices {
                for j in group.refs.indices where j > i {
                    let c = cosine(group.refs[i], group.refs[j])
                    let below = random.firstIndex { $0 >= c } ?? random.count
                    sum += Double(below) / Double(random.count)
                    n += 1
                }
            }
            found[group.channel] = sum / n
        }
        return found
    }
}
