import Models
import Tensors
import Testing

/// The standard's tests of operators on pictures once more, as layers: imported and run forward.
@Suite(.enabled(if: !NodeCase.all.isEmpty, "Scripts/fetch-onnx-tests was not run"))
struct NodeImportTests {
    /// The operators that some test must have made a layer of; those of other operators mostly feed
    /// them with two pictures, or with none.
    private static let operators: Set<String> = [
        "AveragePool", "BatchNormalization", "Conv", "Elu", "Flatten", "GlobalAveragePool",
        "GlobalMaxPool", "MaxPool", "Pad", "Resize", "Upsample",
    ]

    @Test func layersAreRight() throws {
        var tested: Set<String> = []
        var count = 0
        var refused = 0
        for test in NodeCase.all {
            guard let (model, picture, expected) = try? test.pictures() else { continue }
            let graph: LayerGraph
            do {
                graph = try OnnxImport.graph(
                    from: model,
                    inputSize: (picture.shape[2], picture.shape[3])
                )
            } catch is ModelsError {
                refused += 1
                continue
            }
            let logits = try graph.forward(picture).logits
            let found = OnnxTensor(shape: expected.shape, values: .floats(logits.elements))
            let wrong =
                logits.count == expected.count
                ? NodeCase.difference(found, expected) : "\(logits.shape), not \(expected.shape)"
            #expect(wrong == nil, "\(test.name): \(wrong ?? "")")
            tested.formUnion(model.nodes.map(\.operation))
            count += 1
        }
        print("ONNX node tests as layers: \(count) right, \(refused) refused; \(tested.sorted())")
        #expect(Self.operators.subtracting(tested) == [])
    }
}

extension NodeCase {
    /// The test as a network of one input of pictures, all other inputs constants; nil if it is no such.
    fileprivate func pictures() throws -> (OnnxModel, Tensor, OnnxTensor)? {
        let model = try OnnxFile.read(folder.appendingPathComponent("model.onnx"))
        let data = folder.appendingPathComponent("test_data_set_0")
        var values = try model.inputs.indices.map {
            try OnnxFile.readTensor(data.appendingPathComponent("input_\($0).pb"))
        }
        guard let first = values.first, first.shape.count == 4, model.outputs.count == 1,
            case .floats(let elements) = first.values
        else { return nil }
        values.removeFirst()
        let others = zip(model.inputs.dropFirst().map(\.name), values)
        let expected = try OnnxFile.readTensor(data.appendingPathComponent("output_0.pb"))
        guard case .floats = expected.values else { return nil }
        // Logits are one row for each picture.
        let flatten = OnnxNode(operation: "Flatten", inputs: [model.outputs[0]], outputs: ["row"])
        let fixed = OnnxModel(
            file: model.file,
            opset: model.opset,
            producer: model.producer,
            inputs: Array(model.inputs.prefix(1)),
            outputs: flatten.outputs,
            nodes: model.nodes + [flatten],
            initializers: model.initializers.merging(others) { $1 }
        )
        return (fixed, Tensor(shape: first.shape, elements: elements), expected)
    }
}
