import Models
import Tensors

/// The rows of several passes, put together in the requests' order.
struct PassResults {
    private var layers: [Int: Tensor]
    private var heatmaps: Tensor?
    private var ledgers: [[LedgerRow]]

    init(tape: Tape, requests: Int, recorded: [Int], toInput: Bool) {
        layers = Dictionary(
            recorded.map { index in
                (index, Tensor(zeros: [requests] + tape.forward.shapes[index].dropFirst()))
            },
            uniquingKeysWith: { first, _ in first }
        )
        let size = tape.forward.input.shape.dropFirst(2)
        heatmaps = toInput ? Tensor(zeros: [requests] + size) : nil
        ledgers = [[LedgerRow]](repeating: [], count: requests)
    }

    /// Takes over a pass whose row k is request `rows[k]`.
    mutating func take(_ pass: RelevancePass, rows: [Int]) {
        for (index, relevance) in pass.recorded {
            layers[index]?.replace(rows, with: relevance)
        }
        if let input = pass.atInput {
            heatmaps?.replace(rows, with: Self.summedOverColours(input))
        }
        for (place, row) in rows.enumerated() { ledgers[row] = pass.ledgers[place] }
    }

    func relevances(graph: LayerGraph) -> Relevances {
        Relevances(
            heatmaps: heatmaps,
            layers: Dictionary(
                uniqueKeysWithValues: layers.map { (graph.nodes[$0.key].name, $0.value) }
            ),
            ledgers: ledgers
        )
    }

    private static func summedOverColours(_ input: Tensor) -> Tensor {
        let (rows, colours) = (input.shape[0], input.shape[1])
        let area = input.shape[2] * input.shape[3]
        var sums = Tensor(zeros: [rows, input.shape[2], input.shape[3]])
        sums.withUnsafeMutableElements { target in
            input.elements.withUnsafeBufferPointer { values in
                for plane in 0..<rows * colours {
                    let start = plane / colours * area
                    for index in 0..<area { target[start + index] += values[plane * area + index] }
                }
            }
        }
        return sums
    }
}

extension Tensor {
    /// Writes the rows of `other` over this tensor's rows `rows`.
    fileprivate mutating func replace(_ rows: [Int], with other: Tensor) {
        let length = shape.dropFirst().reduce(1, *)
        let values = other.elements
        withUnsafeMutableElements { target in
            for (place, row) in rows.enumerated() {
                for index in 0..<length {
                    target[row * length + index] = values[place * length + index]
                }
            }
        }
    }
}
