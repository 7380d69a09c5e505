import Synchronization

/// Notes that a request is sent again: each reason once, since many requests meet the same trouble at
/// the same time.
final class WaitingNotes: Sendable {
    private let told = Mutex<Set<String>>([])

    /// Prints a note unless one of the same reason was printed.
    ///
    /// - Parameter note: The reason, and behind a semicolon when it is sent again.
    func tell(_ note: String) {
        let reason = note.prefix { $0 != ";" }
        if told.withLock({ $0.insert(String(reason)).inserted }) { Message.note(note) }
    }
}
