import Foundation
import Kernels
import Tensors

/// How near single layers come to the machine's limits, as a Markdown table.
///
/// A layer's floor is the longer of two times: the direct convolution's operations at the matrix product's
/// speed, and reading input and weights and writing the output once at the memory's. Winograd needs fewer
/// operations, so a layer can be below its floor. Where all fits the caches, the memory's part is less.
struct LayerSpeeds {
    let peaks: MachinePeaks
    let threads: Int

    /// Measures every shape and prints a line for each.
    func printTable() {
        let (product, memory) = (peaks.flops / 1e9, peaks.bytesPerSecond / 1e9)
        print(
            "Matrix product \(number(product, 0)) GF/s, reading \(number(memory, 1)) GB/s,",
            terminator: " "
        )
        print("\(threads) threads. GF/s count the direct convolution.\n")
        print("| layer | shape | forward | | | transposed, 1 row | | | transposed, 5 rows | | |")
        print("|---|---|---" + String(repeating: "|---", count: 8) + "|")
        let head = "| ms | GF/s | time / floor "
        print("| | " + String(repeating: head, count: 3) + "|")
        for shape in LayerShape.all { printLine(shape) }
    }

    private func printLine(_ shape: LayerShape) {
        let convolution = shape.convolution
        let input = LayerShape.values([1, shape.inputs, shape.side, shape.side])
        // What layers hand on is in the layout that the kernels choose.
        var output = convolution.applied(to: input)
        let operations = shape.operations(outputShape: output.shape)
        let bytes =
            4 * (input.elements.count + convolution.weight.elements.count + output.elements.count)
        var cells = [measured(operations, bytes) { output = convolution.applied(to: input) }]
        let layout = output.layout
        for rows in [1, 5] {
            let relevance = LayerShape.values([rows] + output.shape.dropFirst()).laidOut(layout)
            let each = 4 * (input.elements.count + output.elements.count)
            cells.append(
                measured(rows * operations, 4 * convolution.weight.elements.count + rows * each) {
                    _ = convolution.transposedApplied(to: relevance, inputShape: input.shape)
                }
            )
        }
        let kernel = "\(shape.geometry.kernelHeight)x\(shape.geometry.kernelWidth)"
        let stride = shape.geometry.strideHeight > 1 ? " /\(shape.geometry.strideHeight)" : ""
        let groups = shape.geometry.groups > 1 ? " depthwise" : ""
        let size =
            "\(shape.inputs) to \(shape.outputs) at \(shape.side)², \(kernel)\(stride)\(groups)"
        print("| \(shape.name) | \(size) | " + cells.joined(separator: " | ") + " |")
    }

    private func measured(_ operations: Int, _ bytes: Int, _ body: () -> Void) -> String {
        let time = MachinePeaks.shortest(of: 7, body)
        let floor = max(Double(operations) / peaks.flops, Double(bytes) / peaks.bytesPerSecond)
        return [
            number(time * 1e3, 2), number(Double(operations) / time / 1e9, 0),
            number(time / floor, 1),
        ]
        .joined(separator: " | ")
    }

    private func number(_ value: Double, _ places: Int) -> String {
        String(format: "%.\(places)f", value)
    }
}
