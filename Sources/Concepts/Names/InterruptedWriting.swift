import Foundation
import GRDB

extension IndexDatabase {
    /// Takes back what a killed process was writing into a finished index.
    ///
    /// SQLite does so at the next opening, but only for those who may write. Where it cannot be done
    /// here, opening the file says why.
    ///
    /// - Parameter file: The index. Without a journal beside it nothing was being written.
    static func undoInterruptedWriting(to file: URL) {
        guard FileManager.default.fileExists(atPath: file.path + "-journal") else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        guard let queue = try? DatabaseQueue(path: file.path, configuration: configuration) else {
            return
        }
        // The journal of a process that is still writing stays: SQLite sees its lock.
        _ = try? queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
        try? queue.close()
    }
}
