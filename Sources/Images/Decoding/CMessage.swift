extension String {
    /// The text in a C array of characters, up to its first NUL.
    ///
    /// - Parameter message: A tuple of `CChar`, as Swift sees `char message[64]`.
    init(cMessage message: some BitwiseCopyable) {
        self = withUnsafeBytes(of: message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
