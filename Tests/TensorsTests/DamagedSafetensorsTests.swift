import Foundation
import Tensors
import Testing

@Suite("Damaged safetensors")
struct DamagedSafetensorsTests {
    static let tensor = #""dtype":"F32","shape":[2],"data_offsets":[0,8]"#

    @Test(
        "headers that contradict themselves or the file are refused",
        arguments: [
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}}"#, 9, "has 9 bytes"),
            (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "has 8 bytes"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "data_offsets [8, 0]"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "cut short"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 12, "4 bytes at its end"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12, "starts at byte"),
            (#"{"a":{\#(tensor)},"b":{\#(tensor)}}"#, 8, "starts at byte"),
            (#"{"a":{\#(tensor)},"a":{\#(tensor)}}"#, 8, "two tensors are called \"a\""),
            (
                #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}"#, 8,
                "has 8"
            ),
            (
                #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0,
                "has 0 bytes"
            ),
            (
                #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]}}"#,
                1, "data_offsets"
            ),
            (
                #"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#, 1,
                "64 bits"
            ),
            (#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, 1, "not valid at byte"),
            (#"{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}"#, 1, "not valid at byte"),
            (#"{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#, 1, "dtype F8_E4M3"),
            (#"{"a":{"dtype":"U8","shape":[1]}}"#, 1, "lacks dtype, shape or data_offsets"),
            (
                #"{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, 1,
                "\"dtype\""
            ),
            (
                #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}"#, 1,
                "unexpected entry"
            ),
            (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}"#, 1, "endless list"),
            (#"{"__metadata__":{"a":1}}"#, 0, "not valid at byte"),
            (#"{"a":"\uD800"}"#, 0, "not valid"),
            (#"{} x"#, 0, "not valid at byte 11"), ("[]", 0, "not valid"),
            (#"{"a"#, 0, "ends too early"),
        ]
    )
    func headers(json: String, dataCount: Int, reason: String) throws {
        let header = Array(json.utf8)
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        let error = try #require(throws: TensorsError.self) {
            try open(length + header + [UInt8](repeating: 0, count: dataCount))
        }
        #expect(error.message.hasPrefix("x.safetensors: "))
        #expect(error.message.contains(reason), "\(error)")
    }

    @Test(
        "lengths of the header beyond the file or the format are refused",
        arguments: [
            [], [1, 2, 3], [0, 0, 0, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0, 123, 125],
            [255, 255, 255, 255, 255, 255, 255, 255, 123, 125],
            [0, 0, 0, 16, 0, 0, 0, 0, 123, 125],
        ] as [[UInt8]]
    )
    func lengths(bytes: [UInt8]) {
        #expect(throws: TensorsError.self) { try open(bytes) }
    }

    @Test("an empty tensor whose axes multiply to more than 64 bits is read, not a crash")
    func emptyButWide() throws {
        let header = Array(
            #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}"#.utf8
        )
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        let tensor = try open(length + header).tensor(named: "a")
        #expect(tensor.shape == [4_294_967_296, 4_294_967_296, 0])
        #expect(tensor.count == 0)
    }

    @Test("names in messages are made fit for one line")
    func controlCharacters() throws {
        let header = Array(
            #"{"a\nb\u001b[31m":{"dtype":"X","shape":[],"data_offsets":[0,0]}}"#.utf8
        )
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        let error = try #require(throws: TensorsError.self) { try open(length + header) }
        #expect(error.message.contains("\"a\u{fffd}b\u{fffd}[31m\" has dtype X"), "\(error)")
    }

    @Test("every beginning of a file is refused, flipped bits are no crash")
    func fuzzed() throws {
        let url = SafetensorsTests.fixture("every_type")
        let bytes = [UInt8](try Data(contentsOf: url))
        let folder = try SafetensorsTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = folder.appendingPathComponent("x.safetensors")
        try Data(bytes).write(to: target)
        for length in bytes.indices.reversed() {
            try #require(truncate(target.path, length) == 0)
            #expect(throws: TensorsError.self) { try SafetensorsFile(contentsOf: target) }
        }
        let handle = try FileHandle(forUpdating: target)
        defer { try? handle.close() }
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0...random(3) { damaged[random(bytes.count)] ^= UInt8(1 + random(255)) }
            try handle.seek(toOffset: 0)
            try handle.write(contentsOf: damaged)
            do throws(TensorsError) {
                let file = try SafetensorsFile(contentsOf: target)
                for name in file.names { _ = try file.tensor(named: name) }
            } catch {
                #expect(!error.description.contains("\n"))
            }
        }
    }

    @discardableResult
    private func open(_ bytes: [UInt8]) throws -> SafetensorsFile {
        let folder = try SafetensorsTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("x.safetensors")
        try Data(bytes).write(to: url)
        return try SafetensorsFile(contentsOf: url)
    }
}
