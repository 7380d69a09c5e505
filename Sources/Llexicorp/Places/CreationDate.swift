import Foundation

/// The date that a document says it was made on.
enum CreationDate {
    /// Now, or the second that `SOURCE_DATE_EPOCH` names, as ISO 8601 in UTC.
    ///
    /// - Throws: `LlexicorpError` if the variable is set and is no whole number of seconds.
    static func current() throws -> String {
        var date = Date()
        if let given = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !given.isEmpty {
            guard let seconds = Int(given), seconds >= 0 else {
                throw LlexicorpError(
                    "SOURCE_DATE_EPOCH=\(given): is not a number of seconds since 1970",
                    hint: "unset it or give such a number"
                )
            }
            date = Date(timeIntervalSince1970: TimeInterval(seconds))
        }
        return ISO8601DateFormatter().string(from: date)
    }
}
