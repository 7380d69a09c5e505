import Foundation

/// Font maps that wait for their next user.
///
/// To make one, fontconfig reads its files, and a face is opened when it is first asked for; both would take
/// longer than the shaping of a page's text. A map serves one user at a time.
final class FontPool: Sendable {
    static let shared = FontPool()

    /// What the fonts of a map were read from.
    struct Source: Hashable {
        let file: String
        let changed: Date?
        let size: Int?

        init(_ configuration: URL) {
            let values = try? FileManager.default.attributesOfItem(atPath: configuration.path)
            file = configuration.path
            changed = values?[.modificationDate] as? Date
            size = values?[.size] as? Int
        }
    }

    private struct State {
        var idle: [Source: [FontMap]] = [:]
        var inPreparation: Set<Source> = []
    }

    private let condition = NSCondition()
    // Safety: read and written only with `condition` locked.
    private nonisolated(unsafe) var state = State()

    /// A font map of a catalog; it comes back when nobody keeps the lease any more.
    ///
    /// - Throws: `SheetRenderingError` if the configuration cannot be read.
    func take(_ catalog: FontCatalog) throws(SheetRenderingError) -> FontLease {
        let source = Source(catalog.configuration)
        condition.lock()
        while state.inPreparation.contains(source) { condition.wait() }
        let idle = state.idle[source]?.popLast()
        condition.unlock()
        let map: FontMap
        if let idle { map = idle } else { map = try FontMap(configuration: catalog.configuration) }
        map.catalog = catalog
        return FontLease(map, source: source, pool: self)
    }

    /// Makes a map on another thread if there is none yet.
    func prepare(_ fonts: URL) {
        let configuration = fonts.appendingPathComponent(FontCatalog.configurationName)
        let source = Source(configuration)
        condition.lock()
        defer { condition.unlock() }
        guard state.idle[source] == nil, state.inPreparation.insert(source).inserted else { return }
        let thread = Thread { [self] in
            // Whoever takes a map meets the same mistake and can tell it.
            let map = try? FontMap(configuration: configuration)
            condition.lock()
            state.inPreparation.remove(source)
            state.idle[source, default: []] += map.map { [$0] } ?? []
            condition.broadcast()
            condition.unlock()
        }
        thread.start()
    }

    fileprivate func give(_ map: FontMap, _ source: Source) {
        condition.lock()
        defer { condition.unlock() }
        // As many as pages are printed at once are worth keeping.
        if state.idle[source, default: []].count < 4 { state.idle[source, default: []].append(map) }
    }
}

/// The use of a font map until nobody keeps the lease.
final class FontLease {
    let map: FontMap
    private let source: FontPool.Source
    private let pool: FontPool

    fileprivate init(_ map: FontMap, source: FontPool.Source, pool: FontPool) {
        self.map = map
        self.source = source
        self.pool = pool
    }

    deinit { pool.give(map, source) }
}
