import Foundation
import Tensors

/// Looks over the bytes of an ONNX file before they are unfolded.
///
/// Two bytes of a file can claim an empty message that takes hundreds in memory. So the messages
/// are counted first, by the wire format alone: files of networks have a few for each node.
enum OnnxWire {
    /// The messages that are entered.
    enum Kind {
        case model, graph, node, attribute, tensor, valueInfo, other

        /// What kind of message the field of a number holds; nil for text, bytes and packed numbers.
        func kind(ofField number: UInt64) -> Kind? {
            switch (self, number) {
            case (.model, 7): .graph
            case (.model, 8), (.model, 14), (.model, 20), (.model, 25), (.model, 26): .other
            case (.graph, 1): .node
            case (.graph, 5): .tensor
            case (.graph, 11), (.graph, 12), (.graph, 13): .valueInfo
            case (.graph, 14), (.graph, 15), (.graph, 16): .other
            case (.node, 5): .attribute
            case (.node, 9), (.node, 10): .other
            case (.attribute, 5), (.attribute, 10): .tensor
            case (.attribute, 6), (.attribute, 11): .graph
            case (.attribute, 14), (.attribute, 15), (.attribute, 22), (.attribute, 23): .other
            case (.tensor, 3), (.tensor, 13), (.tensor, 16): .other
            case (.valueInfo, 2), (.valueInfo, 4): .other
            default: nil
            }
        }
    }

    /// How deep messages may lie in one another; a network needs about ten.
    static let depthLimit = 60

    /// How many fields a file may have, packed numbers and bytes counting as one: well above what
    /// the largest networks need, and small in memory.
    static let fieldLimit = 2_000_000

    /// Counts fields and depth.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - kind: What message it holds.
    ///   - file: What to call it in errors.
    /// - Throws: `ModelsError` if the bytes are no message, or more than any network needs.
    static func check(
        _ bytes: UnsafeRawBufferPointer,
        as kind: Kind,
        file: String
    ) throws(ModelsError) {
        var fields = 0
        // Messages still to be looked at, with their depth: no recursion.
        var open: [(kind: Kind, range: Range<Int>, depth: Int)] = [(kind, 0..<bytes.count, 1)]
        while let next = open.popLast() {
            var cursor = Cursor(bytes: bytes, position: next.range.lowerBound)
            while cursor.position < next.range.upperBound {
                guard let field = cursor.field(end: next.range.upperBound) else {
                    throw damaged(file)
                }
                fields += 1
                guard fields <= fieldLimit else {
                    throw ModelsError(
                        "\(file): holds more than \(fieldLimit) fields, far more than a network",
                        hint: "export the model again"
                    )
                }
                guard let content = field.content else { continue }
                var inner = next.kind.kind(ofField: field.number)
                // A message of messages that nobody needs: its parts are counted as far as they
                // can be, for the decoder will unfold them too.
                if inner == nil, next.kind == .other, next.depth < depthLimit {
                    inner = looksLikeMessage(bytes, content) ? .other : nil
                }
                guard let inner else { continue }
                guard next.depth < depthLimit else {
                    throw ModelsError(
                        "\(file): its messages lie more than \(depthLimit) deep in one another",
                        hint: "export the model again"
                    )
                }
                open.append((inner, content, next.depth + 1))
            }
        }
    }

    /// What is said of a file that is cut short or no protocol buffer at all.
    ///
    /// - Parameter file: What to call the file.
    /// - Returns: The error.
    static func damaged(_ file: String) -> ModelsError {
        ModelsError(
            "\(file): not an ONNX file, or a damaged or truncated one",
            hint: "fetch or export it again"
        )
    }

    private static func looksLikeMessage(
        _ bytes: UnsafeRawBufferPointer,
        _ range: Range<Int>
    ) -> Bool {
        var cursor = Cursor(bytes: bytes, position: range.lowerBound)
        while cursor.position < range.upperBound {
            if cursor.field(end: range.upperBound) == nil { return false }
        }
        return true
    }

    // MARK: - Wire format

    /// A place in the bytes.
    private struct Cursor {
        let bytes: UnsafeRawBufferPointer
        var position: Int

        /// Reads one field's tag and steps over its content.
        ///
        /// - Parameter end: Where the message ends.
        /// - Returns: The field's number and, if it has a length, where its content lies; nil if the
        ///   bytes are no field.
        mutating func field(end: Int) -> (number: UInt64, content: Range<Int>?)? {
            guard let tag = varint(end: end), tag >> 3 > 0 else { return nil }
            switch tag & 7 {
            case 0:
                guard varint(end: end) != nil else { return nil }
                return (tag >> 3, nil)
            case 1, 5:
                position += tag & 7 == 1 ? 8 : 4
                return position <= end ? (tag >> 3, nil) : nil
            case 2:
                guard let length = varint(end: end), length <= UInt64(end - position) else {
                    return nil
                }
                let start = position
                position += Int(length)
                return (tag >> 3, start..<position)
            default:
                // Groups are in no message of ONNX.
                return nil
            }
        }

        private mutating func varint(end: Int) -> UInt64? {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 7) {
                guard position < end else { return nil }
                let byte = bytes[position]
                position += 1
                value |= UInt64(byte & 0x7f) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }
    }
}
