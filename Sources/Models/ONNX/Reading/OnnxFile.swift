package import Foundation
import SwiftProtobuf
import Tensors

/// Reads ONNX files.
package enum OnnxFile {
    /// The opsets whose operators are known; below them attributes mean other things.
    static let oldestOpset = 7

    /// Reads a network and checks its form: sizes, names, the order of its nodes.
    ///
    /// - Parameter url: The file; its weights must lie inside it.
    /// - Returns: The network; what its operators mean is not yet looked at.
    /// - Throws: `ModelsError` with one line of what is wrong with the file. Memory stays within a
    ///   small multiple of the file's size, whatever its bytes claim.
    package static func read(_ url: URL) throws -> OnnxModel {
        let file = url.lastPathComponent
        var proto: Onnx_ModelProto = try decode(url, as: .model)
        guard proto.hasGraph, !proto.graph.node.isEmpty else {
            throw ModelsError(
                "\(file): not an ONNX model: it holds no graph",
                hint: "give the .onnx file that the exporter wrote"
            )
        }
        var assembly = OnnxAssembly(file: file, graph: proto.graph)
        proto.clearGraph()
        return try assembly.model(
            opset: opset(of: proto, file: file),
            producer: [proto.producerName, proto.producerVersion].filter { !$0.isEmpty }
                .joined(separator: " ")
        )
    }

    /// Reads a file that holds a single tensor, as those of the ONNX node tests do.
    ///
    /// - Parameter url: A serialized `TensorProto`.
    /// - Returns: The tensor.
    /// - Throws: `ModelsError` if it is no such file or its values are of an unknown type.
    package static func readTensor(_ url: URL) throws -> OnnxTensor {
        let proto: Onnx_TensorProto = try decode(url, as: .tensor)
        return try OnnxTensorDecoding.tensor(proto, title: url.lastPathComponent)
    }

    // MARK: - Decoding

    private static func decode<Proto: SwiftProtobuf.Message>(
        _ url: URL,
        as kind: OnnxWire.Kind
    ) throws(ModelsError) -> Proto {
        let file = url.lastPathComponent
        let bytes = try WeightsReader.converting { () throws(TensorsError) in
            try FixedBytes(mapping: url)
        }
        guard bytes.count > 0 else {
            throw ModelsError("\(file): the file is empty", hint: "fetch it again")
        }
        try WeightsReader.refuseStrangers(
            bytes.withBytes { Array($0.prefix(512)) },
            file: file
        )
        try bytes.withBytes { (bytes) throws(ModelsError) in
            try OnnxWire.check(bytes, as: kind, file: file)
        }
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        options.messageDepthLimit = OnnxWire.depthLimit
        do {
            return try bytes.withBytes { bytes in
                // Safety: the proto's fields are copies; nothing keeps the borrowed bytes.
                let data = bytes.baseAddress.map {
                    Data(
                        bytesNoCopy: UnsafeMutableRawPointer(mutating: $0),
                        count: bytes.count,
                        deallocator: .none
                    )
                }
                return try Proto(
                    serializedBytes: data ?? Data(),
                    partial: true,
                    options: options
                )
            }
        } catch {
            throw OnnxWire.damaged(file)
        }
    }

    private static func opset(
        of proto: Onnx_ModelProto,
        file: String
    ) throws(ModelsError) -> Int {
        let versions = proto.opsetImport
            .filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }
            .map { Int($0.version) }
        guard let opset = versions.max() else {
            throw ModelsError(
                "\(file): names no version of the standard operators (opset)",
                hint: "export the model again, with opset 13 or later"
            )
        }
        guard opset >= oldestOpset else {
            throw ModelsError(
                "\(file): is of opset \(opset); \(oldestOpset) to 21 are understood",
                hint: "convert it: onnx.version_converter.convert_version(model, 13)"
            )
        }
        return opset
    }
}
