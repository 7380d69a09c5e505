import Models

extension Attributor {
    /// The most nodes an attribution graph may have.
    public static let mostGraphNodes = 20_000
    /// How many conditions run together: their relevance is held for several layers at a time.
    private static let conditionsPerPass = 16

    /// Takes a concept apart into the concepts below it.
    ///
    /// For each node, relevance passes the conditions of its request (`GraphRequest.wholePath`) and
    /// is summed per channel at the nearest listed layers before the node's; branches in parallel are
    /// kept. Nodes with the same conditions are computed once.
    ///
    /// - Parameters:
    ///   - tape: A forward pass of this attributor.
    ///   - image: The image's place in the batch.
    ///   - request: What the graph is to show.
    /// - Returns: The tree, level by level; shorter than asked for where no listed layer lies below.
    /// - Throws: Where a layer, channel or class does not exist, a width is not positive, or the tree
    ///   would become too large; `CancellationError` if the task is cancelled.
    public func graph(
        _ tape: Tape,
        image: Int = 0,
        _ request: GraphRequest
    ) throws -> AttributionGraph {
        guard request.width.allSatisfy({ $0 > 0 }) else {
            throw AttributionError(
                "the width \(request.width) holds a number below 1",
                hint: "give how many channels to keep at each level, such as 4,2"
            )
        }
        let listed = Set(try request.layers.map(graph.index(of:)))
        var nodes = [
            AttributionGraph.Node(channel: request.root, parent: nil, level: 0, relevance: nil)
        ]
        // Even without a level below, the root is checked.
        try check(tape, image, request)
        var level = 0..<1
        for (depth, width) in request.width.enumerated() {
            let children = try self.children(of: level, in: nodes, tape, image, request, listed)
            let first = nodes.count
            for (parent, layers) in zip(level, children) {
                for (layer, ranking) in layers {
                    for channel in ranking.top(width) {
                        guard nodes.count < Self.mostGraphNodes else {
                            throw Self.tooLarge(request)
                        }
                        nodes.append(
                            AttributionGraph.Node(
                                channel: .init(layer: layer, channel: channel.channel),
                                parent: parent,
                                level: depth + 1,
                                relevance: request.isShare
                                    ? channel.layerShare : channel.relevance
                            )
                        )
                    }
                }
            }
            level = first..<nodes.count
            if level.isEmpty { break }
        }
        return AttributionGraph(nodes: nodes)
    }

    /// For each node of a level, the rankings of the layers before it.
    private func children(
        of level: Range<Int>,
        in nodes: [AttributionGraph.Node],
        _ tape: Tape,
        _ image: Int,
        _ request: GraphRequest,
        _ listed: Set<Int>
    ) throws -> [[(layer: String, ranking: ChannelRanking)]] {
        let below = try Dictionary(
            uniqueKeysWithValues: Set(level.map { nodes[$0].channel.layer }).map { layer in
                let places = graph.nearest(before: try graph.index(of: layer), among: listed)
                return (layer, places.map { graph.nodes[$0].name })
            }
        )
        var places: [[ChannelSelection]: Int] = [:]
        var conditions: [[ChannelSelection]] = []
        var layers: [[String]] = []
        let condition = level.map { node -> Int in
            let selections = Self.conditions(of: node, in: nodes, request)
            if let known = places[selections] { return known }
            places[selections] = conditions.count
            conditions.append(selections)
            layers.append(below[nodes[node].channel.layer] ?? [])
            return conditions.count - 1
        }
        var rankings: [[(layer: String, ranking: ChannelRanking)]] = []
        for first in stride(from: 0, to: conditions.count, by: Self.conditionsPerPass) {
            let part = first..<min(conditions.count, first + Self.conditionsPerPass)
            let relevances = try propagate(
                tape,
                part.map { self.request(image, conditions[$0], request) },
                recording: Array(Set(part.flatMap { layers[$0] })).sorted()
            )
            for (row, place) in part.enumerated() {
                rankings.append(
                    try layers[place].map { ($0, try relevances.ranking(of: $0, request: row)) }
                )
            }
        }
        return condition.map { rankings[$0] }
    }

    /// The channels relevance must pass for a node: the context or root, and the node; with the whole
    /// path also all between.
    private static func conditions(
        of node: Int,
        in nodes: [AttributionGraph.Node],
        _ request: GraphRequest
    ) -> [ChannelSelection] {
        var path = [nodes[node].channel]
        if request.wholePath {
            var place = node
            while let parent = nodes[place].parent {
                path.append(nodes[parent].channel)
                place = parent
            }
        }
        path.append(request.context ?? request.root)
        var seen: Set<String> = []
        return path.reversed().filter { seen.insert($0.layer).inserted }
            .map { ChannelSelection(layer: $0.layer, channels: [$0.channel]) }
    }

    private func request(
        _ image: Int,
        _ channels: [ChannelSelection],
        _ request: GraphRequest
    ) -> RelevanceRequest {
        let layer = (request.context ?? request.root).layer
        return RelevanceRequest(
            image: image,
            start: request.target.map { .logits(.classes([$0])) } ?? .activation(layer: layer),
            channels: channels,
            excludesParallel: false
        )
    }

    private func check(_ tape: Tape, _ image: Int, _ request: GraphRequest) throws {
        var channels = [request.root]
        if let context = request.context, context != request.root { channels.append(context) }
        if let context = request.context {
            let root = try graph.index(of: request.root.layer)
            let above = try graph.index(of: context.layer)
            guard root != above, graph.sources(of: above).contains(root) else {
                throw AttributionError(
                    "\(request.root.layer) does not lie before \(context.layer), the context's layer",
                    hint: "name a concept of a layer nearer to the output as context"
                )
            }
        }
        let selections = channels.map {
            ChannelSelection(layer: $0.layer, channels: [$0.channel])
        }
        _ = try ResolvedRequest(
            self.request(image, selections, request),
            tape: tape,
            graph: graph
        )
    }

    private static func tooLarge(_ request: GraphRequest) -> AttributionError {
        AttributionError(
            "the attribution graph of width \(request.width) has more than \(mostGraphNodes) nodes",
            hint: "ask for fewer channels or levels"
        )
    }
}
