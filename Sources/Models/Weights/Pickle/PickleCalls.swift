import Tensors

/// What the callables of a pickle build, and what setting a state does.
enum PickleCalls {
    /// Builds what a callable would return.
    ///
    /// - Parameters:
    ///   - callable: What the pickle calls.
    ///   - arguments: A tuple.
    ///   - machine: The machine, whose heap takes the result.
    /// - Returns: What the callable would return.
    /// - Throws: `ModelsError` if the arguments have another form.
    static func call(
        _ callable: PickleValue,
        with arguments: PickleValue,
        in machine: inout PickleMachine
    ) throws(ModelsError) -> PickleValue {
        guard case .callable(let callable) = callable, case .tuple(let index) = arguments else {
            throw machine.damaged("it calls something that cannot be called")
        }
        let arguments = machine.heap.tuples[index]
        switch callable {
        case .orderedDictionary: return try orderedDictionary(arguments, in: &machine)
        case .rebuildTensor, .rebuildTypedTensor:
            return try tensor(arguments, typed: callable, in: &machine)
        case .rebuildParameter:
            guard let first = arguments.first else { break }
            return first
        case .torchSize:
            guard let first = arguments.first else { break }
            return first
        case .torchDevice, .numpyScalar: return .opaque
        case .numpyReconstruct:
            try machine.holdObject()
            machine.heap.arrays.append(PickleHeap.Array())
            return .array(machine.heap.arrays.count - 1)
        case .numpyFromBuffer: return try arrayFromBuffer(arguments, in: &machine)
        case .numpyType:
            guard let first = arguments.first else { break }
            try machine.holdObject()
            machine.heap.numpyTypes.append(
                PickleHeap.NumpyType(code: try machine.string(first))
            )
            return .numpyType(machine.heap.numpyTypes.count - 1)
        case .encode: return try encoded(arguments, in: machine)
        case .bytes:
            guard let first = arguments.first else { return .bytes(0..<0) }
            if arguments.count == 2 { return try encoded(arguments, in: machine) }
            switch first {
            case .bytes, .latin1: return first
            default: break
            }
        case .torchType, .torchStorage, .numpyArray: break
        }
        throw machine.damaged("it calls \(callable) with \(arguments.count) arguments")
    }

    /// Sets the state of something built before.
    ///
    /// - Parameters:
    ///   - target: An array, a dtype or a dictionary.
    ///   - state: Its state.
    ///   - machine: The machine, whose heap holds both.
    /// - Throws: `ModelsError` if the target has no state or the state has another form.
    static func setState(
        of target: PickleValue,
        to state: PickleValue,
        in machine: inout PickleMachine
    ) throws(ModelsError) {
        switch (target, state) {
        case (.array(let index), .tuple(let state)):
            try setArray(index, to: machine.heap.tuples[state], in: &machine)
        case (.numpyType(let index), .tuple(let state)):
            try setType(index, to: machine.heap.tuples[state], in: &machine)
        // Attributes of a dictionary, such as torch's `_metadata`, carry no weights.
        case (.dictionary, _), (.opaque, _): break
        default: throw machine.damaged("it sets the state of something that has none")
        }
    }

    // MARK: Python

    private static func orderedDictionary(
        _ arguments: [PickleValue],
        in machine: inout PickleMachine
    ) throws(ModelsError) -> PickleValue {
        var flat: [PickleValue] = []
        // Python 2 gives the items as a list of pairs, later versions set them afterwards.
        if case .list(let index)? = arguments.first {
            for pair in machine.heap.lists[index] {
                switch pair {
                case .list(let pair) where machine.heap.lists[pair].count == 2:
                    flat += machine.heap.lists[pair]
                case .tuple(let pair) where machine.heap.tuples[pair].count == 2:
                    flat += machine.heap.tuples[pair]
                default: throw machine.damaged("an ordered dictionary has items that are no pairs")
                }
            }
        }
        return try machine.dictionary(flat)
    }

