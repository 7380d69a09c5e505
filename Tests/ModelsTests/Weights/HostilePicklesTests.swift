import Foundation
import Models
import Testing

/// Pickles written byte by byte to exhaust or confuse the machine.
@Suite("Hostile pickles")
struct HostilePicklesTests {
    static let cases: [(title: String, bytes: [UInt8], reason: String)] = [
        ("bytes longer than memory", [0x80, 4, 0x8e] + eight(1 << 62) + [0x2e], "cut short"),
        ("bytes longer than 63 bits", [0x80, 4, 0x8e] + eight(.max) + [0x2e], "cut short"),
        ("a text longer than the file", [0x80, 2, 0x58, 0xff, 0xff, 0xff, 0x7f], "cut short"),
        ("a number longer than the file", [0x80, 2, 0x8b, 0xff, 0xff, 0xff, 0xff], "cut short"),
        ("no end", [0x80, 2, 0x4e], "cut short"),
        ("nothing but an end", [0x80, 2, 0x2e], "lacks its value"),
        ("an unknown instruction", [0x80, 2, 0x82, 1, 0x2e], "no instruction"),
        ("an instance of a class", ascii("\u{0}ios\nsystem\n."), "calls os.system"),
        ("a global across lines", ascii("\u{0}cos\nsys\u{7}tem\n)R."), "calls os.sys\u{fffd}tem"),
        ("recalling nothing", [0x80, 2, 0x68, 9, 0x2e], "recalls value 9"),
        ("a tuple without a mark", [0x80, 2, 0x74, 0x2e], "lacks its mark"),
        ("values below a mark", [0x80, 2, 0x4e, 0x28, 0x30, 0x2e], "lacks its value"),
        ("appending to a number", [0x80, 2, 0x4b, 1, 0x4e, 0x61, 0x2e], "appends to no list"),
        ("a key without a value", [0x80, 2, 0x7d, 0x28, 0x4e, 0x75, 0x2e], "no dictionary"),
        ("calling a number", [0x80, 2, 0x4b, 1, 0x29, 0x52, 0x2e], "cannot be called"),
        ("a reference outside", [0x80, 2, 0x29, 0x51, 0x2e], "outside itself"),
        ("a list in itself", [0x80, 2, 0x5d, 0x71, 0, 0x68, 0, 0x61, 0x2e], "nests too much"),
        ("no tensors", [0x80, 2, 0x7d, 0x2e], "holds no tensors"),
        ("a million lists in one another", deep(1_000_000), "nests too much"),
        ("five million remembered values", memos(5_000_000), "builds more than"),
        (
            "five million marks", [0x80, 2] + [UInt8](repeating: 0x28, count: 5_000_000),
            "builds more"
        ),
        ("lists that double forty times", doubled(15), "nests too much"),
        ("one array under a million names", named(1000), "nests too much"),
        ("an endless name", ascii("\u{0}c") + [UInt8](repeating: 97, count: 5000), "endless"),
    ]

    @Test("is refused with a reason", arguments: cases.indices)
    func refused(index: Int) throws {
        let (title, bytes, reason) = HostilePicklesTests.cases[index]
        let error = try #require(throws: ModelsError.self, "\(title)") {
            try WeightsFixture.withFile(bytes) { try Weights.load(from: $0) }
        }
        #expect(error.message.contains(reason), "\(title): \(error)")
        #expect(!error.description.contains("\n"))
    }

    private static func eight(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// Text as a pickle of protocol 2; the first character stands for the header.
    private static func ascii(_ text: String) -> [UInt8] {
        [0x80, 2] + text.utf8.dropFirst()
    }

    private static func deep(_ count: Int) -> [UInt8] {
        [0x80, 2] + [UInt8](repeating: 0x5d, count: count)
            + [UInt8](repeating: 0x61, count: count - 1) + [0x2e]
    }

    private static func memos(_ count: Int) -> [UInt8] {
        [0x80, 4, 0x4e] + [UInt8](repeating: 0x94, count: count) + [0x2e]
    }

    /// A list of `count` times the same list, which holds one empty array `count` times.
    private static func named(_ count: Int) -> [UInt8] {
        var bytes = ascii("\u{0}cnumpy.core.multiarray\n_reconstruct\n)R") + [0x71, 0]
        for level in 1...2 {
            bytes += [0x5d, 0x28]
            for _ in 0..<count { bytes += [0x68, UInt8(level - 1)] }
            bytes += [0x65, 0x71, UInt8(level)]
        }
        return bytes + [0x2e]
    }

    /// Lists of which each holds the one before forty times.
    private static func doubled(_ levels: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x80, 2, 0x5d, 0x71, 0]
        for level in 1...levels {
            bytes += [0x5d, 0x28]
            for _ in 0..<40 { bytes += [0x68, UInt8(level - 1)] }
            bytes += [0x65, 0x71, UInt8(level)]
        }
        return bytes + [0x2e]
    }
}
