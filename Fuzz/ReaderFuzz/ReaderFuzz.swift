import Foundation

/// libFuzzer's own loop, which its library offers to programs with a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// A file without a name; Glibc's module does not show it.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: CUnsignedInt) -> CInt

/// Feeds one reader with libFuzzer's inputs: `ReaderFuzz READER [libFuzzer's arguments]`.
///
/// `Scripts/fuzz` builds and runs it.
@main
enum ReaderFuzz {
    // Safety: written once, before the only thread that reads it starts to loop.
    nonisolated(unsafe) private static var reader = Reader.safetensors
    nonisolated(unsafe) private static var descriptor: CInt = -1

    static func main() {
        guard CommandLine.arguments.count > 1,
            let reader = Reader(rawValue: CommandLine.arguments[1])
        else {
            let known = Reader.allCases.map(\.rawValue).joined(separator: " ")
            FileHandle.standardError.write(
                Data("usage: ReaderFuzz READER ...; readers: \(known)\n".utf8)
            )
            exit(2)
        }
        self.reader = reader
        descriptor = makeMemoryFile("input", 0)
        precondition(descriptor >= 0, "no file in memory can be made")
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
            .allocate(capacity: CommandLine.arguments.count)
        let words = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)
        for (index, word) in words.enumerated() { arguments?[index] = strdup(word) }
        arguments?[words.count] = nil
        var count = CInt(words.count)
        exit(
            runDriver(&count, &arguments) { bytes, count in
                ReaderFuzz.tryOut(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// Reads one input from a file that lies in memory.
    private static func tryOut(_ input: [UInt8]) {
        let content = reader.file(input)
        ftruncate(descriptor, 0)
        content.withUnsafeBytes { bytes in
            precondition(pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count)
        }
        do {
            try reader.read(URL(fileURLWithPath: "/proc/self/fd/\(descriptor)"))
        } catch {
            precondition(reader.allows(error), "\(type(of: error)): \(error)")
        }
    }
}
