import Foundation

/// Writes protocol buffers byte by byte, so that tests can also write impossible ones.
enum OnnxBytes {
    /// A field that holds a number.
    static func number(_ field: Int, _ value: Int) -> [UInt8] {
        varint(UInt64(field) << 3) + varint(UInt64(bitPattern: Int64(value)))
    }

    /// A field that holds bytes, a message or packed numbers.
    static func bytes(_ field: Int, _ content: [UInt8]) -> [UInt8] {
        varint(UInt64(field) << 3 | 2) + varint(UInt64(content.count)) + content
    }

    /// A field that holds a text.
    static func text(_ field: Int, _ content: String) -> [UInt8] {
        bytes(field, Array(content.utf8))
    }

    /// A node.
    static func node(
        _ operation: String,
        _ inputs: [String],
        _ outputs: [String],
        attributes: [[UInt8]] = []
    ) -> [UInt8] {
        inputs.flatMap { text(1, $0) } + outputs.flatMap { text(2, $0) } + text(4, operation)
            + attributes.flatMap { bytes(5, $0) }
    }

    /// A tensor; `data` are the fields that hold its values.
    static func tensor(_ name: String, _ axes: [Int], type: Int = 1, data: [UInt8]) -> [UInt8] {
        axes.flatMap { number(1, $0) } + number(2, type) + text(8, name) + data
    }

    /// The values of a tensor of 32-bit floats.
    static func raw(_ values: [Float]) -> [UInt8] {
        bytes(
            9,
            values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
            }
        )
    }

    /// An input or output; a nil axis is open.
    static func value(_ name: String, _ axes: [Int?] = []) -> [UInt8] {
        let shape = axes.flatMap { axis in bytes(1, axis.map { number(1, $0) } ?? text(2, "batch"))
        }
        return text(1, name) + bytes(2, bytes(1, number(1, 1) + bytes(2, shape)))
    }

    /// A graph.
    static func graph(
        nodes: [[UInt8]],
        tensors: [[UInt8]] = [],
        inputs: [[UInt8]] = [value("x", [nil, 3])],
        outputs: [[UInt8]] = [value("y")]
    ) -> [UInt8] {
        nodes.flatMap { bytes(1, $0) } + tensors.flatMap { bytes(5, $0) }
            + inputs.flatMap { bytes(11, $0) } + outputs.flatMap { bytes(12, $0) }
    }

    /// A file.
    static func model(_ graph: [UInt8], opset: Int? = 13) -> [UInt8] {
        number(1, 8) + text(2, "tests") + bytes(7, graph)
            + (opset.map { bytes(8, number(2, $0)) } ?? [])
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var (rest, result) = (value, [UInt8]())
        while rest >= 0x80 {
            result.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return result + [UInt8(rest)]
    }
}
