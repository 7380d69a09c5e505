import Explanations
import Foundation

/// The words of a language that go into its sentences, whoever reads them: `words.json`.
struct Words: Decodable, Sendable {
    /// A share in words, such as "about a tenth".
    struct Fraction: Decodable, Sendable {
        let share: Double
        let words: String
    }

    /// Where in the frame: `{frame}` stands for what the place lies in.
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
        let photo: String
        /// Where it saw only a small part.
        let view: String
    }

    /// The numbers from none to twelve.
    let numbers: [String]
    let fractions: [Fraction]
    let places: Places
    let frame: Frame
    let noSharedPattern: String
    let somethingElse: String
    /// Several photos without label.
    let otherThings: String
    /// Between the items of a list, and before its last one.
    let comma: String
    let and: String
    /// Between a wide group and the smaller one that most belong to.
    let mostly: String
    /// Between a group and what tells it from a group of the same name.
    let colon: String
    /// What a concept speaks for or against, where that is the model's own answer.
    let theAnswer: String
    /// The same for another class whose name cannot be told.
    let thisClass: String
    let openingQuote: String
    let closingQuote: String

    /// A number in words up to twelve, in digits above.
    func number(_ value: Int) -> String {
        numbers.indices.contains(value) ? numbers[value] : String(value)
    }

    /// Items as a list: "a, b and c".
    func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: comma) + and + last
    }

    /// A group with some of what it is made of: "buildings: castles, towers".
    func examples(_ things: [String], of group: String) -> String {
        group + colon + things.joined(separator: comma)
    }

    /// The nearest share that has words, by ratio.
    func fraction(_ share: Double) -> String {
        func distance(_ fraction: Fraction) -> Double {
            abs(log(fraction.share / max(share, 1e-6)))
        }
        return fractions.min { distance($0) < distance($1) }?.words ?? ""
    }

    /// Where a region lies.
    ///
    /// Its cell says so only while the region keeps within reach of it: one that is wider than
    /// `Words.reach` has no left or right, one that is taller has no top or bottom.
    func place(of region: Region, in frame: String) -> String {
        let wide = region.box.width > Self.reach
        let tall = region.box.height > Self.reach
        let words =
            switch (wide, tall) {
            case (false, false): places.cells[region.cell.rawValue]
            case (true, false): places.rows[region.cell.row]
            case (false, true): places.columns[region.cell.column]
            case (true, true): places.everywhere
            }
        return (words ?? places.everywhere).replacing("{frame}", with: frame)
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
