import Tensors

/// What stands before the values of a `.npy` file: dtype, axes and order.
///
/// The format: `\x93NUMPY`, two bytes of version, the header's length (2 bytes in version 1, 4 from
/// version 2 on), then a Python dictionary such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, filled up by spaces.
///
/// Source: `numpy.lib.format`'s documentation; the code is our own.
struct NpyHeader {
    /// The dtype without its byte order, such as `f4`.
    let code: String
    /// Whether the most significant byte of a value comes first.
    let isBigEndian: Bool
    /// Whether the first axis runs fastest.
    let isColumnMajor: Bool
    /// The length of each axis.
    let shape: [Int]
    /// Where the values start, in bytes from the start of the file.
    let valuesStart: Int

    /// What every file starts with.
    static let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
    /// The longest start of a file that is looked at; NumPy's own limit is 10,000 characters.
    static let longest = 1 << 16

    /// Whether the values are texts, which are no numbers and yet no mistake.
    var isText: Bool { code.first == "U" || code.first == "S" }

    /// The type of the values, or nothing if they are no numbers that a tensor can hold.
    var type: ElementType? { NumpyValues.type(code: code) }

    /// Reads the start of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's start, whole or at least `longest` bytes of it.
    ///   - title: What to call the array in errors.
    /// - Throws: `ModelsError` if it is no header, or one that contradicts itself.
    init(_ bytes: [UInt8], title: String) throws(ModelsError) {
        guard bytes.starts(with: NpyHeader.magic), bytes.count >= 10 else {
            throw ModelsError(
                "\(title) is no .npy array: it does not start like one",
                hint: "save it by numpy.save or numpy.savez"
            )
        }
        let start: Int
        let length: Int
        switch bytes[6] {
        case 1:
            start = 10
            length = NpyHeader.count(bytes[8..<10])
        case 2, 3:
            guard bytes.count >= 12 else { throw NpyHeader.cutShort(title, bytes.count) }
            start = 12
            length = NpyHeader.count(bytes[8..<12])
        default:
            throw ModelsError(
                "\(title) is of .npy version \(bytes[6]).\(bytes[7]), not 1 to 3",
                hint: "save it by a usual NumPy"
            )
        }
        guard length <= NpyHeader.longest - start else {
            throw ModelsError("\(title) has a header of \(length) bytes, no plain array's")
        }
        valuesStart = start + length
        guard valuesStart <= bytes.count else { throw NpyHeader.cutShort(title, bytes.count) }
        var scanner = NpyScanner(Array(bytes[start..<valuesStart]))
        guard let fields = scanner.dictionary() else {
            throw ModelsError(
                "\(title) has a header that is not read: "
                    + Printable.excerpt(String(decoding: bytes[start..<valuesStart], as: UTF8.self)),
                hint: "save it as a plain array of numbers, without named fields"
            )
        }
        shape = fields.shape
        isColumnMajor = fields.isColumnMajor
        let order = fields.descr.first.flatMap { "<>|=".contains($0) ? $0 : nil }
        isBigEndian = order == ">"
        code = String(fields.descr.dropFirst(order == nil ? 0 : 1))
    }

    /// A number whose least significant byte comes first.
    private static func count(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func cutShort(_ title: String, _ count: Int) -> ModelsError {
        ModelsError(
            "\(title) is cut short within its header, after \(count) bytes",
            hint: "save it again"
        )
    }
}

/// Reads the one Python dictionary that a `.npy` header holds, and nothing else of Python.
private struct NpyScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The three entries, each once, in any order; nothing if the text is anything else.
    mutating func dictionary() -> (descr: String, isColumnMajor: Bool, shape: [Int])? {
        var descr: String?
        var isColumnMajor: Bool?
        var shape: [Int]?
        guard take("{") else { return nil }
        while !take("}") {
            guard let key = text(), take(":") else { return nil }
            switch key {
            case "descr" where descr == nil: descr = text()
            case "fortran_order" where isColumnMajor == nil: isColumnMajor = truth()
            case "shape" where shape == nil: shape = tuple()
            default: return nil
            }
            guard take(",") || peek == UInt8(ascii: "}") else { return nil }
        }
        skipSpace()
        guard position == bytes.count, let descr, let isColumnMajor, let shape else { return nil }
        return (descr, isColumnMajor, shape)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || (0x09...0x0d).contains(byte) { position += 1 }
    }

    /// Steps over one character, white space around it too.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        skipSpace()
        return true
    }

    /// A text in quotes, without escapes.
    private mutating func text() -> String? {
        skipSpace()
        guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
            let end = bytes[(position + 1)...].firstIndex(of: quote)
        else { return nil }
        let content = bytes[(position + 1)..<end]
        guard content.allSatisfy({ 0x20..<0x7f ~= $0 && $0 != UInt8(ascii: "\\") }) else {
            return nil
        }
        position = end + 1
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func truth() -> Bool? {
        skipSpace()
        for (word, value) in [("True", true), ("False", false)]
        where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        return nil
    }

    /// Whole numbers in brackets; at most 32, as many axes as NumPy allows.
    private mutating func tuple() -> [Int]? {
        guard take("(") else { return nil }
        var numbers: [Int] = []
        while !take(")") {
            let start = position
            if peek == UInt8(ascii: "-") { position += 1 }
            while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
            guard numbers.count < 32,
                let number = Int(String(decoding: bytes[start..<position], as: UTF8.self))
            else { return nil }
            numbers.append(number)
            // Python 2 marked its long numbers.
            _ = take("L")
            guard take(",") || peek == UInt8(ascii: ")") else { return nil }
        }
        return numbers
    }
}
