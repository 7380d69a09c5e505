import Foundation

/// Files of records: written whole or not at all, read with a bound.
enum RecordFile {
    /// Writes a file by a temporary sibling and a rename, making its folder if need be.
    static func write(_ data: Data, to url: URL) throws(LanguageModelsError) {
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try data.write(to: url, options: .atomic)
        } catch {
            throw LanguageModelsError(
                .misuse,
                "cannot write \(url.path): \(reason(error))",
                hint: "check the folder's rights and the space on the disk"
            )
        }
    }

    /// Why a file operation failed, in the system's words.
    static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return (error as NSError).localizedDescription
    }
}
