import Foundation

/// How often English words are nouns and how often verbs, by the texts that WordNet's authors
/// tagged: `cntlist.rev`.
struct Usage: Sendable {
    /// Fewer uses say nothing.
    private static let least = 10

    private let counts: [Substring: (nouns: Int, verbs: Int, others: Int)]

    /// Reads the counts beside WordNet's nouns; knows nothing where the file is missing.
    init(directory: URL) {
        let file = directory.appendingPathComponent("cntlist.rev")
        var counts: [Substring: (nouns: Int, verbs: Int, others: Int)] = [:]
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") {
            // word%class:... sense count, where class 1 is a noun and 2 a verb.
            let fields = line.split(separator: " ")
            guard fields.count == 3, let count = Int(fields[2]), count < 1_000_000,
                let mark = fields[0].firstIndex(of: "%")
            else { continue }
            let word = fields[0][..<mark]
            switch fields[0][fields[0].index(after: mark)...].first {
            case "1": counts[word, default: (0, 0, 0)].nouns += count
            case "2": counts[word, default: (0, 0, 0)].verbs += count
            default: counts[word, default: (0, 0, 0)].others += count
            }
        }
        self.counts = counts
    }

    /// The share of a word's uses that are a noun's; 1 where too few are known.
    func nounShare(of word: String) -> Double {
        share(of: word) { $0.nouns } ?? 1
    }

    /// The share of a word's uses that are a verb's; 0 where too few are known.
    func verbShare(of word: String) -> Double {
        share(of: word) { $0.verbs } ?? 0
    }

    private func share(
        of word: String,
        _ part: ((nouns: Int, verbs: Int, others: Int)) -> Int
    ) -> Double? {
        guard let count = counts[word[...]] else { return nil }
        let all = count.nouns + count.verbs + count.others
        return all >= Self.least ? Double(part(count)) / Double(all) : nil
    }
}
