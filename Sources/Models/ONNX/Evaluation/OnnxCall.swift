import Tensors

/// One call of an operator: the node, the values that go in, the version of the operators.
struct OnnxCall {
    let node: OnnxNode
    let inputs: [OnnxTensor?]
    let opset: Int

    /// How many values an operator may make out of few: what it may claim by its axes alone.
    static let expansionLimit = 1 << 24

    /// An error that names the node.
    ///
    /// - Parameters:
    ///   - text: What is wrong.
    ///   - hint: What to do about it.
    /// - Returns: The error.
    func failure(_ text: String, hint: String? = nil) -> ModelsError {
        ModelsError("\(node.title): \(text)", hint: hint)
    }

    // MARK: - Inputs

    /// An input that must be there.
    func input(_ index: Int) throws(ModelsError) -> OnnxTensor {
        guard let value = optional(index) else { throw failure("input \(index) is missing") }
        return value
    }

    /// An input that may be left out.
    func optional(_ index: Int) -> OnnxTensor? {
        index < inputs.count ? inputs[index] : nil
    }

    /// An input of numbers with fractions.
    func floats(_ index: Int) throws(ModelsError) -> Tensor {
        let value = try input(index)
        guard case .floats(let elements) = value.values else {
            throw failure("input \(index) must hold floats")
        }
        return Tensor(shape: value.shape, elements: elements)
    }

    /// An optional input of numbers with fractions.
    func optionalFloats(_ index: Int) throws(ModelsError) -> Tensor? {
        optional(index) == nil ? nil : try floats(index)
    }

    /// The values of an input of integers.
    func integers(_ index: Int) throws(ModelsError) -> [Int] {
        guard case .integers(let values) = try input(index).values else {
            throw failure("input \(index) must hold integers")
        }
        return values
    }

    /// The values of an input of truth values.
    func booleans(_ index: Int) throws(ModelsError) -> [Bool] {
        guard case .booleans(let values) = try input(index).values else {
            throw failure("input \(index) must hold truth values")
        }
        return values
    }

    /// The only value of an input.
    func scalar(_ index: Int) throws(ModelsError) -> Float {
        let value = try floats(index)
        guard value.count == 1 else { throw failure("input \(index) must hold one value") }
        return value.elements[0]
    }

    // MARK: - Attributes

    /// An attribute that is an integer, if it is there.
    func integer(_ name: String) throws(ModelsError) -> Int? {
        switch node.attributes[name] {
        case nil: return nil
        case .integer(let value): return value
        default: throw failure("attribute \(name) must be an integer")
        }
    }

    /// An attribute that is a list of integers, if it is there.
    func integers(named name: String) throws(ModelsError) -> [Int]? {
        switch node.attributes[name] {
        case nil: return nil
        case .integers(let value): return value
        default: throw failure("attribute \(name) must be a list of integers")
        }
    }

    /// An attribute that is a number, if it is there.
    func float(_ name: String) throws(ModelsError) -> Float? {
        switch node.attributes[name] {
        case nil: return nil
        case .float(let value): return value
        default: throw failure("attribute \(name) must be a number")
        }
    }

    /// An attribute that is a text, if it is there.
    func string(_ name: String) throws(ModelsError) -> String? {
        switch node.attributes[name] {
        case nil: return nil
        case .string(let value): return value
        default: throw failure("attribute \(name) must be a text")
        }
    }

    /// Integers that older operators take as an attribute and newer ones as an input.
    func integers(named name: String, orInput index: Int) throws(ModelsError) -> [Int]? {
        if let listed = try integers(named: name) { return listed }
        return optional(index) == nil ? nil : try integers(index)
    }

    // MARK: - Axes and sizes

    /// An axis, counted from the end where it is negative.
    func axis(_ axis: Int, rank: Int) throws(ModelsError) -> Int {
        let index = axis < 0 ? axis &+ rank : axis
        guard 0..<rank ~= index else { throw failure("axis \(axis) of \(rank) axes") }
        return index
    }

    /// Different axes, ascending.
    func axes(_ listed: [Int], rank: Int) throws(ModelsError) -> [Int] {
        var found: Set<Int> = []
        for listed in listed {
            guard found.insert(try axis(listed, rank: rank)).inserted else {
                throw failure("axis \(listed) is named twice")
            }
        }
        return found.sorted()
    }

    /// The product of a shape that an operator claims.
    ///
    /// - Parameters:
    ///   - shape: The length of each axis.
    ///   - known: How many values went in.
    /// - Returns: How many values will come out.
    /// - Throws: `ModelsError` if that is impossible or out of all proportion.
    @discardableResult
    func count(of shape: [Int], from known: Int = 0) throws(ModelsError) -> Int {
        guard let count = OnnxTensor.count(of: shape), count <= max(Self.expansionLimit, known)
        else { throw failure("would make values of axes \(Printable.excerpt("\(shape)"))") }
        return count
    }
}
