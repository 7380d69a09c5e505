import Tensors

/// Requests that have their way in common down to where the first of them selects channels.
///
/// Five conditions on one layer differ from it on only; above, one row of relevance does for all.
struct RequestBranches {
    /// All requests.
    let requests: [ResolvedRequest]
    /// One request for each different start.
    let stems: [ResolvedRequest]
    /// For each request the stem it comes from.
    let stemOfRequest: [Int]
    /// The highest layer at which any request selects channels; -1 if none does.
    let fork: Int

    init(_ requests: [ResolvedRequest]) {
        var stems: [ResolvedRequest] = []
        stemOfRequest = requests.map { request in
            if let known = stems.firstIndex(where: { $0.startsLike(request) }) { return known }
            stems.append(request)
            return stems.count - 1
        }
        self.requests = requests
        self.stems = stems
        fork = requests.flatMap(\.masks.keys).max() ?? -1
    }

    /// Cuts a list of requests so that what each part starts from is no more than so many rows.
    static func sharing(
        _ rows: [Int],
        of requests: [ResolvedRequest],
        atMost most: Int
    ) -> [[Int]] {
        var parts: [[Int]] = []
        var stems: [ResolvedRequest] = []
        for row in rows {
            if !stems.contains(where: { $0.startsLike(requests[row]) }) {
                if stems.count % most == 0 {
                    parts.append([])
                    stems = []
                }
                stems.append(requests[row])
            }
            parts[parts.count - 1].append(row)
        }
        return parts
    }
}

extension ResolvedRequest {
    /// Whether both have the same relevance until one of them selects channels.
    fileprivate func startsLike(_ other: ResolvedRequest) -> Bool {
        guard image == other.image, start == other.start, startPlace == other.startPlace,
            amount == other.amount
        else { return false }
        switch (startChannels, other.startChannels) {
        case (nil, nil): return true
        case (let mine?, let others?): return mine.elementsEqual(others, by: ==)
        default: return false
        }
    }
}

extension Tensor {
    /// Some rows of the batch, each as often as it is named.
    func rows(_ chosen: [Int]) -> Tensor {
        let length = storage.count / max(1, shape[0])
        var taken: [Float] = []
        taken.reserveCapacity(chosen.count * length)
        for row in chosen { taken += storage[row * length..<(row + 1) * length] }
        return Tensor(shape: [chosen.count] + shape.dropFirst(), layout: layout, storage: taken)
    }

    /// Clears what a selection leaves out of one row of the batch.
    mutating func keep(_ selection: ChannelSelection, ofRow row: Int) {
        let length = storage.count / max(1, shape[0])
        let area = shape.dropFirst(2).reduce(1, *)
        let layout = layout
        func index(_ channel: Int, _ place: Int) -> Int {
            switch layout {
            case .rowMajor: row * length + channel * area + place
            case .channelBlocks(let block):
                row * length + (channel / block * area + place) * block + channel % block
            }
        }
        withUnsafeMutableStorage { values in
            var kept: [(index: Int, value: Float)] = []
            for channel in Set(selection.channels) {
                let only = selection.places[channel]
                for place in only.map({ $0..<$0 + 1 }) ?? 0..<area {
                    kept.append((index(channel, place), values[index(channel, place)]))
                }
            }
            values[row * length..<(row + 1) * length].update(repeating: 0)
            for (index, value) in kept { values[index] = value }
        }
    }
}
