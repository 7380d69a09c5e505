import Foundation
import Tensors
import Testing

@Suite("safetensors")
struct SafetensorsTests {
    static func fixture(_ name: String) -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name).safetensors")
    }

    @Test("every type that the reference library writes is read")
    func everyType() throws {
        let file = try SafetensorsFile(contentsOf: SafetensorsTests.fixture("every_type"))
        #expect(file.metadata == ["made by": "safetensors"])
        #expect(file.names.count == 16)
        let eighths = (0..<6).map { Float($0) / 8 - 1 }
        for name in ["f64", "f32", "f16", "bf16"] {
            #expect(try file.tensor(named: name) == Tensor(shape: [2, 3], elements: eighths))
            #expect(file.shape(of: name) == [2, 3])
        }
        for name in ["i64", "i32", "i16", "i8"] {
            #expect(try file.tensor(named: name) == Tensor(shape: [3], elements: [-1, 0, 1]))
        }
        for name in ["u64", "u32", "u16", "u8"] {
            #expect(try file.tensor(named: name) == Tensor(shape: [3], elements: [0, 1, 2]))
        }
        #expect(try file.tensor(named: "bool").elements == [1, 0, 1])
        #expect(try file.tensor(named: "scalar") == Tensor(shape: [], elements: [0.25]))
        #expect(try file.tensor(named: "empty").shape == [0, 4])
        #expect(try file.tensor(named: "umlaut \u{e4} \"quoted\"").elements == [-1])
        #expect(file.elementType(of: "bf16") == .bfloat16)
    }

    @Test("half precision is widened exactly: subnormals, infinities, signed zeros")
    func halves() throws {
        let file = try SafetensorsFile(contentsOf: SafetensorsTests.fixture("halves"))
        let half = try file.tensor(named: "half").elements
        let single = try file.tensor(named: "single").elements
        #expect(half.count == 12)
        #expect(half.last?.isNaN == true)
        #expect(half.dropLast().map(\.bitPattern) == single.dropLast().map(\.bitPattern))
    }

    @Test("what is written is read back, in order and with metadata")
    func roundTrip() throws {
        let tensors = [
            (name: "b \"x\"\n", tensor: Tensor(shape: [2, 2], elements: [1, -2, .pi, 0x1p-140])),
            (name: "a", tensor: Tensor(shape: [], elements: [5])),
            (name: "none", tensor: Tensor(zeros: [3, 0])),
        ]
        let folder = try SafetensorsTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("round trip.safetensors")
        try SafetensorsWriter.write(tensors, metadata: ["k": "v\\", "a": ""], to: url)
        let file = try SafetensorsFile(contentsOf: url)
        #expect(file.names == ["b \"x\"\n", "a", "none"])
        #expect(file.metadata == ["k": "v\\", "a": ""])
        for (name, tensor) in tensors { #expect(try file.tensor(named: name) == tensor) }

        let encoded = try SafetensorsWriter.encode(tensors, metadata: ["a": "", "k": "v\\"])
        #expect(try Data(contentsOf: url) == encoded)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        let header = encoded.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(header.isMultiple(of: 8))
    }

    @Test("writing replaces a file whole or leaves it")
    func replacing() throws {
        let folder = try SafetensorsTests.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("x.safetensors")
        let one = [(name: "a", tensor: Tensor(zeros: [1]))]
        try SafetensorsWriter.write(one, to: url)
        #expect(throws: TensorsError.self) { try SafetensorsWriter.write(one + one, to: url) }
        #expect(try SafetensorsFile(contentsOf: url).names == ["a"])
        try SafetensorsWriter.write([(name: "b", tensor: Tensor(zeros: [2]))], to: url)
        #expect(try SafetensorsFile(contentsOf: url).names == ["b"])
        let nowhere = folder.appendingPathComponent("missing/x.safetensors")
        let error = #expect(throws: TensorsError.self) {
            try SafetensorsWriter.write(one, to: nowhere)
        }
        #expect(error?.message.contains("cannot be written") == true)
    }

    @Test("a tensor that is not there is named")
    func missing() throws {
        let file = try SafetensorsFile(contentsOf: SafetensorsTests.fixture("every_type"))
        let error = #expect(throws: TensorsError.self) { try file.tensor(named: "x") }
        #expect(error?.message == "every_type.safetensors: no tensor is called \"x\"")
        #expect(file.shape(of: "x") == nil)
    }

    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("safetensors-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