    private static func encoded(
        _ arguments: [PickleValue],
        in machine: borrowing PickleMachine
    ) throws(ModelsError) -> PickleValue {
        guard arguments.count == 2, case .text(let range) = arguments[0] else {
            throw machine.damaged("it encodes something that is no text")
        }
        let encoding = try machine.string(arguments[1])
        guard ["latin1", "latin-1", "iso-8859-1"].contains(encoding.lowercased()) else {
            throw machine.damaged("it encodes a text as \(Printable.excerpt(encoding))")
        }
        return .latin1(range)
    }

    // MARK: torch

    private static func tensor(
        _ arguments: [PickleValue],
        typed callable: PickleCallable,
        in machine: inout PickleMachine
    ) throws(ModelsError) -> PickleValue {
        guard arguments.count >= 4, case .storage(let index) = arguments[0],
            case .integer(let offset) = arguments[1]
        else { throw machine.damaged("a tensor lacks its storage, offset, size or stride") }
        let storage = machine.heap.storages[index]
        var type = storage.type
        if case .rebuildTypedTensor = callable {
            guard arguments.count >= 7, case .callable(.torchType(let named)) = arguments[6] else {
                throw machine.damaged("a tensor lacks its type")
            }
            type = named
        }
        try machine.holdObject()
        machine.heap.tensors.append(
            PickleHeap.Tensor(
                storage: storage,
                type: type,
                offset: offset,
                shape: try integers(arguments[2], in: machine),
                strides: try integers(arguments[3], in: machine)
            )
        )
        return .tensor(machine.heap.tensors.count - 1)
    }

    // MARK: NumPy

    private static func setArray(
        _ index: Int,
        to state: [PickleValue],
        in machine: inout PickleMachine
    ) throws(ModelsError) {
        // (version, shape, dtype, is Fortran order, values); the version may be missing.
        let parts = state.count == 5 ? Array(state.dropFirst()) : state
        guard parts.count == 4, case .numpyType(let type) = parts[1] else {
            throw machine.damaged("an array has an unexpected state")
        }
        machine.heap.arrays[index] = PickleHeap.Array(
            shape: try integers(parts[0], in: machine),
            type: machine.heap.numpyTypes[type],
            firstAxisFastest: truth(parts[2]),
            values: parts[3]
        )
    }

    private static func arrayFromBuffer(
        _ arguments: [PickleValue],
        in machine: inout PickleMachine
    ) throws(ModelsError) -> PickleValue {
        guard arguments.count == 4, case .numpyType(let type) = arguments[1] else {
            throw machine.damaged("an array lacks its values, dtype, shape or order")
        }
        try machine.holdObject()
        machine.heap.arrays.append(
            PickleHeap.Array(
                shape: try integers(arguments[2], in: machine),
                type: machine.heap.numpyTypes[type],
                firstAxisFastest: try machine.string(arguments[3]) == "F",
                values: arguments[0]
            )
        )
        return .array(machine.heap.arrays.count - 1)
    }

    private static func setType(
        _ index: Int,
        to state: [PickleValue],
        in machine: inout PickleMachine
    ) throws(ModelsError) {
        // (version, byte order, sub-array, names, fields, size, alignment, flags)
        guard state.count >= 5 else { throw machine.damaged("a dtype has an unexpected state") }
        machine.heap.numpyTypes[index].bigEndian = try machine.string(state[1]) == ">"
        for part in state[2...4] {
            if case .none = part { continue }
            machine.heap.numpyTypes[index].isStructured = true
        }
    }

    private static func truth(_ value: PickleValue) -> Bool {
        switch value {
        case .boolean(let truth): truth
        case .integer(let number): number != 0
        default: false
        }
    }

    private static func integers(
        _ value: PickleValue,
        in machine: borrowing PickleMachine
    ) throws(ModelsError) -> [Int] {
        let values: [PickleValue]
        switch value {
        case .tuple(let index): values = machine.heap.tuples[index]
        case .list(let index): values = machine.heap.lists[index]
        default: throw machine.damaged("a shape is no tuple")
        }
        guard values.count <= 32 else { throw machine.damaged("a shape has \(values.count) axes") }
        var numbers: [Int] = []
        for value in values {
            guard case .integer(let number) = value else {
                throw machine.damaged("a shape holds something that is no number")
            }
            numbers.append(number)
        }
        return numbers
    }
}
