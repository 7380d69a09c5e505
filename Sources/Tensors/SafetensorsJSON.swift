/// A reader for the narrow JSON of safetensors headers: objects, texts, lists of whole numbers.
///
/// A general JSON decoder drops repeated keys and loses their order, and a header must have neither
/// happen. Nothing here recurses on what the file says.
struct SafetensorsJSON {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Reads an object; `member` reads the value of each key.
    mutating func object(
        _ member: (inout SafetensorsJSON, String) throws(TensorsError) -> Void
    ) throws(TensorsError) {
        try expect("{")
        if accept("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(&self, key)
        } while accept(",")
        try expect("}")
    }

    /// Reads a list of numbers from 0 on.
    mutating func integers(atMost limit: Int) throws(TensorsError) -> [Int] {
        try expect("[")
        if accept("]") { return [] }
        var list: [Int] = []
        repeat {
            guard list.count < limit else { throw TensorsError("its header has an endless list") }
            list.append(try integer())
        } while accept(",")
        try expect("]")
        return list
    }

    /// Reads a text.
    mutating func string() throws(TensorsError) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while true {
            guard position < bytes.count else { throw unexpected() }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw TensorsError("its header holds a text that is not UTF-8")
                }
                return valid
            case UInt8(ascii: "\\"): text += try escaped()
            case 0..<0x20: throw unexpected()
            default: text.append(byte)
            }
        }
    }

    /// Checks that only padding follows.
    mutating func end() throws(TensorsError) {
        skipSpace()
        if position < bytes.count { throw unexpected() }
    }

    // MARK: Characters

    private mutating func integer() throws(TensorsError) -> Int {
        skipSpace()
        let start = position
        var value = 0
        while position < bytes.count, case let digit = bytes[position], 48...57 ~= digit {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = tens.addingReportingOverflow(Int(digit) - 48)
            guard !overflow, !tooLarge else {
                throw TensorsError("its header holds a number beyond 64 bits")
            }
            value = sum
            position += 1
        }
        guard position > start else { throw unexpected() }
        return value
    }

    private mutating func escaped() throws(TensorsError) -> [UInt8] {
        guard position < bytes.count else { throw unexpected() }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            var units = [try hexadecimal()]
            if UTF16.isLeadSurrogate(units[0]), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                units.append(try hexadecimal())
            }
            guard let text = String(validating: units, as: UTF16.self) else { throw unexpected() }
            return Array(text.utf8)
        default: throw unexpected()
        }
    }

    private mutating func hexadecimal() throws(TensorsError) -> UInt16 {
        guard position + 4 <= bytes.count,
            let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
            text.allSatisfy(\.isHexDigit), let value = UInt16(text, radix: 16)
        else { throw unexpected() }
        position += 4
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) {
            position += 1
        }
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(TensorsError) {
        if !accept(character) { throw unexpected() }
    }

    private func unexpected() -> TensorsError {
        TensorsError(
            position < bytes.count
                ? "its header is not valid at byte \(8 + position)" : "its header ends too early"
        )
    }
}
