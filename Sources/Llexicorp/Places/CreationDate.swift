import Foundation

/// The date that a document says it was made on.
enum CreationDate {
    /// The last second that a date of four-digit years can name: the end of 9999.
    private static let lastSecond = 253_402_300_799

    /// Now, or the second that `SOURCE_DATE_EPOCH` names, as ISO 8601 in UTC.
    ///
    /// - Throws: `LlexicorpError` if the variable is set and is no whole number of seconds.
    static func current() throws -> String {
        var date = Date()
        if let given = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !given.isEmpty {
            guard let seconds = Int(given), 0...lastSecond ~= seconds else {
                throw LlexicorpError(
                    "SOURCE_DATE_EPOCH=\(given): is not a number of seconds from 1970 to 9999",
                    hint: "unset it or give such a number"
                )
            }
            date = Date(timeIntervalSince1970: TimeInterval(seconds))
        }
        return ISO8601DateFormatter().string(from: date)
    }
}
