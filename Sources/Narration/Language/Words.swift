import Explanations
import Foundation

/// The words of a language that go into its sentences, whoever reads them: `words.json`.
struct Words: Decodable, Sendable {
    /// A share in words, such as "about a tenth".
    struct Fraction: Decodable, Sendable {
        let share: Double
        let words: Inflected
    }

    /// Where in the frame: `{frame}` stands for what the place lies in, `{frame-gen}` for that in
    /// another case.
    struct Places: Decodable, Sendable {
        /// By cell, for a region that keeps within reach of it.
        let cells: [String: String]
        /// By `top`, `center`, `bottom`, for a region that runs from side to side.
        let rows: [String: String]
        /// By `left`, `center`, `right`, for a region that runs from top to bottom.
        let columns: [String: String]
        /// For a region that does both.
        let everywhere: String
    }

    /// What places lie in.
    struct Frame: Decodable, Sendable {
        /// Where the model saw most of the photo.
        let photo: Inflected
        /// Where it saw only a small part.
        let view: Inflected
    }

    /// The numbers from none to twelve, as they count photos and places.
    let numbers: [String]
    /// The same in other cases, or behind other words; a last one with `{number}` is for all numbers
    /// above.
    let numberForms: [String: [String]]?
    /// The first of them as they count nouns of other genders.
    let numbersByGender: [String: [String]]?
    /// The numbers of each plural class.
    ///
    /// All others are `many`. Where it is missing, 1 is `one`.
    let plurals: [String: [Int]]?
    let fractions: [Fraction]
    let places: Places
    let frame: Frame
    let noSharedPattern: String
    let somethingElse: Inflected
    /// Several photos without label.
    let otherThings: Inflected
    /// Between the items of a list, and before its last one.
    let comma: String
    let and: String
    /// Between a wide group and the smaller one that most belong to.
    let mostly: String
    /// Between a group and what tells it from a group of the same name.
    let colon: String
    /// What a concept speaks for or against, where that is the model's own answer.
    let theAnswer: Inflected
    /// The same for another class, `{label}` being its quoted name; that alone where it is missing.
    let anotherClass: Inflected?
    /// The same for another class whose name cannot be told.
    let thisClass: Inflected
    /// The class that it is held against where that one's name cannot be told.
    let theOtherClass: Inflected?
    /// One class held against another, `{target}` and `{against}` being their quoted names; the first alone
    /// where it is missing.
    let comparison: Inflected?
    let openingQuote: String
    let closingQuote: String

    /// Items as a list: "a, b and c".
    func list(_ items: [Inflected]) -> Inflected {
        Inflected.joining(items) { items in
            guard let last = items.last, items.count > 1 else { return items.first ?? "" }
            return items.dropLast().joined(separator: comma) + and + last
        }
    }

    /// A group with some of what it is made of: "buildings: castles, towers".
    func examples(_ things: [Inflected], of group: Inflected) -> Inflected {
        Inflected.joining([group] + things) {
            ($0.first ?? "") + colon + $0.dropFirst().joined(separator: comma)
        }
    }

    /// The nearest share that has words, by ratio.
    func fraction(_ share: Double) -> Inflected {
        func distance(_ fraction: Fraction) -> Double {
            abs(log(fraction.share / max(share, 1e-6)))
        }
        return fractions.min { distance($0) < distance($1) }?.words ?? ""
    }

    /// What a concept speaks for or against where that is another class than the answer.
    ///
    /// - Parameter label: The class's name; nil where it cannot be told.
    /// - Returns: The class as a phrase.
    func otherClass(_ label: String?) -> Inflected {
        guard let label else { return thisClass }
        let quoted = openingQuote + label + closingQuote
        return anotherClass?.map { $0.replacing("{label}", with: quoted) } ?? Inflected(quoted)
    }

    /// What a concept speaks for where one class is held against another.
    ///
    /// - Parameters:
    ///   - target: The name of the class that it speaks for.
    ///   - against: The other one's.
    /// - Returns: Both as a phrase.
    func comparison(_ target: String, _ against: String) -> Inflected {
        func quoted(_ name: String) -> String { openingQuote + name + closingQuote }
        return comparison?.map {
            $0.replacing("{target}", with: quoted(target))
                .replacing("{against}", with: quoted(against))
        } ?? otherClass(target)
    }

    /// Where a region lies.
    ///
    /// Its cell says so only while the region keeps within reach of it: one that is wider than
    /// `Words.reach` has no left or right, one that is taller has no top or bottom.
    func place(of region: Region, in frame: Inflected) -> String {
        let wide = region.box.width > Self.reach
        let tall = region.box.height > Self.reach
        let words =
            switch (wide, tall) {
            case (false, false): places.cells[region.cell.rawValue]
            case (true, false): places.rows[region.cell.row]
            case (false, true): places.columns[region.cell.column]
            case (true, true): places.everywhere
            }
        var place = (words ?? places.everywhere).replacing("{frame}", with: frame.plain)
        for (name, form) in frame.cases { place = place.replacing("{frame-\(name)}", with: form) }
        return place
    }

    /// The share of the view that a region may span and still be said to lie in a cell.
    static let reach = 0.6
}

extension Cell {
    /// `top`, `center` or `bottom`.
    var row: String {
        switch self {
        case .topLeft, .top, .topRight: "top"
        case .left, .center, .right: "center"
        case .bottomLeft, .bottom, .bottomRight: "bottom"
        }
    }

    /// `left`, `center` or `right`.
    var column: String {
        switch self {
        case .topLeft, .left, .bottomLeft: "left"
        case .top, .center, .bottom: "center"
        case .topRight, .right, .bottomRight: "right"
        }
    }
}
