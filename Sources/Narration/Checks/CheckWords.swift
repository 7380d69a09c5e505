import Explanations

/// What the checks of a language look for, whoever reads the text: `checks.json`.
///
/// An entry that ends in `*` stands for every word that begins so; an entry of several words for
/// the words in that order.
struct CheckWords: Decodable, Sendable {
    /// Words that stand for a place, and how they are told from the same words for other things.
    struct Places: Decodable, Sendable {
        /// One place and all its forms.
        struct Entry: Decodable, Sendable {
            /// How a form shows that it means a place.
            enum Kind: String, Decodable, Sendable {
                /// By itself: "unten", "vlevo".
                case adverb
                /// Before a word for a part of the photo: "left side", "linke Ecke".
                case adjective
                /// As an adjective, or by itself behind an article: "at the top".
                case either
                /// Before a word for the photo, or before a pause: "low in the photo".
                case height
            }
            let forms: WordList
            let column: Side?
            let row: Side?
            let kind: Kind
        }
        let entries: [Entry]
        /// Parts of a photo: side, corner, half, ...
        let parts: WordList
        /// Those of them that are half a photo.
        let halves: WordList
        /// The photo itself: photo, view, frame, ...
        let frames: WordList
        /// What stands before a place that is a noun: the, at, far, ...
        let leads: WordList
        /// What may follow a place that is a noun; another word is what the place is said of.
        let followers: WordList
        /// What binds a place to the thing it is said of: of, des, ...
        let joints: WordList
        /// Articles and the like that may stand behind a joint.
        let articles: WordList
        /// What makes a direction of a place: "links vom Kopf".
        let relative: WordList
        /// What joins two places to one: and, to, ...
        let connectors: WordList
        /// What tells that a place is meant to the letter: "far right", "only on the left".
        let extreme: WordList?
        /// Whether a thing may follow a place without a joint, as the Czech genitive does.
        let bindsDirectly: Bool
    }

    /// How numbers are told.
    struct Numbers: Decodable, Sendable {
        /// Numbers in words, in all their forms.
        let words: [String: Int]
        /// Word sequences that hold a number and count nothing.
        let nothing: [Phrase]
        /// Parts of one in words, by what one is divided by; "half" is 2.
        let parts: [String: Int]
        /// What may stand before such a part, with the number it stands for: "a third".
        let ones: WordList
        /// Whether such a part means something else by itself, as "third" does.
        let partsNeedOne: Bool
        let percent: WordList
        /// What stands between the two numbers of "five of the six".
        let outOf: [Phrase]
        let about: WordList
        let over: [Phrase]
        let under: [Phrase]
        /// What is counted: pieces of a region, photos, concepts.
        let pieces: WordList
        let photos: WordList
        let concepts: WordList
        /// A number behind one of these names a channel.
        let channels: WordList
        /// What a share is one of: the view's area, the model's sureness, the evidence.
        let area: WordList
        let sure: WordList
        let share: WordList
        /// Ratios between concepts: "twice as".
        let times: [String: Double]
        /// What tells how much another concept covers; nil where a language has no such words.
        let overlap: WordList?
        /// Ranks: what says first, second, third and last.
        let first: [Phrase]
        let second: [Phrase]
        let third: [Phrase]
        let last: [Phrase]
    }

    /// What says on which side a concept is.
    struct Sign: Decodable, Sendable {
        let supports: [Phrase]
        let opposes: [Phrase]
        /// What turns either round where it stands right before it.
        let nots: WordList
    }

    /// What things of a kind have, so that a text may name it of them.
    struct Parts: Decodable, Sendable {
        /// The kinds, as synsets of WordNet.
        let of: [String]
        let words: WordList
    }

    /// How a language tells the names of things from other words.
    enum Nouns: String, Decodable, Sendable {
        /// By WordNet.
        case wordNet = "wordnet"
        /// By their capital.
        case capitals
        /// Not at all: every word counts.
        case none
    }

    let places: Places
    let numbers: Numbers
    /// Causes, thoughts, certainty and advice.
    let claims: [Phrase]
    /// Advice where a sentence begins with it.
    let orders: WordList
    let sign: Sign
    /// Words that a reader outside of the field does not know.
    let jargon: WordList
    /// What sets a concept beside another, so that a text may name both.
    let comparing: WordList
    /// What a sentence has that tells of the references rather than of the photo.
    let references: WordList
    /// What says which concept counted most, in a summary.
    let strongest: [Phrase]
    /// Words that carry no content of their own.
    let function: WordList
    /// The vocabulary of explanations, colours and surfaces.
    let general: WordList
    /// Words that every thing of a name may go with: "cat head".
    let trivial: WordList
    /// Endings that a stem loses, longest first.
    let endings: [String]
    /// Letters that a stem has in place of others.
    let folding: [String: String]
    /// Consonants at a stem's end that change in inflection.
    let alternations: [String: String]
    let parts: [Parts]
    /// Whether compounds are written as one word.
    let compounds: Bool
    /// How the names of things are told from other words.
    let nouns: Nouns
    /// Endings of words that name no thing, where nothing else tells words apart.
    let otherEndings: [String]
    /// Words that open a new clause.
    let clauses: WordList
    /// Abbreviations whose full stop ends no sentence.
    let abbreviations: WordList
}

/// A side of the frame along one axis.
enum Side: String, Decodable, Sendable {
    /// Left or top.
    case low
    case middle
    /// Right or bottom.
    case high
}
