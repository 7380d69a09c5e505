/// An ONNX file as read: checked for form, not yet for meaning.
struct OnnxModel: Sendable {
    /// What the network is fed with, initializers left out.
    struct Input: Sendable {
        let name: String
        /// The length of each axis; nil where the file leaves it open, such as a batch.
        let shape: [Int?]
    }

    /// The file's name, for messages.
    let file: String
    /// The version of the standard operators (domain `ai.onnx`).
    let opset: Int
    /// What made the file, such as `pytorch 2.1`; may be empty.
    let producer: String
    let inputs: [Input]
    let outputs: [String]
    /// The nodes in an order in which they can run; every input is made before.
    let nodes: [OnnxNode]
    /// The constants by name.
    let initializers: [String: OnnxTensor]
}

/// One operator call of an ONNX file.
struct OnnxNode: Sendable {
    /// The node's own name; may be empty.
    let name: String
    /// The operator, such as `Conv`.
    let operation: String
    /// The operator's domain; empty for the standard one.
    let domain: String
    /// The names of its inputs; empty for an optional one that is left out.
    let inputs: [String]
    let outputs: [String]
    let attributes: [String: OnnxAttribute]

    /// How messages name the node: its name, or its first output's.
    var title: String {
        "\(operation) \"\(name.isEmpty ? outputs.first ?? "" : name)\""
    }
}

/// The value of a node's attribute.
enum OnnxAttribute: Sendable, Equatable {
    case integer(Int)
    case float(Float)
    case string(String)
    case tensor(OnnxTensor)
    case integers([Int])
    case floats([Float])
    case strings([String])
}

/// A constant of an ONNX file, of any rank.
struct OnnxTensor: Sendable, Equatable {
    /// The values, row-major.
    enum Values: Sendable, Equatable {
        /// float32, and float16, bfloat16 and float64 rounded to it.
        case floats([Float])
        /// All integer types.
        case integers([Int])
        case booleans([Bool])
    }

    /// The length of each axis; empty for a scalar.
    let shape: [Int]
    let values: Values

    /// How many values there are.
    var count: Int {
        switch values {
        case .floats(let values): values.count
        case .integers(let values): values.count
        case .booleans(let values): values.count
        }
    }
}
