import Foundation
import Tensors

/// Decodes nodes of ONNX files with their attributes.
enum OnnxNodeDecoding {
    /// A node.
    ///
    /// - Parameters:
    ///   - proto: As decoded.
    ///   - file: The file's name, for messages.
    /// - Returns: The node.
    /// - Throws: `ModelsError` if it carries a graph of its own, as `If` and `Loop` do, or another
    ///   attribute that no layer has.
    static func node(_ proto: Onnx_NodeProto, file: String) throws(ModelsError) -> OnnxNode {
        let bare = OnnxNode(
            name: proto.name,
            operation: proto.opType,
            domain: proto.domain == "ai.onnx" ? "" : proto.domain,
            inputs: proto.input,
            outputs: proto.output
        )
        guard !proto.opType.isEmpty else {
            throw ModelsError("\(file): a node names no operator", hint: "export the model again")
        }
        var attributes: [String: OnnxAttribute] = [:]
        for attribute in proto.attribute {
            let value = try value(attribute, of: bare, file: file)
            guard attributes.updateValue(value, forKey: attribute.name) == nil else {
                throw ModelsError(
                    "\(file): \(bare.title): attribute \"\(Printable.excerpt(attribute.name))\" is "
                        + "there twice",
                    hint: "export the model again"
                )
            }
        }
        return OnnxNode(
            name: bare.name,
            operation: bare.operation,
            domain: bare.domain,
            inputs: bare.inputs,
            outputs: bare.outputs,
            attributes: attributes
        )
    }

    private static func value(
        _ proto: Onnx_AttributeProto,
        of node: OnnxNode,
        file: String
    ) throws(ModelsError) -> OnnxAttribute {
        switch proto.hasType && proto.type != .undefined ? proto.type : guessedType(proto) {
        case .int: return .integer(Int(proto.i))
        case .float: return .float(proto.f)
        case .string: return .string(String(decoding: proto.s, as: UTF8.self))
        case .ints: return .integers(proto.ints.map { Int($0) })
        case .floats: return .floats(proto.floats)
        case .strings: return .strings(proto.strings.map { String(decoding: $0, as: UTF8.self) })
        case .tensor:
            let title = "\(file): \(node.title): attribute \"\(Printable.excerpt(proto.name))\""
            return .tensor(try OnnxTensorDecoding.tensor(proto.t, title: title))
        case .graph, .graphs:
            throw ModelsError(
                "\(file): \(node.title) chooses or repeats layers by a graph of its own, which is "
                    + "not supported",
                hint: "export the model without branches and loops that depend on data"
            )
        default:
            throw ModelsError(
                "\(file): \(node.title): attribute \"\(Printable.excerpt(proto.name))\" is of a "
                    + "kind that is not supported",
                hint: "export the model with dense 32-bit floats"
            )
        }
    }

    /// The type of an attribute in files from before types were stored.
    private static func guessedType(
        _ proto: Onnx_AttributeProto
    ) -> Onnx_AttributeProto.AttributeType {
        if proto.hasG || !proto.graphs.isEmpty { return .graph }
        if proto.hasT { return .tensor }
        if proto.hasF { return .float }
        if proto.hasI { return .int }
        if proto.hasS { return .string }
        if !proto.floats.isEmpty { return .floats }
        if !proto.strings.isEmpty { return .strings }
        return proto.ints.isEmpty ? .undefined : .ints
    }
}
