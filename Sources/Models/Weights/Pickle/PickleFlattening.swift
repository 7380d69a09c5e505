import Tensors

/// Turns what a pickle leaves into a flat list of named arrays and tensors.
struct PickleFlattening {
    /// Something with values: an index into the heap's arrays or tensors.
    enum Leaf {
        case array(Int)
        case tensor(Int)
    }

    /// Keys under which training scripts keep the weights of a network.
    private static let wrappers = ["state_dict", "model_state_dict", "model", "module"]

    /// The most arrays and tensors with names: shared values could else be named a million times.
    private static let mostLeaves = 100_000

    private let machine: PickleMachine
    private var visits = 0
    private var found: [(name: String, leaf: Leaf)] = []

    /// Collects the leaves below a value.
    ///
    /// Wrappers such as `state_dict` are taken off. Keys and list positions are joined by dots.
    ///
    /// - Parameters:
    ///   - root: What the pickle left.
    ///   - machine: The machine that read it.
    /// - Returns: Names and leaves in the order of the pickle.
    /// - Throws: `ModelsError` if the value nests too deeply, or in itself.
    static func leaves(
        of root: PickleValue,
        in machine: PickleMachine
    ) throws(ModelsError) -> [(name: String, leaf: Leaf)] {
        var flattening = PickleFlattening(machine: machine)
        try flattening.visit(flattening.unwrapped(root), name: "", depth: 0)
        return flattening.found
    }

    private init(machine: PickleMachine) {
        self.machine = machine
    }

    private func unwrapped(_ root: PickleValue) -> PickleValue {
        var value = root
        for _ in 0..<4 {
            guard case .dictionary(let index) = value else { break }
            var inner: PickleValue?
            for wrapper in PickleFlattening.wrappers where inner == nil {
                // A repeated key stands for its last value, as in Python.
                inner =
                    machine.heap.dictionaries[index].last { item in
                        guard case .dictionary = item.value else { return false }
                        return (try? machine.string(item.key)) == wrapper
                    }?.value
            }
            guard let inner else { break }
            value = inner
        }
        return value
    }

    private mutating func visit(
        _ value: PickleValue,
        name: String,
        depth: Int
    ) throws(ModelsError) {
        visits += 1
        guard visits <= PickleMachine.limit, found.count <= PickleFlattening.mostLeaves,
            depth <= 16, name.utf8.count <= 1000
        else {
            throw machine.damaged("it nests too much, at \"\(Printable.excerpt(name))\"")
        }
        func joined(_ part: String) -> String { name.isEmpty ? part : "\(name).\(part)" }
        switch value {
        case .array(let index): found.append((name.isEmpty ? "tensor" : name, .array(index)))
        case .tensor(let index): found.append((name.isEmpty ? "tensor" : name, .tensor(index)))
        case .list(let index):
            for (position, item) in machine.heap.lists[index].enumerated() {
                try visit(item, name: joined("\(position)"), depth: depth + 1)
            }
        case .tuple(let index):
            for (position, item) in machine.heap.tuples[index].enumerated() {
                try visit(item, name: joined("\(position)"), depth: depth + 1)
            }
        case .dictionary(let index):
            for item in machine.heap.dictionaries[index] {
                guard let key = try key(item.key) else { continue }
                try visit(item.value, name: joined(key), depth: depth + 1)
            }
        default: break
        }
    }

    private func key(_ value: PickleValue) throws(ModelsError) -> String? {
        switch value {
        case .integer(let number): "\(number)"
        case .text, .bytes: try machine.string(value)
        default: nil
        }
    }
}
