import Foundation
import Models
import Testing

/// Damaged files may be read or refused, but never crash, and never fail other than by a
/// `ModelsError` on one line.
@Suite("Damaged files of weights")
struct DamagedFilesTests {
    static let files = [
        "torch_zip.pt", "torch_zip_protocol4.pt", "torch_legacy.pt", "torch_training_legacy.pt",
        "numpy_protocol2.pkl", "numpy_protocol3.pkl", "numpy_protocol4.pkl", "numpy_protocol5.pkl",
        "numpy_python2.pkl", "prefixed.safetensors", "arrays.npz", "arrays_compressed.npz",
    ]

    @Test("every beginning of a file is refused", arguments: files)
    func truncated(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: WeightsFixture.url(file)))
        try WeightsFixture.withFolder { folder in
            // One file, cut shorter and shorter: a tenth of the time of writing each anew.
            let url = folder.appendingPathComponent("cut-off")
            try Data(bytes).write(to: url)
            #expect(isRead(url))
            for length in bytes.indices.reversed() {
                try #require(truncate(url.path, length) == 0)
                if isRead(url) { Issue.record("\(file) cut to \(length) bytes was read") }
            }
        }
    }

    @Test("flipped bits are no crash", arguments: files)
    func flipped(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: WeightsFixture.url(file)))
        var random = SeededRandom(state: 20_240_601)
        try WeightsFixture.withFolder { folder in
            let url = folder.appendingPathComponent("flipped")
            try Data(bytes).write(to: url)
            // Written over in place: file systems may flush a file that is cut and written anew.
            let handle = try FileHandle(forUpdating: url)
            defer { try? handle.close() }
            for _ in 0..<1000 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: bytes.indices, using: &random)
                    damaged[place] ^= UInt8.random(in: 1...255, using: &random)
                }
                try handle.seek(toOffset: 0)
                try handle.write(contentsOf: damaged)
                _ = isRead(url)
            }
        }
    }

    @Test(
        "files that are no weights say what they are",
        arguments: [
            ("", "the file is empty"), ("hello, world", "not a file of weights"),
            ("<!DOCTYPE html><title>404</title>", "a web page"),
            ("version https://git-lfs.", "a Git LFS pointer"),
            ("\u{89}HDF\r\n\u{1a}\n", "not a file of weights"),
            ("PK\u{3}\u{4}", "damaged zip archive"),
            ("{\"a\": 1}", "not a file of weights"),
        ]
    )
    func strangers(content: String, reason: String) throws {
        let error = try #require(throws: ModelsError.self) {
            try WeightsFixture.withFile(content.utf8) { try Weights.load(from: $0) }
        }
        #expect(error.message.hasPrefix("weights.pth: \(reason)"), "\(error)")
    }

    @Test("missing files and folders are named")
    func missing() throws {
        try WeightsFixture.withFolder { folder in
            let absent = folder.appendingPathComponent("absent.pth")
            let first = #expect(throws: ModelsError.self) { try Weights.load(from: absent) }
            #expect(first?.message == "\(absent.path): no such file")
            let second = #expect(throws: ModelsError.self) { try Weights.load(from: folder) }
            #expect(second?.message.hasSuffix("not a regular file") == true)
        }
    }

    /// Whether a file is read; anything but a `ModelsError` on one line fails the test.
    private func isRead(_ url: URL) -> Bool {
        do {
            _ = try Weights.load(from: url)
            return true
        } catch let error as ModelsError {
            if error.description.contains("\n") { Issue.record("two lines: \(error)") }
            return false
        } catch {
            Issue.record("\(type(of: error)): \(error)")
            return false
        }
    }
}
