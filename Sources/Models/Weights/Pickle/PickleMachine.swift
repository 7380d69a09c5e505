import Foundation
import Tensors

/// A machine for the instructions of pickles, protocols 2 to 5, that executes nothing.
///
/// It knows the instructions below and the globals of `PickleCallable`. Everything else ends the
/// reading with an error. What it may build is bounded, whatever sizes the pickle claims.
///
/// Source: the instruction list in Python's `pickletools` documentation; the code is our own.
struct PickleMachine {
    /// The stacks, the memo and all containers together may hold this many values; the largest
    /// checkpoints of image classifiers need some ten thousand.
    static let limit = 4_000_000

    let bytes: UnsafeRawBufferPointer
    /// What to call the file in errors.
    let file: String
    /// Whether values may be named by persistent ids, as torch does for storages.
    let allowsStorages: Bool

    /// The next byte to read.
    private(set) var position: Int
    var heap = PickleHeap()
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]
    private var held = 0

    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - bytes: The file, or the part of it with the pickle.
    ///   - position: Where the pickle starts.
    ///   - file: What to call the file in errors.
    ///   - allowsStorages: Whether the pickle is one of torch's.
    init(_ bytes: UnsafeRawBufferPointer, from position: Int, file: String, allowsStorages: Bool) {
        self.bytes = bytes
        self.position = position
        self.file = file
        self.allowsStorages = allowsStorages
    }

    /// Runs one pickle to its end.
    ///
    /// - Returns: The value it leaves; containers are in `heap`.
    mutating func run() throws(ModelsError) -> PickleValue {
        stack = []
        marks = []
        memo = [:]
        held = 0
        while true {
            let start = position
            let code = try byte()
            guard let instruction = PickleInstruction(rawValue: code) else {
                throw damaged("byte \(start) is \(code), no instruction of a pickle of weights")
            }
            if instruction == .stop { return try pop() }
            try step(instruction)
            guard stack.count + marks.count <= PickleMachine.limit else { throw tooLarge() }
        }
    }

    // MARK: Instructions

    private mutating func step(_ instruction: PickleInstruction) throws(ModelsError) {
        switch instruction {
        case .proto:
            let version = try byte()
            guard version <= 5 else { throw damaged("it is of protocol \(version)") }
        case .frame: _ = try unsigned(8)
        case .stop: break
        case .mark: marks.append(stack.count)
        case .pop: _ = try pop()
        case .popMark: _ = try popToMark()
        case .dup:
            let value = try pop()
            stack += [value, value]
        case .none: stack.append(.none)
        case .newTrue: stack.append(.boolean(true))
        case .newFalse: stack.append(.boolean(false))
        case .binInt: stack.append(.integer(Int(Int32(truncatingIfNeeded: try unsigned(4)))))
        case .binInt1: stack.append(.integer(try unsigned(1)))
        case .binInt2: stack.append(.integer(try unsigned(2)))
        case .long1: stack.append(try long(unsigned(1)))
        case .long4: stack.append(try long(unsigned(4)))
        case .binFloat:
            let range = try take(8)
            let bits = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
            stack.append(.real(Double(bitPattern: bits.bigEndian)))
        case .shortBinUnicode: stack.append(.text(try counted(1)))
        case .binUnicode: stack.append(.text(try counted(4)))
        case .binUnicode8: stack.append(.text(try counted(8)))
        case .shortBinString, .shortBinBytes: stack.append(.bytes(try counted(1)))
        case .binString, .binBytes: stack.append(.bytes(try counted(4)))
        case .binBytes8, .byteArray8: stack.append(.bytes(try counted(8)))
        case .emptyList, .emptySet: stack.append(try list([]))
        case .list, .frozenSet: stack.append(try list(popToMark()))
        case .emptyTuple: stack.append(try tuple([]))
        case .tuple: stack.append(try tuple(popToMark()))
        case .tuple1: stack.append(try tuple(pop(1)))
        case .tuple2: stack.append(try tuple(pop(2)))
        case .tuple3: stack.append(try tuple(pop(3)))
        case .emptyDict: stack.append(try dictionary([]))
        case .dict: stack.append(try dictionary(popToMark()))
        case .append: try extend(with: pop(1))
        case .appends, .addItems: try extend(with: popToMark())
        case .setItem: try assign(pop(2))
        case .setItems: try assign(popToMark())
        case .get: try recall(unsigned(1))
        case .longGet: try recall(unsigned(4))
        case .put: try remember(unsigned(1))
        case .longPut: try remember(unsigned(4))
        case .memoize: try remember(memo.count)
        case .global: stack.append(try global(module: line(), name: line()))
        case .inst:
            _ = try global(module: line(), name: line())
            throw damaged("it makes an object of a class")
        case .stackGlobal:
            let names = try pop(2)
            stack.append(try global(module: string(names[0]), name: string(names[1])))
        case .binPersistentID: stack.append(try storage(pop()))
        case .reduce, .newObject:
            let call = try pop(2)
            stack.append(try PickleCalls.call(call[0], with: call[1], in: &self))
        case .build:
            let parts = try pop(2)
            try PickleCalls.setState(of: parts[0], to: parts[1], in: &self)
            stack.append(parts[0])
        }
    }

    // MARK: Stack

    private mutating func pop() throws(ModelsError) -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
            throw damaged("an instruction before byte \(position) lacks its value")
        }
        return value
    }

    private mutating func pop(_ count: Int) throws(ModelsError) -> [PickleValue] {
        guard stack.count >= count + (marks.last ?? 0) else {
            throw damaged("an instruction before byte \(position) lacks its values")
        }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark() throws(ModelsError) -> [PickleValue] {
        guard let mark = marks.popLast() else {
            throw damaged("an instruction before byte \(position) lacks its mark")
        }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    // MARK: Containers

    /// Counts what stays in memory.
    private mutating func hold(_ count: Int) throws(ModelsError) {
        held += count
        guard held <= PickleMachine.limit else { throw tooLarge() }
    }

    private mutating func list(_ values: [PickleValue]) throws(ModelsError) -> PickleValue {
        try hold(values.count + 1)
        heap.lists.append(values)
        return .list(heap.lists.count - 1)
    }

    /// Makes a tuple.
    mutating func tuple(_ values: [PickleValue]) throws(ModelsError) -> PickleValue {
        try hold(values.count + 1)
        heap.tuples.append(values)
        return .tuple(heap.tuples.count - 1)
    }

    /// Makes a dictionary of keys and values in turn.
    mutating func dictionary(_ values: [PickleValue]) throws(ModelsError) -> PickleValue {
        try hold(1)
        heap.dictionaries.append([])
        let made = PickleValue.dictionary(heap.dictionaries.count - 1)
        try assign(values, to: made)
        return made
    }

    /// Makes room for an array, tensor, storage or dtype.
    mutating func holdObject() throws(ModelsError) {
        try hold(4)
    }

    private mutating func extend(with values: [PickleValue]) throws(ModelsError) {
        guard case .list(let index)? = stack.last else { throw damaged("it appends to no list") }
        try hold(values.count)
        heap.lists[index] += values
    }

    private mutating func assign(_ values: [PickleValue]) throws(ModelsError) {
        guard let target = stack.last else { throw damaged("it sets items of nothing") }
        try assign(values, to: target)
    }

    private mutating func assign(
        _ values: [PickleValue],
        to target: PickleValue
    ) throws(ModelsError) {
        guard case .dictionary(let index) = target, values.count.isMultiple(of: 2) else {
            throw damaged("it sets items of something that is no dictionary")
        }
        try hold(values.count)
        for pair in stride(from: 0, to: values.count, by: 2) {
            heap.dictionaries[index].append((values[pair], values[pair + 1]))
        }
    }

    // MARK: Memo

    private mutating func remember(_ index: Int) throws(ModelsError) {
        guard let value = stack.last else { throw damaged("it remembers nothing") }
        if memo.updateValue(value, forKey: index) == nil { try hold(2) }
    }

    private mutating func recall(_ index: Int) throws(ModelsError) {
        guard let value = memo[index] else {
            throw damaged("it recalls value \(index), which it never stored")
        }
        stack.append(value)
    }

    // MARK: Globals

    private func global(module: String, name: String) throws(ModelsError) -> PickleValue {
        if let callable = PickleCallable(module: module, name: name) { return .callable(callable) }
        let title = Printable.excerpt("\(module).\(name)")
        throw ModelsError(
            "\(file): the pickle calls \(title); refused, nothing was run",
            hint: "convert to .safetensors, or save the network's state_dict only"
        )
    }

    private mutating func storage(_ identity: PickleValue) throws(ModelsError) -> PickleValue {
        guard allowsStorages else { throw damaged("it refers to values outside itself") }
        let storage = try TorchStorages.storage(identity, in: self)
        try holdObject()
        heap.storages.append(storage)
        return .storage(heap.storages.count - 1)
    }

    // MARK: Bytes

    private mutating func take(_ count: Int) throws(ModelsError) -> Range<Int> {
        guard count <= bytes.count - position else {
            throw ModelsError(
                "\(file): cut short: the pickle wants \(count) bytes from byte \(position), "
                    + "there are \(bytes.count - position)",
                hint: "fetch the file again"
            )
        }
        defer { position += count }
        return position..<position + count
    }

    private mutating func byte() throws(ModelsError) -> UInt8 {
        bytes[try take(1).lowerBound]
    }

    /// A whole number from 0 on; what does not fit into 63 bits becomes the largest.
    private mutating func unsigned(_ size: Int) throws(ModelsError) -> Int {
        var value: UInt64 = 0
        for index in try take(size).reversed() { value = value << 8 | UInt64(bytes[index]) }
        return Int(exactly: value) ?? .max
    }

    private mutating func counted(_ size: Int) throws(ModelsError) -> Range<Int> {
        try take(unsigned(size))
    }

    private mutating func long(_ size: Int) throws(ModelsError) -> PickleValue {
        let range = try take(size)
        if size > 8 { return .longInteger(range) }
        guard let last = range.last else { return .integer(0) }
        var value = bytes[last] >= 0x80 ? -1 : 0
        for index in range.reversed() { value = value << 8 | Int(bytes[index]) }
        return .integer(value)
    }

    private mutating func line() throws(ModelsError) -> String {
        let start = position
        while try byte() != UInt8(ascii: "\n") {
            guard position - start <= 1000 else { throw damaged("a name is endless") }
        }
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }

    // MARK: Errors and texts

    /// A text of at most 1000 bytes, such as a name.
    func string(_ value: PickleValue) throws(ModelsError) -> String {
        switch value {
        case .text(let range), .bytes(let range):
            guard range.count <= 1000 else { throw damaged("a name is \(range.count) bytes long") }
            return String(decoding: bytes[range], as: UTF8.self)
        default: throw damaged("a name is missing before byte \(position)")
        }
    }

    /// An error that says what is wrong with the pickle.
    func damaged(_ what: String) -> ModelsError {
        ModelsError("\(file): not a pickle of weights: \(what)", hint: "fetch or save it again")
    }

    private func tooLarge() -> ModelsError {
        ModelsError(
            "\(file): the pickle builds more than \(PickleMachine.limit) values",
            hint: "save the network's state_dict only"
        )
    }
}
