import Attribution
import Explanations

/// The channels of one sign: which of them are told, merged or left out.
struct CandidateSide {
    /// A concept: its strongest channel and those merged into it.
    struct Group {
        let first: RankedChannel
        var merged: [(ranked: RankedChannel, record: MergedChannel)] = []
        /// What speaks against telling it; empty unless it is told all the same.
        var doubts: [SelectionFinding] = []

        var channels: [RankedChannel] { [first] + merged.map(\.ranked) }
        var relevance: Double { channels.reduce(0) { $0 + $1.relevance } }
        var layerShare: Double { channels.reduce(0) { $0 + $1.layerShare } }
    }

    /// All channels of the sign that have relevance, strongest first.
    let channels: [RankedChannel]
    /// How many of them may be told, merged ones not counted.
    let places: Int
    /// The strongest of them: those that are looked at.
    let window: ArraySlice<RankedChannel>
    /// The told concepts, by their strongest channel.
    private(set) var told: [Group] = []
    /// What spoke against those that a filter left out: one finding each, strongest first.
    private(set) var findings: [SelectionFinding] = []
    /// How many were looked at.
    private(set) var considered = 0

    /// - Parameters:
    ///   - channels: The channels of one sign, strongest first.
    ///   - places: How many concepts may be told.
    ///   - reach: How many channels are looked at at most.
    ///   - least: The least part of the layer a told channel must hold.
    init(_ channels: [RankedChannel], places: Int, reach: Int, least: Double) {
        self.channels = channels
        self.places = places
        window = channels.prefix(places > 0 ? reach : 0).prefix { abs($0.layerShare) >= least }
    }

    private var isFull: Bool { told.count >= places }

    // MARK: - Choosing

    /// The channels whose heatmaps will be needed in any case: those that fill the places if no heatmap speaks
    /// against them, some to spare, and those that may be the same concept.
    func leading(in pool: inout CandidatePool, spare: Int) throws -> [RankedChannel] {
        var leading: [RankedChannel] = []
        for ranked in window where try pool.indexFindings(ranked).isEmpty {
            let fills = leading.count < places + spare
            if try fills || leading.contains(where: { try Self.share(ranked, $0, &pool) != nil }) {
                leading.append(ranked)
            }
        }
        return leading
    }

    /// Fills the places: leaves out what a filter speaks against and merges what is one concept.
    ///
    /// A channel joins the first concept whose strongest channel it matches by its heatmap and by its
    /// references; it is never compared with channels merged before it, so that a chain of similar channels
    /// does not grow into one concept. Channels below the places are looked at for this alone.
    mutating func fill(from pool: inout CandidatePool) throws {
        for ranked in window {
            let hosts = try told.indices.filter {
                try Self.share(told[$0].first, ranked, &pool) != nil
            }
            if isFull, pool.evidence.references == nil { break }
            considered += 1
            if isFull, hosts.isEmpty { continue }
            var found = try pool.indexFindings(ranked)
            if found.isEmpty { found = try pool.heatmapFindings(ranked) }
            if let finding = found.first {
                if !isFull { findings.append(finding) }
                continue
            }
            if try join(ranked, among: hosts, &pool) || isFull { continue }
            told.append(Group(first: ranked))
        }
        guard !isFull else { return }
        // Those that would fill the rest, were they not too weak.
        let rest = channels.dropFirst(window.count).prefix(places - told.count)
        findings += rest.compactMap { pool.weakness($0) }
    }

    /// Tells the strongest channels, by relevance alone.
    ///
    /// - Parameter least: The least part of the layer that a told channel must hold.
    mutating func tellStrongest(least: Double) {
        told = channels.prefix(places).prefix { abs($0.layerShare) >= least }
            .map { Group(first: $0) }
        considered = told.count
    }

    /// Says of every told channel what speaks against telling it.
    mutating func doubtTold(by pool: inout CandidatePool) throws {
        for place in told.indices { told[place].doubts = try pool.doubts(told[place].first) }
    }

    /// Tells the strongest channel with its doubts, where a filter left none.
    ///
    /// - Returns: Whether there is one.
    mutating func keepStrongest(from pool: inout CandidatePool) throws -> Bool {
        guard told.isEmpty, places > 0, let strongest = channels.first else { return false }
        told = [Group(first: strongest, doubts: try pool.doubts(strongest))]
        findings.removeAll { $0.channel == strongest.channel }
        return true
    }

    /// Keeps the first concepts; what a filter left out behind them is then merely weaker.
    mutating func keep(_ count: Int) {
        guard count < told.count else { return }
        told = Array(told.prefix(count))
        let last = told.last.flatMap { group in
            channels.firstIndex { $0.channel == group.first.channel }
        }
        let before = Set(channels[..<(last ?? 0)].map(\.channel))
        findings.removeAll { !before.contains($0.channel) }
    }

    /// Merges a channel into the first concept whose map it repeats.
    private mutating func join(
        _ ranked: RankedChannel,
        among hosts: [Int],
        _ pool: inout CandidatePool
    ) throws -> Bool {
        let grid = try pool.grid(of: ranked)
        for host in hosts {
            let first = told[host].first
            guard let correlation = try pool.grid(of: first).correlation(with: grid),
                correlation >= pool.thresholds.mergeCorrelation,
                let shared = try Self.share(first, ranked, &pool)
            else { continue }
            told[host].merged.append(
                (
                    ranked,
                    MergedChannel(
                        channel: ranked.channel,
                        relevance: ranked.relevance,
                        layerShare: ranked.layerShare,
                        mapCorrelation: correlation,
                        sharedReferences: shared
                    )
                )
            )
            return true
        }
        return false
    }

    /// How large a part of their references two channels share; nil if too small for one concept, or without an
    /// index.
    private static func share(
        _ one: RankedChannel,
        _ other: RankedChannel,
        _ pool: inout CandidatePool
    ) throws -> Double? {
        guard pool.evidence.references != nil else { return nil }
        let shared = try pool.sharedReferences(one.channel, other.channel)
        return shared >= pool.thresholds.mergeSharedReferences ? shared : nil
    }

    // MARK: - What is left

    /// The channels that are neither told nor left out by a filter.
    var weaker: [RankedChannel] {
        let known = Set(
            told.flatMap(\.channels).map(\.channel) + findings.map(\.channel)
        )
        return channels.filter { !known.contains($0.channel) }
    }
}
