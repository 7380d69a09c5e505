import Synchronization

/// Values by key, each made once, when it is first asked for, from any thread.
///
/// Who asks for a value that another thread is just making waits for it.
final class OnceCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private let slots = Mutex<[Key: Slot]>([:])
    private let limit: Int

    /// Makes an empty cache.
    ///
    /// - Parameter limit: How many values are kept; one more, and all are forgotten.
    init(limit: Int) { self.limit = limit }

    /// The value of a key; one that cannot be made is tried again the next time.
    func value(_ key: Key, _ make: () throws -> Value) throws -> Value {
        let slot = slots.withLock { slots in
            if let known = slots[key] { return known }
            if slots.count >= limit { slots.removeAll() }
            let slot = Slot()
            slots[key] = slot
            return slot
        }
        return try slot.value.withLock { value in
            if let value { return value }
            let made = try make()
            value = made
            return made
        }
    }
}
