import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp credits`: whose photos explanations show.
struct CreditsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credits",
        abstract: "Print licence, author and source of every reference photo in explanations."
    )

    @Argument(help: "Folders that `explain` wrote, or their explanation.json.")
    var explanations: [String]

    @Flag(help: "Print the credits as JSON on standard output.")
    var json = false

    func run() throws {
        let roll = try CreditReader.credits(of: explanations.map(URL.init(fileURLWithPath:)))
        if json {
            try JSONOutput.print(roll)
        } else {
            for line in CreditReader.lines(roll) { print(line) }
        }
    }
}
