import Galleries
import Testing

@Suite("An atlas's index")
struct AtlasIndexTests {
    private func index(_ names: [(Int, [String])], language: String = "en") -> AtlasIndex {
        AtlasIndex(
            names: names.map { (channel: $0.0, names: $0.1) },
            page: { $0 / 3 + 3 },
            language: language
        )
    }

    @Test("Names stand in alphabetical order with their pages, under their letters")
    func order() {
        let index = index([
            (0, ["zebra", "apple"]), (1, ["Äpfel"]), (5, ["apple"]), (9, ["banana"]),
            (12, ["Apple", "apple"]), (15, ["apple"]), (18, ["apple"]),
        ])
        let entries = index.leaves.joined().joined()
        // f stands before p: the dots over a letter count only where all else is equal.
        #expect(entries.map(\.name) == ["Äpfel", "apple", "banana", "zebra"])
        #expect(entries.map(\.letter) == ["A", nil, "B", "Z"])
        #expect(entries.map(\.pages) == ["3", "3, 4, 7\u{2013}9", "6", "3"])
        #expect(entries.map(\.channel) == [1, 0, 9, 0] && entries.map(\.count) == [1, 5, 1, 1])
    }

    @Test(
        "All entries stand somewhere once, in columns of about equal length",
        arguments: [1, 50, 700]
    )
    func leaves(count: Int) {
        let names = (0..<count).map { ($0, ["name \($0 % 26) \($0)"]) }
        let index = index(names)
        let entries = index.leaves.joined().joined()
        #expect(entries.count == count && Set(entries.map(\.name)).count == count)
        for leaf in index.leaves {
            #expect(leaf.count <= AtlasIndex.columns)
            let heights = leaf.map { column in
                column.reduce(0) { $0 + 1 + ($1.letter == nil ? 0 : 2) }
            }
            #expect(heights.allSatisfy { $0 <= AtlasIndex.lines })
            if let first = heights.first, let last = heights.last, heights.count == 3 {
                #expect(first - last <= 6)
            }
        }
    }

    @Test("Nothing has an index of no leaves")
    func empty() { #expect(index([]).leaves.isEmpty) }
}
