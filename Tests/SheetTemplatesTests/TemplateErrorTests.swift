import Foundation
import SheetTemplates
import Testing

@Suite struct TemplateErrorTests {
    /// The message for the shipped sheet with one text replaced.
    private func message(_ old: String, _ new: String) throws -> String {
        try #require(templateText("end-user/sheet.yaml").contains(old))
        do {
            _ = try editedTemplate(sheet: { $0.replacingOccurrences(of: old, with: new) })
            return ""
        } catch {
            return "\(error)"
        }
    }

    /// The line of the shipped sheet that a text stands in, from 1.
    private func line(of text: String) throws -> Int {
        let sheet = try templateText("end-user/sheet.yaml")
        let range = try #require(sheet.range(of: text))
        return sheet[..<range.lowerBound].count { $0 == "\n" } + 1
    }

    @Test("The shipped template has no errors")
    func shipped() throws { _ = try endUserTemplate() }

    @Test("Unknown keys are errors with place and hint")
    func unknownKey() throws {
        let line = try line(of: "hyphenate-below")
        #expect(
            try message("hyphenate-below", "hyphenate-bellow")
                == "sheet.yaml:\(line):1: unknown key \"hyphenate-bellow\";"
                + " did you mean \"hyphenate-below\"?"
        )
    }

    @Test(
        "What does not fit is named with its place",
        arguments: [
            ("hyphenate-below: 60 mm", "hyphenate-below: 60", "expected a length, found \"60\""),
            ("size: A4", "size: A7", "unknown value \"A7\""),
            ("styles:\n", "colours: { for: orange }\nstyles:\n", "expected a colour"),
            ("kind: photo,", "kind: photos,", "unknown value \"photos\"; did you mean \"photo\"?"),
            ("string: kicker, style: kicker", "string: kickr, style: kicker", "there is no string"),
            ("style: table\n", "style: tables\n", "there is no style \"tables\""),
            ("left: 128 mm, width: 52 mm", "left: 128 mm, width: 53 mm", "does not fit"),
            ("size: 11.6 pt", "size: 1160 pt", "the size must be"),
            ("against-from: 1 %", "against-from: 1", "expected a percentage"),
            ("balanced: true", "balanced: perhaps", "expected true or false"),
            ("role: title", "role: titel", "did you mean \"title\"?"),
        ]
    )
    func values(old: String, new: String, expected: String) throws {
        let message = try message(old, new)
        #expect(message.contains(expected), "\(message)")
        #expect(message.contains(#/^sheet\.yaml:\d+:\d+: /#), "\(message)")
    }

    @Test("A syntax error has a place too")
    func syntax() throws {
        let message = try message("page:\n", "page: [\n")
        #expect(message.contains(#/^sheet\.yaml:\d+:\d+: /#), "\(message)")
    }

    @Test("A string that the document itself needs must be there")
    func missingString() throws {
        let error = #expect(throws: SheetTemplatesError.self) {
            try editedTemplate(
                strings: {
                    $0.replacingOccurrences(
                        of: "  caution-unsure-alone",
                        with: "  caution-unsure-alon"
                    )
                }
            )
        }
        #expect(
            error?.message.contains("\"caution-unsure-alone\"") == true,
            "\(error?.message ?? "")"
        )
    }

    @Test("An unknown audience lists the known ones, an unknown language too")
    func unknownAudience() {
        func message(_ audience: String, _ language: String) -> String {
            do {
                _ = try SheetTemplate(
                    folder: templatesFolder,
                    audience: audience,
                    language: language
                )
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message("child", "en").contains("there is no audience \"child\""))
        #expect(message("child", "en").contains(/known audiences are: .*end-user/))
        #expect(message("end-user", "xx").contains(/known languages are: .*en/))
        #expect(message("../end-user", "en").contains("there is no audience"))
    }
}
