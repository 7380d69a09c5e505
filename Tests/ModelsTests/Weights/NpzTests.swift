import Foundation
import Models
import Tensors
import Testing

@Suite("NumPy's archives")
struct NpzTests {
    /// What `make_fixtures.py` put into both archives.
    private static var expected: [(String, Tensor)] {
        let square = WeightsFixture.eighths(3, 4)
        let turned = (0..<4).flatMap { column in (0..<3).map { square[$0, column] } }
        return [
            ("conv.weight", WeightsFixture.eighths(2, 3, 2, 2)),
            ("conv.bias", WeightsFixture.eighths(2)),
            ("fortran", square),
            ("turned", Tensor(shape: [4, 3], elements: turned)),
            ("big", WeightsFixture.eighths(4)),
            ("double", WeightsFixture.eighths(4)),
            ("half", WeightsFixture.eighths(4)),
            ("long", Tensor(shape: [4], elements: [-1, 0, 1, 2])),
            ("bytes", Tensor(shape: [300], elements: (0..<300).map { Float($0 % 256) })),
            ("truth", Tensor(shape: [2], elements: [1, 0])),
            ("scalar", Tensor(shape: [], elements: [0.25])),
            ("empty", Tensor(shape: [0, 3], elements: [])),
        ]
    }

    @Test(
        "every array comes out with its values, as weights and one by one",
        arguments: ["arrays.npz", "arrays_compressed.npz"]
    )
    func values(file: String) throws {
        let weights = try Weights.load(from: WeightsFixture.url(file))
        #expect(weights.format == .npz)
        #expect(weights.order == NpzTests.expected.map(\.0))
        let archive = try NpzFile(contentsOf: WeightsFixture.url(file))
        #expect(archive.names == NpzTests.expected.map(\.0))
        for (name, tensor) in NpzTests.expected {
            #expect(weights.tensors[name] == tensor, "\(name)")
            #expect(try archive.tensor(named: name) == tensor, "\(name)")
            #expect(archive.shape(of: name) == tensor.shape)
        }
        #expect(archive.elementType(of: "half") == .float16)
        #expect(archive.shape(of: "text") == nil)
        #expect(throws: ModelsError.self) { try archive.tensor(named: "absent") }
    }

    @Test(
        "older ways to write the header are read",
        arguments: ["npz_version2.npz", "npz_python2.npz"]
    )
    func older(file: String) throws {
        let weights = try Weights.load(from: WeightsFixture.url(file))
        #expect(weights.tensors["a"] == WeightsFixture.eighths(3))
    }

