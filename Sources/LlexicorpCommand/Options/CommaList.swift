import ArgumentParser

/// Several words in one argument, separated by commas: `pdf,png`.
struct CommaList: ExpressibleByArgument {
    let words: [String]

    init?(argument: String) {
        words = argument.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
        if words.isEmpty { return nil }
    }

    init(_ words: [String]) {
        self.words = words
    }

    var defaultValueDescription: String { words.joined(separator: ",") }
}
