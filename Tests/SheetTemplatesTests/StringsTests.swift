import SheetTemplates
import Testing

@Suite struct StringsTests {
    private let head = """
        language: en
        numbers:
          decimal: "."
          minus: "\u{2212}"
          plus: "+"
          percent: "{number}\u{202F}%"
          below: "<{number}"
          above: ">{number}"
          date: "{day} {month} {year}"
          months: [Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec]
        plurals: { one: [1] }
        strings:

        """

    private func numbers() throws -> NumberFormat {
        try SheetStrings(parsing: head + "  a: b\n", file: "en.yaml").numbers
    }

    @Test(
        "Probabilities never read as none or all unless they are",
        arguments: [
            (0.0, "0\u{202F}%"), (0.001, "<1\u{202F}%"), (0.0051, "1\u{202F}%"),
            (0.384, "38\u{202F}%"), (0.994, "99\u{202F}%"), (0.9951, ">99\u{202F}%"),
            (1.0, "100\u{202F}%"),
        ]
    )
    func probabilities(value: Double, text: String) throws {
        #expect(try numbers().probability(value) == text)
    }

    @Test(
        "Shares have a sign, a true minus and one decimal",
        arguments: [
            (0.046, "+4.6\u{202F}%"), (-0.016, "\u{2212}1.6\u{202F}%"), (0.0, "0\u{202F}%"),
            (0.0003, "+0.03\u{202F}%"), (-0.00001, "\u{2212}<0.01\u{202F}%"),
            (0.3, "+30.0\u{202F}%"),
        ]
    )
    func shares(value: Double, text: String) throws {
        #expect(try numbers().signedShare(value) == text)
    }

    @Test("Dates are written in the language's way")
    func dates() throws {
        #expect(try numbers().date(of: "2026-11-23T07:05:00Z") == "23 Nov 2026")
        #expect(try numbers().date(of: "2026-01-03") == "3 Jan 2026")
        #expect(try numbers().date(of: "yesterday") == nil)
        #expect(try numbers().date(of: "2026-13-03") == nil)
    }

    private func message(_ strings: String) -> String {
        do {
            _ = try SheetStrings(parsing: head + strings, file: "en.yaml")
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("A string says what of it is unknown, with the place in its own file")
    func unknownPlaceholder() throws {
        let strings = try SheetStrings(
            parsing: head + "  title: The model says {anser}\n",
            file: "en.yaml"
        )
        #expect {
            try strings.check(
                "title",
                ShapeScope(document: .record(["answer": .text])),
                usedAt: "sheet.yaml:5:3"
            )
        } throws: {
            "\($0)"
                == "en.yaml:13:26: unknown name \"anser\" (in \"title\", used at sheet.yaml:5:3);"
                + " did you mean \"answer\"?"
        }
    }

    @Test("Errors say where they are and what to do")
    func errors() {
        #expect(message("  title: \"*no end\"\n") == "en.yaml:13:11: an emphasis has no end")
        #expect(message("  title: \"{answer\"\n") == "en.yaml:13:11: a { has no }")
        #expect(
            message("  title: a *b `c`*\n")
                == "en.yaml:13:15: ` stands inside of another emphasis"
        )
        #expect(
            message("  n: { one: a, few: b, other: c }\n").hasPrefix(
                "en.yaml:13:16: unknown plural form \"few\""
            )
        )
        #expect(message("  n: { one: a }\n").contains("\"other\" is missing"))
    }
}