    @Test(
        "what cannot be is refused with the array's name",
        arguments: [
            ("npz_objects.npz", "array \"fc.weight\" has dtype O"),
            ("npz_structured.npz", "array \"fc.weight\" has a header that is not read"),
            ("npz_complex.npz", "array \"fc.weight\" has dtype c8"),
            ("npz_infinite.npz", "tensor \"fc.weight\" holds inf at element 1"),
            ("npz_bad_empty.npz", "array \"a\" is no .npy array"),
            ("npz_bad_text.npz", "array \"a\" is no .npy array"),
            ("npz_bad_version9.npz", "array \"a\" is of .npy version 9.0"),
            ("npz_bad_negative.npz", "array \"a\" of shape [-3]"),
            ("npz_bad_short.npz", "array \"a\" of shape [3] and dtype F32 has 11 bytes"),
            ("npz_bad_long.npz", "array \"a\" of shape [3] and dtype F32 has 13 bytes"),
            ("npz_bad_tera.npz", "array \"a\" of shape [1099511627776]"),
            ("npz_bad_overflow.npz", "array \"a\" of shape [4294967296, 4294967296]"),
            ("npz_bad_beyond64.npz", "array \"a\" has a header that is not read"),
            ("npz_bad_wide.npz", "array \"a\" has a header that is not read"),
            ("npz_bad_call.npz", "array \"a\" has a header that is not read"),
            ("npz_bad_header.npz", "array \"a\" has a header of 2147483647 bytes"),
            ("npz_bad_twice.npz", "two arrays are called \"a\""),
            ("npz_bad_claim.npz", "array \"a\" would unfold to 4294967294 bytes"),
            ("single.npy", "a single .npy array"),
        ]
    )
    func refused(file: String, reason: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try Weights.load(from: WeightsFixture.url(file))
        }
        #expect(error.message.hasPrefix("\(file): "))
        #expect(error.message.contains(reason), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test("a .npy file is one array; other files say that they are none")
    func single() throws {
        let url = WeightsFixture.url("single.npy")
        #expect(NpyFile.isOne(url))
        #expect(try NpyFile.tensor(contentsOf: url) == WeightsFixture.eighths(2, 3))
        #expect(!NpyFile.isOne(WeightsFixture.url("arrays.npz")))
        #expect(!NpyFile.isOne(WeightsFixture.url("absent.npy")))
        let content = try Data(contentsOf: url)
        for length in content.indices {
            try WeightsFixture.withFile(content.prefix(length), named: "cut.npy") { cut in
                let error = #expect(throws: ModelsError.self, "\(length)") {
                    try NpyFile.tensor(contentsOf: cut)
                }
                #expect(
                    error?.message.hasPrefix("cut.npy: ") == true,
                    "\(String(describing: error))"
                )
            }
        }
    }

    // MARK: Writing

    @Test("what is written is read again, and twice written is the same bytes")
    func written() throws {
        let tensors: [(name: String, tensor: Tensor)] = [
            ("heatmap", WeightsFixture.eighths(2, 3, 5)),
            ("relevance.features/12", WeightsFixture.eighths(7)),
            ("größe", Tensor(shape: [], elements: [2.5])),
            ("none", Tensor(shape: [0, 2], elements: [])),
            ("not finite", Tensor(shape: [2], elements: [.infinity, -0.0])),
        ]
        try WeightsFixture.withFolder { folder in
            let (first, second) = (
                folder.appendingPathComponent("a.npz"), folder.appendingPathComponent("b.npz")
            )
            try Data("an older file".utf8).write(to: first)
            for url in [first, second] {
                try NpzWriter.write(tensors, metadata: ["producer": "test"], to: url)
            }
            let contents = try [Data(contentsOf: first), Data(contentsOf: second)]
            #expect(contents[0] == contents[1])
            let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(found.count == 2)
            let archive = try NpzFile(contentsOf: first)
            #expect(archive.names == tensors.map(\.name))
            for (name, tensor) in tensors {
                let read = try archive.tensor(named: name)
                #expect(read == tensor, "\(name)")
            }
        }
    }

    @Test("the bytes of a written file are those that other programs count on")
    func bytes() throws {
        try WeightsFixture.withFolder { folder in
            let url = folder.appendingPathComponent("a.npz")
            try NpzWriter.write([("a", WeightsFixture.eighths(2, 3))], to: url)
            let bytes = [UInt8](try Data(contentsOf: url))
            // Stored, not compressed; midnight of the first of January 1980; no data descriptor.
            #expect(bytes.starts(with: [0x50, 0x4b, 3, 4]))
            #expect(Array(bytes[8..<14]) == [0, 0, 0, 0, 0x21, 0])
            let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
            let start = try #require(bytes.indices.first { bytes[$0...].starts(with: magic) })
            let header = Int(bytes[start + 8]) | Int(bytes[start + 9]) << 8
            #expect((10 + header) % 64 == 0)
            let text = String(decoding: bytes[(start + 10)..<(start + 10 + header)], as: UTF8.self)
            #expect(text.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }"))
            #expect(text.hasSuffix(" \n"))
            let values = WeightsFixture.eighths(2, 3).elements.flatMap {
                withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) }
            }
            #expect(bytes[(start + 10 + header)...].starts(with: values))
        }
    }

    @Test("two arrays of one name and folders that are not there are refused")
    func notWritten() throws {
        try WeightsFixture.withFolder { folder in
            let url = folder.appendingPathComponent("a.npz")
            let one = WeightsFixture.eighths(1)
            #expect(throws: ModelsError.self) {
                try NpzWriter.write([("a", one), ("a", one)], to: url)
            }
            #expect(throws: ModelsError.self) {
                try NpzWriter.write([("metadata", one)], metadata: ["a": "b"], to: url)
            }
            let absent = folder.appendingPathComponent("absent/a.npz")
            let error = #expect(throws: ModelsError.self) {
                try NpzWriter.write([("a", one)], to: absent)
            }
            #expect(error?.message.hasPrefix("\(absent.path): cannot be written") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }
}
