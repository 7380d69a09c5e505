import Foundation
import Tensors

/// Puts a network together from a decoded graph.
struct OnnxAssembly {
    let file: String
    var graph: Onnx_GraphProto

    /// The network.
    ///
    /// - Parameters:
    ///   - opset: The version of its operators.
    ///   - producer: What made the file.
    /// - Returns: The network, its nodes in an order in which they can run.
    /// - Throws: `ModelsError` if a name is made twice or never, the nodes run in a circle, or a
    ///   part is of a kind that is not supported.
    mutating func model(opset: Int, producer: String) throws(ModelsError) -> OnnxModel {
        guard graph.sparseInitializer.isEmpty else {
            throw ModelsError(
                "\(file): holds sparse tensors, which are not supported",
                hint: "export the model with dense weights"
            )
        }
        let initializers = try constants()
        let inputs = try inputs(besides: initializers)
        var nodes: [OnnxNode] = []
        for proto in graph.node { nodes.append(try OnnxNodeDecoding.node(proto, file: file)) }
        let ordered = try OnnxOrder(
            file: file,
            nodes: nodes,
            given: Set(initializers.keys).union(inputs.map(\.name))
        ).sorted()
        return OnnxModel(
            file: file,
            opset: opset,
            producer: Printable.excerpt(producer),
            inputs: inputs,
            outputs: try outputs(of: ordered, inputs, initializers),
            nodes: ordered,
            initializers: initializers
        )
    }

    /// Each tensor's bytes are let go of as it is unfolded, so that they are not there twice.
    private mutating func constants() throws(ModelsError) -> [String: OnnxTensor] {
        var found: [String: OnnxTensor] = [:]
        for index in graph.initializer.indices {
            let proto = graph.initializer[index]
            graph.initializer[index] = Onnx_TensorProto()
            let title = "\(file): tensor \"\(Printable.excerpt(proto.name))\""
            guard !proto.name.isEmpty, found[proto.name] == nil else {
                throw ModelsError(
                    "\(title): \(proto.name.isEmpty ? "has no name" : "is there twice")",
                    hint: "export the model again"
                )
            }
            found[proto.name] = try OnnxTensorDecoding.tensor(proto, title: title)
        }
        return found
    }

    private func inputs(
        besides initializers: [String: OnnxTensor]
    ) throws(ModelsError) -> [OnnxModel.Input] {
        var seen: Set<String> = []
        var found: [OnnxModel.Input] = []
        // Files of old list their constants among the inputs.
        for proto in graph.input where initializers[proto.name] == nil {
            let title = "\(file): input \"\(Printable.excerpt(proto.name))\""
            guard !proto.name.isEmpty, seen.insert(proto.name).inserted else {
                throw ModelsError(
                    "\(title): \(proto.name.isEmpty ? "has no name" : "is there twice")",
                    hint: "export the model again"
                )
            }
            guard case .tensorType(let type) = proto.type.value else {
                throw ModelsError(
                    "\(title): is no tensor",
                    hint: "a network that takes one image is needed"
                )
            }
            found.append(OnnxModel.Input(name: proto.name, shape: type.shape.dim.map(length)))
        }
        return found
    }

    /// The length of an axis; exporters write 0 or -1 as well as a name for an open one.
    private func length(_ axis: Onnx_TensorShapeProto.Dimension) -> Int? {
        guard case .dimValue(let length) = axis.value, length > 0 else { return nil }
        return Int(length)
    }

    private func outputs(
        of nodes: [OnnxNode],
        _ inputs: [OnnxModel.Input],
        _ initializers: [String: OnnxTensor]
    ) throws(ModelsError) -> [String] {
        let made = Set(nodes.flatMap(\.outputs)).union(inputs.map(\.name)).union(initializers.keys)
        guard !graph.output.isEmpty else {
            throw ModelsError("\(file): has no outputs", hint: "export the model again")
        }
        for output in graph.output where !made.contains(output.name) {
            throw ModelsError(
                "\(file): no node makes the output \"\(Printable.excerpt(output.name))\"",
                hint: "export the model again"
            )
        }
        return graph.output.map(\.name)
    }
}
