import Foundation
import Testing

/// `llexicorp template fields`: what templates can tell.
@Suite("Template fields")
struct TemplateFieldsTests {
    private struct Field: Decodable {
        let path: String
        let kind: String
        let meaning: String
        let derived: Bool
    }

    @Test("the list and its JSON hold the same fields in the same order")
    func all() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let json = try program.run(["template", "fields", "--json"])
        try #require(json.status == 0, "\(json.errors)")
        let fields = try JSONDecoder().decode([Field].self, from: Data(json.output.utf8))
        #expect(fields.count > 300)
        let cell = try #require(fields.first { $0.path == "concepts[].region.cell" })
        #expect(cell.kind.hasPrefix("one of topLeft, top, ") && !cell.derived)
        #expect(fields.contains { $0.path == "shown[].hasTwoPatterns" && $0.derived })

        let list = try program.run(["template", "fields"])
        #expect(list.status == 0, "\(list.errors)")
        let lines = list.output.split(separator: "\n")
        #expect(lines.map { String($0.prefix { $0 != " " }) } == fields.map(\.path))
        #expect(
            zip(lines, fields).allSatisfy { line, field in
                line.contains(" \(field.meaning) (\(field.kind)")
                    && line.hasSuffix("; worked out)") == field.derived
            }
        )
    }

    @Test(
        "a path chooses a field with all that it holds",
        arguments: [
            ("prediction.runnersUp", ["", "[].class", "[].label", "[].probability", "[].title"]),
            ("prediction.runnersUp[]", ["", "[].class", "[].label", "[].probability", "[].title"]),
            ("input.view", ["", ".x", ".y", ".width", ".height"]),
            ("labelDiffers", [""]),
        ]
    )
    func one(_ path: String, _ below: [String]) throws {
        let program = try Program()
        defer { program.cleanUp() }
        let outcome = try program.run(["template", "fields", path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let paths = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
        #expect(paths == below.map { path.replacing("[]", with: "") + $0 })
    }

    @Test("a path that leads nowhere is an error that names those that do")
    func unknown() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let outcome = try program.run(["template", "fields", "concept"])
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("\"concept\"") && outcome.errors.contains("concepts"))
    }
}
