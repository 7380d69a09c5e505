import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp template`: looking after templates.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Check templates, start ones of your own, list what they can tell.",
        subcommands: [Check.self, New.self, Fields.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read templates in all their languages and list what is wrong with them.",
            discussion: """
                Each mistake is a line of its own that begins with file, line and column. Of a folder of \
                own templates only what it changes is read, what it lacks with the shipped files.
                """
        )

        @Argument(help: "A folder of own templates; without it the shipped ones are read.")
        var directory: String?

        func run() async throws {
            let own = directory.map(URL.init(fileURLWithPath:))
            let report = try SheetPress(templates: own).check(own)
            let here = FileManager.default.currentDirectoryPath + "/"
            for line in report.mistakes { print(line.replacing(here, with: "")) }
            for line in report.sound { print(line) }
            if !report.mistakes.isEmpty { throw ExitStatus.failed }
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy an audience's files, to be changed into those of one of your own."
        )

        @Argument(help: "The new audience's name.")
        var name: String

        @Option(help: "The shipped audience to start from.")
        var like = "end-user"

        @Option(help: "The folder of own templates that gets the new one.")
        var output = "templates"

        func run() async throws {
            let folder = URL(fileURLWithPath: output)
            let home = try TemplateCopy.make(name, from: like, in: folder)
            for file in TemplateCopy.files(of: home) { print("\(output)/\(name)/\(file)") }
            Message.note(
                "change these, look for mistakes by `llexicorp template check \(output)`, print by "
                    + "`llexicorp render EXPLANATION --template \(output) --audience \(name) --watch`"
            )
        }
    }

    struct Fields: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what templates can tell of an explanation: paths, kinds, meanings.",
            discussion: """
                Expressions and placeholders name fields by these paths; [] stands for an item of a list. \
                What is worked out for the sheet is not in explanation.json.
                """
        )

        @Argument(help: "Only this field with all that it holds, such as concepts[].region.")
        var path: String?

        @Option(
            help: ArgumentHelp(
                "Of what: \(TemplateField.documents.joined(separator: ", ")).",
                valueName: "name"
            )
        )
        var document = TemplateField.explanation

        @Flag(help: "Print the fields as JSON.")
        var json = false

        func run() async throws {
            let fields =
                try path.map { try TemplateField.all(at: $0, of: document) }
                ?? TemplateField.all(of: document)
            if json { return try JSONOutput.print(fields) }
            let width = fields.map(\.path.count).max() ?? 0
            for field in fields {
                let path = field.path.padding(toLength: width, withPad: " ", startingAt: 0)
                let kind = field.isDerived ? "\(field.kind); worked out" : field.kind
                print("\(path)  \(field.meaning) (\(kind))")
            }
        }
    }
}
