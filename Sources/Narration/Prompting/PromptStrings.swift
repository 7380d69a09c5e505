package import Explanations
import Foundation

/// The words of one language that prompts and their replies need beside the templates:
/// `strings.json`.
package struct PromptStrings: Decodable, Sendable {
    /// What stands for a concept that could not be named; `{channel}` is its number.
    package let channel: String
    /// What stands for a concept whose references share nothing.
    package let noSharedPattern: String
    /// Where a region lies.
    package let places: Places
    /// The basic colours, by their English names.
    package let colors: [String: String]
    /// The textures, by their English names.
    package let textures: [String: String]
    /// Why a part is not the language model's own, for the reader of the sheet.
    package let problems: Problems
    /// Why the language model was not asked, or not to the end.
    package let outages: Outages
    /// What is wrong with a reply.
    package let findings: Findings

    /// Where a region lies, by what it keeps within.
    package struct Places: Decodable, Sendable {
        /// By cell.
        package let cells: [String: String]
        /// By `top`, `center`, `bottom`, for a region that runs from side to side.
        package let rows: [String: String]
        /// By `left`, `center`, `right`, for a region that runs from top to bottom.
        package let columns: [String: String]
        /// For a region that does both.
        package let everywhere: String
    }

    /// One sentence for each part that can be missing.
    package struct Parts: Decodable, Sendable {
        /// The name.
        package let label: String
        /// What the concept did in the photo.
        package let context: String
        /// The summary.
        package let summary: String
    }

    /// Why a part is not the language model's own.
    package struct Problems: Decodable, Sendable {
        package let declined: Parts
        package let filtered: Parts
        package let unusable: Parts
        package let server: Parts
        /// The reply is not there yet.
        package let awaited: Parts
        /// It was not asked any more.
        package let unasked: Parts
        /// There is nothing to name it by.
        package let noReferences: String
    }

    /// Why nothing more was asked; `{detail}` is the error's message.
    package struct Outages: Decodable, Sendable {
        package let unreachable: String
        package let notAllowed: String
        package let overBudget: String
        package let misuse: String
        package let awaited: String
    }

    /// What is wrong with a reply: one sentence each, see `ReplyProblem` and `ReplyNote`.
    package struct Findings: Decodable, Sendable {
        package let refused, filtered, cut, empty, tooLong, notJSON, missing, wrongValue: String
        package let emptyField, longField, noSuchNumber, notShared, otherLanguage, server: String
        package let surrounded, strayKeys: String
    }

    /// The words for a channel without a name.
    package func name(ofChannel channel: Int) -> String {
        self.channel.replacing("{channel}", with: String(channel))
    }

    /// Where a region lies; nil for words that are missing.
    ///
    /// A region that is wider than `Words.reach` has no left or right, one that is taller has no
    /// top or bottom, as in the offline narrator's sentences.
    package func place(of region: Region) -> String? {
        switch (region.box.width > Words.reach, region.box.height > Words.reach) {
        case (false, false): places.cells[region.cell.rawValue]
        case (true, false): places.rows[region.cell.row]
        case (false, true): places.columns[region.cell.column]
        case (true, true): places.everywhere
        }
    }

    /// Why a part is not the model's own.
    package func problem(_ problem: ReplyProblem) -> Parts {
        switch problem.kind {
        case .declined: problems.declined
        case .filtered: problems.filtered
        case .unusable: problems.unusable
        case .server: problems.server
        }
    }
}
