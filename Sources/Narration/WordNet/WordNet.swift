public import Foundation
import Synchronization

/// The nouns of WordNet 3.0, read where they are asked for.
///
/// Opening maps three files and reads a line; a synset is one seek, a word one binary search. Words
/// and numbers that WordNet does not know, and damaged lines, give nil or nothing, never an error.
public final class WordNet: Sendable {
    /// What to do where the files are missing.
    public static let installHint =
        "install them with `apt-get install wordnet-base`, or give the folder with data.noun"
    /// Where Debian's package `wordnet-base` puts them.
    public static let debianDirectory = URL(fileURLWithPath: "/usr/share/wordnet")
    /// How many noun synsets WordNet 3.0 has.
    public static let synsetCount = 82_115

    /// The folder with the files.
    public let directory: URL

    private let data: MappedLines
    let index: MappedLines
    let exceptions: MappedLines
    private let breadths = Mutex<[SynsetID: Int]>([:])

    /// Opens WordNet's noun files.
    ///
    /// - Parameter directory: The folder with `data.noun`, `index.noun` and `noun.exc`.
    /// - Throws: `NarrationError` if one is missing, or if they are of another version.
    public init(directory: URL = WordNet.debianDirectory) throws(NarrationError) {
        self.directory = directory
        let file = directory.appendingPathComponent("data.noun")
        data = try MappedLines(contentsOf: file)
        index = try MappedLines(contentsOf: directory.appendingPathComponent("index.noun"))
        exceptions = try MappedLines(contentsOf: directory.appendingPathComponent("noun.exc"))
        guard synset(.entity)?.lemmas == ["entity"] else {
            throw NarrationError(
                "\(file.path): has no \"entity\" at byte \(SynsetID.entity.offset),"
                    + " so it is not WordNet 3.0",
                hint: Self.installHint
            )
        }
    }

    /// The synset of a number.
    ///
    /// - Parameter id: The number.
    /// - Returns: The synset, or nil where no synset starts there.
    public func synset(_ id: SynsetID) -> Synset? {
        guard let synset = data.withLine(at: id.offset, { Synset(line: $0) }), synset.id == id
        else { return nil }
        return synset
    }

    /// A synset with all that it is a kind or an instance of, however far up.
    ///
    /// - Parameter id: The synset's number.
    /// - Returns: The numbers with their distance, the shortest way; empty for an unknown number.
    public func ancestry(of id: SynsetID) -> [SynsetID: Int] {
        guard synset(id) != nil else { return [:] }
        var distances = [id: 0]
        var queue = [id][...]
        while let next = queue.popFirst() {
            let distance = distances[next, default: 0] + 1
            for parent in synset(next)?.hypernyms ?? [] where distances[parent] == nil {
                distances[parent] = distance
                queue.append(parent)
            }
        }
        return distances
    }

    /// How many steps lie between a synset and `entity`, the shortest way.
    ///
    /// - Parameter id: The synset's number.
    /// - Returns: 0 for `entity`; nil for an unknown number.
    public func depth(of id: SynsetID) -> Int? {
        ancestry(of: id)[.entity]
    }

    /// What most of several synsets have in common: every synset above at least two of them.
    ///
    /// - Parameter ids: The synsets; one may occur several times.
    /// - Returns: For each common synset the positions in `ids` that it covers, in order.
    public func commonHypernyms(of ids: [SynsetID]) -> [SynsetID: [Int]] {
        var covered: [SynsetID: [Int]] = [:]
        for (position, id) in ids.enumerated() {
            for ancestor in ancestry(of: id).keys {
                covered[ancestor, default: []].append(position)
            }
        }
        return covered.filter { $0.value.count >= 2 }
    }

    /// How many synsets lie at or below one.
    ///
    /// - Parameter id: The synset's number.
    /// - Returns: 1 for a synset without kinds, 82115 for `entity`; 0 for an unknown number.
    /// - Complexity: O(result) the first time, then O(1).
    public func breadth(of id: SynsetID) -> Int {
        if let known = breadths.withLock({ $0[id] }) { return known }
        guard synset(id) != nil else { return 0 }
        var seen: Set<SynsetID> = [id]
        var stack = [id]
        while let next = stack.popLast() {
            for child in synset(next)?.hyponyms ?? [] where seen.insert(child).inserted {
                stack.append(child)
            }
        }
        breadths.withLock { $0[id] = seen.count }
        return seen.count
    }

    /// How much a synset tells: 1 for one without kinds, 0 for `entity`.
    ///
    /// 1 - ln(breadth) / ln(number of synsets), the intrinsic information content of Seco, Veale
    /// and Hayes (ECAI 2004): the fewer kinds a synset has, the more it says of a thing.
    ///
    /// - Parameter id: The synset's number.
    /// - Returns: 0 to 1; 0 for an unknown number.
    public func specificity(of id: SynsetID) -> Double {
        let breadth = breadth(of: id)
        guard breadth > 0 else { return 0 }
        return 1 - log(Double(breadth)) / log(Double(Self.synsetCount))
    }
}

extension SynsetID {
    /// The root of all nouns.
    public static let entity = SynsetID(offset: 1740)
}
