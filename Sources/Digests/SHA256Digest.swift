import CCrypto
public import Foundation

/// SHA-256 digests of bytes and files, as lower-case hexadecimal text.
///
/// Computed by OpenSSL's EVP interface, which libcurl brings along anyway.
public enum SHA256Digest {
    /// The digest of bytes in memory.
    ///
    /// - Parameter bytes: What to digest.
    /// - Returns: 64 hexadecimal digits.
    public static func hex(of bytes: some Sequence<UInt8>) -> String {
        var stream = Stream()
        stream.update(Array(bytes))
        return stream.finish()
    }

    /// The digest of memory that stays where it is, such as a mapped file; nothing is copied.
    ///
    /// - Parameter bytes: What to digest.
    /// - Returns: 64 hexadecimal digits.
    public static func hex(of bytes: UnsafeRawBufferPointer) -> String {
        var stream = Stream()
        stream.update(bytes)
        return stream.finish()
    }

    /// The digest of a file, read in pieces so that its size does not matter.
    ///
    /// - Parameter url: The file.
    /// - Returns: 64 hexadecimal digits.
    /// - Throws: Foundation's error if the file cannot be read.
    public static func hex(ofFileAt url: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var stream = Stream()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            stream.update(Array(piece))
        }
        return stream.finish()
    }

    /// One digest in the making; owns OpenSSL's context.
    public struct Stream: ~Copyable {
        private let context: OpaquePointer

        /// Begins a digest.
        public init() {
            guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
            else { preconditionFailure("OpenSSL gives no SHA-256") }
            self.context = context
        }

        deinit { EVP_MD_CTX_free(context) }

        /// Takes in the next bytes.
        public mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// Takes in the next bytes, which stay where they are.
        public mutating func update(_ bytes: UnsafeRawBufferPointer) {
            let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
            precondition(status == 1, "SHA-256 failed")
        }

        /// Gives the digest of all bytes: 64 hexadecimal digits.
        public consuming func finish() -> String {
            var digest = [UInt8](repeating: 0, count: 32)
            precondition(EVP_DigestFinal_ex(context, &digest, nil) == 1, "SHA-256 failed")
            return digest.map { byte in
                let text = String(byte, radix: 16)
                return byte < 16 ? "0" + text : text
            }.joined()
        }
    }
}
