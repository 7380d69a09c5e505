import Tensors

/// An ONNX file as read: checked for form, not yet for meaning.
package struct OnnxModel: Sendable {
    /// What the network is fed with, initializers left out.
    package struct Input: Sendable {
        package let name: String
        /// The length of each axis; nil where the file leaves it open, such as a batch.
        package let shape: [Int?]
    }

    /// The file's name, for messages.
    package let file: String
    /// The version of the standard operators (domain `ai.onnx`).
    package let opset: Int
    /// What made the file, such as `pytorch 2.1`; may be empty.
    package let producer: String
    package let inputs: [Input]
    package let outputs: [String]
    /// The nodes in an order in which they can run; every input is made before.
    package let nodes: [OnnxNode]
    /// The constants by name.
    package let initializers: [String: OnnxTensor]

    /// Makes a model of its parts.
    ///
    /// - Parameters:
    ///   - file: The file's name, for messages.
    ///   - opset: The version of the standard operators.
    ///   - producer: What made the file; may be empty.
    ///   - inputs: What the network is fed with.
    ///   - outputs: The names of the values it gives back.
    ///   - nodes: The nodes in an order in which they can run.
    ///   - initializers: The constants by name.
    package init(
        file: String,
        opset: Int,
        producer: String,
        inputs: [Input],
        outputs: [String],
        nodes: [OnnxNode],
        initializers: [String: OnnxTensor]
    ) {
        self.file = file
        self.opset = opset
        self.producer = producer
        self.inputs = inputs
        self.outputs = outputs
        self.nodes = nodes
        self.initializers = initializers
    }
}

/// One operator call of an ONNX file.
package struct OnnxNode: Sendable {
    /// The node's own name; may be empty.
    package let name: String
    /// The operator, such as `Conv`.
    package let operation: String
    /// The operator's domain; empty for the standard one.
    package let domain: String
    /// The names of its inputs; empty for an optional one that is left out.
    package let inputs: [String]
    package let outputs: [String]
    package let attributes: [String: OnnxAttribute]

    /// Makes a node.
    ///
    /// - Parameters:
    ///   - name: The node's own name; may be empty.
    ///   - operation: The operator, such as `Conv`.
    ///   - domain: The operator's domain; empty for the standard one.
    ///   - inputs: The names of its inputs; empty for an optional one that is left out.
    ///   - outputs: The names of its outputs.
    ///   - attributes: The attributes by name.
    package init(
        name: String = "",
        operation: String,
        domain: String = "",
        inputs: [String],
        outputs: [String],
        attributes: [String: OnnxAttribute] = [:]
    ) {
        self.name = name
        self.operation = operation
        self.domain = domain
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = attributes
    }

    /// How messages name the node: its name, or its first output's.
    package var title: String {
        "\(Printable.excerpt(operation)) \"\(Printable.excerpt(name.isEmpty ? outputs.first ?? "" : name))\""
    }
}

/// The value of a node's attribute.
package enum OnnxAttribute: Sendable, Equatable {
    case integer(Int)
    case float(Float)
    case string(String)
    case tensor(OnnxTensor)
    case integers([Int])
    case floats([Float])
    case strings([String])
}

/// A constant of an ONNX file, of any rank.
package struct OnnxTensor: Sendable, Equatable {
    /// The values, row-major.
    package enum Values: Sendable, Equatable {
        /// float32, and float16, bfloat16 and float64 rounded to it.
        case floats([Float])
        /// All integer types.
        case integers([Int])
        case booleans([Bool])
    }

    /// The length of each axis; empty for a scalar.
    package let shape: [Int]
    package let values: Values

    /// Makes a tensor of the given values.
    ///
    /// - Parameters:
    ///   - shape: The length of each axis, none negative.
    ///   - values: As many values as the product of `shape`, row-major.
    package init(shape: [Int], values: Values) {
        self.shape = shape
        self.values = values
        precondition(
            StridedLayout.count(of: shape) == count,
            "shape \(shape) does not hold \(count) values"
        )
    }

    /// How many values there are.
    package var count: Int {
        switch values {
        case .floats(let values): values.count
        case .integers(let values): values.count
        case .booleans(let values): values.count
        }
    }
}
