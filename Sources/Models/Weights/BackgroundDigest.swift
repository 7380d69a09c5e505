import Digests
import Dispatch
import Synchronization
import Tensors

/// The SHA-256 of a mapped file, computed while the caller reads the same file.
///
/// Digesting VGG16 takes as long as copying its values; side by side they take half. Neither keeps
/// the file's pages in memory: copy and file together would be twice the network.
final class BackgroundDigest: Sendable {
    private static let pieceLength = 8 << 20

    private let result = Mutex<String?>(nil)
    private let done = DispatchGroup()

    /// Starts digesting; small files are done on return.
    ///
    /// - Parameter bytes: The whole file.
    init(of bytes: FixedBytes) {
        guard bytes.count > 1 << 20 else {
            store(bytes)
            return
        }
        DispatchQueue.global(qos: .userInitiated).async(group: done) { self.store(bytes) }
    }

    /// Waits for the digest.
    ///
    /// - Returns: 64 lower-case hexadecimal digits.
    func wait() -> String {
        done.wait()
        guard let digest = result.withLock({ $0 }) else {
            preconditionFailure("the digest was never stored")
        }
        return digest
    }

    private func store(_ bytes: FixedBytes) {
        var stream = SHA256Digest.Stream()
        for first in stride(from: 0, to: bytes.count, by: Self.pieceLength) {
            let range = first..<min(bytes.count, first + Self.pieceLength)
            bytes.withBytes { stream.update(UnsafeRawBufferPointer(rebasing: $0[range])) }
            bytes.release(range)
        }
        let digest = stream.finish()
        result.withLock { $0 = digest }
    }
}
