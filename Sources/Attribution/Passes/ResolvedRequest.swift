import Models
import Tensors

/// A request checked against the model and the tape, with numbers for names.
struct ResolvedRequest {
    let image: Int
    /// The layer whose output relevance starts at.
    let start: Int
    /// The channels relevance starts at and what their values are multiplied with; nil for all of
    /// them as they are.
    let startChannels: [(channel: Int, factor: Float)]?
    /// The only place of those channels it starts at; nil for all.
    let startPlace: Int?
    let amount: RelevanceRequest.Amount
    /// For each layer with a selection, the channels and places that stay.
    let masks: [Int: ChannelSelection]
    let excludesParallel: Bool

    init(_ request: RelevanceRequest, tape: Tape, graph: LayerGraph) throws {
        guard 0..<tape.imageCount ~= request.image else {
            throw AttributionError(
                "there is no image \(request.image)",
                hint: "images are 0 to \(tape.imageCount - 1)"
            )
        }
        image = request.image
        amount = request.amount
        excludesParallel = request.excludesParallel
        switch request.start {
        case .logits(let target):
            start = graph.output
            startChannels = try Self.classes(of: target, image: request.image, tape)
            startPlace = nil
        case .activation(let layer):
            start = try graph.index(of: layer)
            startChannels = nil
            startPlace = nil
        case .neuron(let layer, let channel, let place):
            start = try graph.index(of: layer)
            let shape = tape.forward.shapes[start].dropFirst()
            let area = shape.dropFirst().reduce(1, *)
            guard 0..<(shape.first ?? 0) ~= channel, 0..<area ~= place else {
                throw AttributionError(
                    "\(layer) has no channel \(channel) with a place \(place)",
                    hint: "its output is \(Array(shape))"
                )
            }
            startChannels = [(channel, 1)]
            startPlace = place
        }
        var masks: [Int: ChannelSelection] = [:]
        for selection in request.channels {
            let index = try graph.index(of: selection.layer)
            try Self.check(selection, tape.forward.shapes[index])
            guard masks.updateValue(selection, forKey: index) == nil else {
                throw AttributionError("the condition names \(selection.layer) twice")
            }
        }
        self.masks = masks
        try checkOrder(graph)
    }

    /// Refuses channels and places that a layer's output does not have.
    private static func check(
        _ selection: ChannelSelection,
        _ shape: [Int]
    ) throws(AttributionError) {
        for channel in selection.channels where !(0..<shape[1] ~= channel) {
            throw AttributionError(
                "\(selection.layer) has no channel \(channel)",
                hint: "its channels are 0 to \(shape[1] - 1)"
            )
        }
        let area = shape.dropFirst(2).reduce(1, *)
        for (channel, place) in selection.places where !(0..<area ~= place) {
            throw AttributionError(
                "channel \(channel) of \(selection.layer) has no place \(place)",
                hint: "its places are 0 to \(area - 1)"
            )
        }
    }

    /// The classes a target means, with the sign of their logits.
    private static func classes(
        of target: Target,
        image: Int,
        _ tape: Tape
    ) throws(AttributionError) -> [(channel: Int, factor: Float)] {
        let classes: [(channel: Int, factor: Float)]
        switch target {
        case .top:
            return [(tape.topClass(image), 1)]
        case .classes(let numbers):
            classes = numbers.map { ($0, 1) }
        case .difference(let number, over: let other):
            guard number != other else {
                throw AttributionError(
                    "class \(number) cannot be told from itself",
                    hint: "name two different classes"
                )
            }
            classes = [(number, 1), (other, -1)]
        }
        for (number, _) in classes where !(0..<tape.classCount ~= number) {
            throw AttributionError(
                "there is no class \(number)",
                hint: "classes are 0 to \(tape.classCount - 1)"
            )
        }
        return classes
    }

    /// Requests by their start, in order of first appearance, as places in the list.
    static func grouped(_ requests: [ResolvedRequest]) -> [(start: Int, rows: [Int])] {
        var groups: [(start: Int, rows: [Int])] = []
        for (row, request) in requests.enumerated() {
            if let place = groups.firstIndex(where: { $0.start == request.start }) {
                groups[place].rows.append(row)
            } else {
                groups.append((request.start, [row]))
            }
        }
        return groups
    }

    /// Every selection must lie on a way from the start, and through all selections before it where
    /// branches beside them are cut.
    private func checkOrder(_ graph: LayerGraph) throws {
        let reached = graph.sources(of: start)
        var above = start
        for index in masks.keys.sorted(by: >) {
            let name = graph.nodes[index].name
            guard reached.contains(index) else {
                let from = graph.nodes[start].name
                throw AttributionError(
                    "relevance that starts at \(from) never reaches \(name)",
                    hint: "select channels of \(from) or of layers before it"
                )
            }
            guard !excludesParallel || graph.sources(of: above).contains(index) else {
                throw AttributionError(
                    "\(name) does not lie before \(graph.nodes[above].name), but beside it",
                    hint: "select channels of a layer that joins both, or let parallel branches in"
                )
            }
            above = index
        }
    }
}

extension LayerGraph {
    /// A layer and all layers its output depends on.
    func sources(of index: Int) -> Set<Int> {
        var found: Set<Int> = [index]
        for later in stride(from: index, through: 0, by: -1) where found.contains(later) {
            for case .node(let source) in nodes[later].inputs { found.insert(source) }
        }
        return found
    }
}
