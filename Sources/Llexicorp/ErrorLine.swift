import Foundation

/// Any error as text for a person.
public enum ErrorLine {
    /// What an error says: Llexicorp's own as they are, Foundation's about a file as path and reason.
    ///
    /// - Parameter error: The error.
    /// - Returns: One line, as long as the error's own text has no line break.
    public static func text(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        // Of two paths the one that is written to.
        let target = error.userInfo["NSDestinationFilePath"] as? String
        guard let path = target ?? error.filePath ?? error.url?.path else { return reason(error) }
        return "\(path): \(reason(error))"
    }

    /// Why a file could not be worked on, in the system's words, such as `No space left on device`.
    package static func reason(_ error: any Error) -> String {
        let cause = (error as? CocoaError)?.underlying as? POSIXError
        return cause.map { String(cString: strerror($0.code.rawValue)) }
            ?? error.localizedDescription
    }
}
