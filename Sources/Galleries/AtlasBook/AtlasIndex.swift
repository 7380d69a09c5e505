import Foundation

/// An index in columns that are read down, leaf by leaf.
package struct AtlasIndex {
    /// A name with the pages on which it stands.
    package struct Entry: Equatable {
        /// The letter that begins with it, if one does.
        package var letter: String?
        package var name: String
        /// The pages, such as `1, 3–5`.
        package var pages: String
        /// The first channel of it.
        package var channel: Int
        /// How many channels there are of it.
        package var count: Int
    }

    /// How many columns a page has.
    package static let columns = 3
    /// How many lines a column has room for.
    package static let lines = 66
    /// About how many letters fit into a line.
    package static let letters = 38

    /// The entries: page by page, column by column.
    package let leaves: [[[Entry]]]

    /// Sorts names into an index.
    ///
    /// - Parameters:
    ///   - names: Each channel's names.
    ///   - page: The page of a channel; nil where it is not known yet.
    ///   - language: By whose rules names are sorted.
    package init(names: [(channel: Int, names: [String])], page: (Int) -> Int?, language: String) {
        var spellings: [String: String] = [:]
        var channels: [String: [Int]] = [:]
        for (channel, own) in names {
            var keys: Set<String> = []
            for name in own where keys.insert(name.lowercased()).inserted {
                spellings[name.lowercased()] = spellings[name.lowercased()] ?? name
                channels[name.lowercased(), default: []].append(channel)
            }
        }
        let locale = Locale(identifier: language)
        let sorted = spellings.sorted { one, other in
            let order = one.value.compare(
                other.value,
                options: [.caseInsensitive, .numeric],
                locale: locale
            )
            return order == .orderedSame ? one.key < other.key : order == .orderedAscending
        }
        var letter = ""
        let entries = sorted.map { key, name in
            let own = channels[key] ?? []
            let first = Self.letter(of: name)
            defer { letter = first }
            return Entry(
                letter: first == letter ? nil : first,
                name: name,
                pages: PageRanges.text(own.compactMap(page)),
                channel: own[0],
                count: own.count
            )
        }
        leaves = Self.leaves(entries)
    }

    /// The letter under which a name stands, without its marks.
    private static func letter(of name: String) -> String {
        name.prefix(1).folding(options: .diacriticInsensitive, locale: nil).uppercased()
    }

    /// Fills columns of about equal length; a page holds as many as have room.
    private static func leaves(_ entries: [Entry]) -> [[[Entry]]] {
        var leaves: [[Entry]] = []
        var length = 0
        for entry in entries {
            let own = height(entry)
            // A column may be left a few lines short, so that none goes beyond the page.
            if leaves.isEmpty || length + own > columns * (lines - 2) {
                leaves.append([])
                length = 0
            }
            leaves[leaves.count - 1].append(entry)
            length += own
        }
        return leaves.map(balanced)
    }

    private static func balanced(_ entries: [Entry]) -> [[Entry]] {
        let total = entries.map(height).reduce(0, +)
        var result: [[Entry]] = [[]]
        var before = 0
        for entry in entries {
            let isFull = before * columns >= total * result.count
            if isFull && result.count < columns { result.append([]) }
            result[result.count - 1].append(entry)
            before += height(entry)
        }
        return result
    }

    /// How many lines an entry takes, its letter included.
    private static func height(_ entry: Entry) -> Int {
        let letters = entry.name.count + 2 + entry.pages.count
        return (letters + Self.letters - 1) / Self.letters + (entry.letter == nil ? 0 : 2)
    }
}
