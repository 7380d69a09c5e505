import Digests
import Dispatch
import Synchronization
import Tensors

/// The SHA-256 of a mapped file, computed while the caller reads the same file.
///
/// Digesting VGG16 takes as long as copying its values; side by side they take half.
final class BackgroundDigest: Sendable {
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
        let digest = bytes.withBytes { SHA256Digest.hex(of: $0) }
        result.withLock { $0 = digest }
    }
}
