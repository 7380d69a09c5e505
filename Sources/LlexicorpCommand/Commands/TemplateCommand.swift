import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp template`: looking after templates.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Check templates.",
        subcommands: [Check.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Read every audience of a template folder and report the first mistake of each."
        )

        @Argument(help: "The folder; without it the shipped one.")
        var directory: String?

        func run() async throws {
            let sheetPress = try SheetPress(templates: directory.map(URL.init(fileURLWithPath:)))
            for line in try sheetPress.checkAll() { print(line) }
        }
    }
}
