import SheetTemplates
import Testing

/// How the placeholders of strings write their values in the languages that are shipped.
@Suite struct StringFormatTests {
    private static let shapes = ShapeScope(
        document: .record([
            "n": .number, "time": .text, "digest": .text, "class": .record(["label": .text]),
            "cell": .word(["top", "left"]), "free": .text, "yes": .flag, "names": .list(.text),
            "numbers": .list(.number), "cells": .list(.word(["top", "left"])), "nothing": .text,
            "list": .list(.record(["share": .number, "name": .text])),
        ])
    )

    private static let terms = [
        "en": ["at the top", "on the left", ", ", " and "],
        "de": ["oben", "links", ", ", " und "],
        "cs": ["nahoře", "vlevo", ", ", " a\u{A0}"],
    ]

    private func strings(_ language: String, _ more: String) throws -> SheetStrings {
        let words = try #require(Self.terms[language])
        let base = try SheetStrings(
            contentsOf: templatesFolder.appendingPathComponent(
                "shared/card/strings/\(language).yaml"
            )
        )
        return try SheetStrings(
            parsing: """
                language: \(language)
                strings:
                  cell-top: "\(words[0])"
                  cell-left: "\(words[1])"
                  is-true: "Ja"
                  is-false: "Nein"
                  list-separator: "\(words[2])"
                  list-last: "\(words[3])"
                \(more)
                """,
            file: "own.yaml",
            base: base
        )
    }

    private func text(
        _ language: String,
        _ pattern: String,
        _ values: [String: Value]
    ) throws -> String {
        let strings = try strings(language, "  a: \"\(pattern)\"\n")
        try strings.check("a", Self.shapes, usedAt: "sheet.yaml:1:1")
        return try strings.text("a", scope: ValueScope(document: .record(values)))
    }

    @Test(
        "Numbers",
        arguments: [
            ("{n:share}", 0.0461, "4.6\u{202F}%", "4,6\u{202F}%", "4,6\u{202F}%"),
            ("{n:signed-share}", -0.016, "−1.6\u{202F}%", "−1,6\u{202F}%", "−1,6\u{202F}%"),
            ("{n:probability}", 0.384, "38\u{202F}%", "38\u{202F}%", "38\u{202F}%"),
            (
                "{n:probability}", 0.001, "<1\u{202F}%", "<\u{202F}1\u{202F}%",
                "<\u{202F}1\u{202F}%"
            ),
            ("{n:percent.0}", 0.384, "38\u{202F}%", "38\u{202F}%", "38\u{202F}%"),
            ("{n:percent.2}", 0.12345, "12.35\u{202F}%", "12,35\u{202F}%", "12,35\u{202F}%"),
            ("{n:percent.1}", -0.12345, "−12.3\u{202F}%", "−12,3\u{202F}%", "−12,3\u{202F}%"),
            (
                "{n:percent.1}", 0.0001, "<0.1\u{202F}%", "<\u{202F}0,1\u{202F}%",
                "<\u{202F}0,1\u{202F}%"
            ),
            (
                "{n:percent.1}", 0.99999, ">99.9\u{202F}%", ">\u{202F}99,9\u{202F}%",
                ">\u{202F}99,9\u{202F}%"
            ),
            ("{n:percent.1}", 0, "0.0\u{202F}%", "0,0\u{202F}%", "0,0\u{202F}%"),
            ("{n:percent.1}", 1, "100.0\u{202F}%", "100,0\u{202F}%", "100,0\u{202F}%"),
            ("{n:signed-percent.1}", 0.25, "+25.0\u{202F}%", "+25,0\u{202F}%", "+25,0\u{202F}%"),
            ("{n:signed-percent.1}", 0, "0.0\u{202F}%", "0,0\u{202F}%", "0,0\u{202F}%"),
            ("{n:number.4}", 17.25, "17.2500", "17,2500", "17,2500"),
            ("{n:number.1}", -0.01, "0.0", "0,0", "0,0"),
            ("{n:number.1}", 12345.67, "12\u{202F}345.7", "12\u{202F}345,7", "12\u{202F}345,7"),
            ("{n:signed.2}", 1.5, "+1.50", "+1,50", "+1,50"),
            ("{n:signed.4}", -0.00012, "−0.0001", "−0,0001", "−0,0001"),
            ("{n:signed.2}", -0.001, "0.00", "0,00", "0,00"),
            ("{n:count}", 465, "465", "465", "465"),
            ("{n:count}", 1000, "1\u{202F}000", "1\u{202F}000", "1\u{202F}000"),
            (
                "{n:count}", 1_234_567, "1\u{202F}234\u{202F}567", "1\u{202F}234\u{202F}567",
                "1\u{202F}234\u{202F}567"
            ),
            ("{n}", 1426, "1426", "1426", "1426"),
            ("{n}", 0.5, "0.5", "0,5", "0,5"),
            ("{n:number}", -2.25, "−2.25", "−2,25", "−2,25"),
            ("{n * 2 + 1:count}", 2, "5", "5", "5"),
        ]
    )
    func numbers(
        pattern: String,
        value: Double,
        english: String,
        german: String,
        czech: String
    ) throws {
        let values: [String: Value] = ["n": .number(value)]
        #expect(try text("en", pattern, values) == english)
        #expect(try text("de", pattern, values) == german)
        #expect(try text("cs", pattern, values) == czech)
    }

    @Test(
        "Texts, times, terms and lists",
        arguments: [
            ("{time:date}", "23 November 2026", "23. November 2026", "23. listopadu 2026"),
            (
                "{time:time}", "23 November 2026, 07:05 UTC", "23. November 2026, 07:05 UTC",
                "23. listopadu 2026, 07:05 UTC"
            ),
            ("{digest:digest}", "596aa1e7cb87", "596aa1e7cb87", "596aa1e7cb87"),
            ("{digest:digest.4}", "596a", "596a", "596a"),
            ("{cell:term cell}", "at the top", "oben", "nahoře"),
            ("{yes:term is}", "Ja", "Ja", "Ja"),
            ("{names:join}", "a, b and c", "a, b und c", "a, b a\u{A0}c"),
            ("{take(names, 2):join}", "a and b", "a und b", "a a\u{A0}b"),
            ("{take(names, 1):join}", "a", "a", "a"),
            (
                "{numbers:join count}", "1\u{202F}000 and 2", "1\u{202F}000 und 2",
                "1\u{202F}000 a\u{A0}2"
            ),
            (
                "{cells:join term cell}", "at the top and on the left", "oben und links",
                "nahoře a\u{A0}vlevo"
            ),
            ("{free}|{free:text}", "a*b|a*b", "a*b|a*b", "a*b|a*b"),
            ("x{nothing}y", "xy", "xy", "xy"),
            ("{nothing} x {nothing:digest}", "x", "x", "x"),
            ("{map(list, it.name):join}", "p and q", "p und q", "p a\u{A0}q"),
            ("{sum(list, it.share):percent.0}", "30\u{202F}%", "30\u{202F}%", "30\u{202F}%"),
            ("{if(yes, 'a:b', 'c')}", "a:b", "a:b", "a:b"),
        ]
    )
    func texts(pattern: String, english: String, german: String, czech: String) throws {
        let values: [String: Value] = [
            "time": .text("2026-11-23T07:05:00Z"), "digest": .text("596aa1e7cb8700000000"),
            "cell": .text("top"), "yes": .flag(true), "free": .text("a*b"),
            "names": .list([.text("a"), .text("b"), .text("c")]),
            "numbers": .list([.number(1000), .number(2)]),
            "cells": .list([.text("top"), .text("left")]),
            "list": .list([
                .record(["share": .number(0.1), "name": .text("p")]),
                .record(["share": .number(0.2), "name": .text("q")]),
            ]),
        ]
        #expect(try text("en", pattern, values) == english)
        #expect(try text("de", pattern, values) == german)
        #expect(try text("cs", pattern, values) == czech)
    }

    @Test("Classes are told in the sheet's language")
    func classes() throws {
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: "cs"
        )
        let values = ValueScope(
            document: .record([
                "class": .record(["class": .number(285), "label": .text("Egyptian cat")])
            ])
        )
        let expression = "{class:class}"
        #expect(
            try template.strings.text(pattern: expression, scope: values) == "egyptská kočka"
        )
    }

    @Test("The plural form goes by an explicit count, else by the scope's")
    func plurals() throws {
        let strings = try strings(
            "cs",
            "  a: { one: \"{count:count} vzor\", few: \"{count:count} vzory\", other: \"{count:count} vzorů\" }\n"
        )
        func text(_ number: Double, count: Int? = nil) throws -> String {
            let scope = ValueScope(document: .record([:])).binding("count", .number(number))
            return try strings.text("a", scope: scope, count: count)
        }
        #expect(try text(1) == "1 vzor")
        #expect(try text(3) == "3 vzory")
        #expect(try text(5) == "5 vzorů")
        #expect(try text(1000) == "1\u{202F}000 vzorů")
        #expect(try text(5, count: 1) == "5 vzor")
        #expect(try text(1.5) == "2 vzorů")
    }

    @Test("A term that nobody checked is an error that names file and string")
    func missingTerm() throws {
        let strings = try strings("en", "  a: \"{free:term cell}\"\n")
        try strings.check("a", Self.shapes, usedAt: "sheet.yaml:1:1")
        #expect {
            try strings.text("a", scope: ValueScope(document: .record(["free": .text("bottom")])))
        } throws: {
            "\($0)".hasPrefix("own.yaml: the string \"cell-bottom\" is missing")
        }
    }

    @Test(
        "What a string asks for is checked where the template is read, at its own column",
        arguments: [
            ("The {anser}.", "9:12: unknown name \"anser\"", nil),
            ("The \\u00A0{n.share}", "9:20: n is a number, which has no fields", nil),
            ("{cell:share}", "9:8: {cell:share} is a text, the format needs a number", nil),
            ("{n:date}", "9:8: {n:date} is a number, the format needs a text", nil),
            ("{n:signd.2}", "9:10: unknown format \"signd.2\"", "did you mean \"signed.N\"?"),
            ("{n:signed}", "9:10: the format \"signed\" has no number", "write signed.1"),
            ("{n:percent.12}", "9:10: the format \"percent.12\" has no number", "0 to 9"),
            ("{n:term}", "9:10: \"term\" needs one prefix", nil),
            ("{names}", "9:8: {names} is a list", "{...:join}"),
            ("{class}", "9:8: {class} is a record", "name one of its fields: label"),
            ("{yes}", "9:8: {yes} is true or false", "PREFIX-true"),
            ("{n:join}", "9:8: {n:join} is a number, join needs a list", nil),
            ("{list:join}", "9:8: {list:join} is a record", nil),
            (
                "{cell:term place}", "9:8: {cell:term place} needs the string \"place-top\"",
                "top, left"
            ),
            ("{yes:term has}", "9:8: {yes:term has} needs the string \"has-true\"", nil),
            ("{n + }", "9:12: expected a value, found the end", nil),
            ("{}", "9:8: the expression is empty", nil),
            ("*{n} {fre}*", "9:13: unknown name \"fre\"", "did you mean \"free\"?"),
        ] as [(String, String, String?)]
    )
    func errors(pattern: String, expected: String, hint: String?) {
        #expect {
            try strings("en", "  a: \"\(pattern)\"\n")
                .check("a", Self.shapes, usedAt: "sheet.yaml:1:1")
        } throws: {
            "\($0)".hasPrefix("own.yaml:\(expected)")
                && (hint.map("\($0)".contains) ?? true)
        }
    }

    @Test("All forms and variants of a string are checked, each at its own place")
    func variants() throws {
        let strings = try strings(
            "en",
            """
              a: "{n}"
              a-compared: "{m}"
              b: { one: "{n}", other: "{m}" }
            """
        )
        func message(_ key: String) -> String {
            do {
                try strings.check(key, Self.shapes, usedAt: "sheet.yaml:4:2")
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message("a").hasPrefix("own.yaml:10:17: unknown name \"m\" (in \"a\", used at"))
        #expect(message("b").hasPrefix("own.yaml:11:29: unknown name \"m\""))
        #expect(
            message("cell-tpo")
                == "sheet.yaml:4:2: there is no string \"cell-tpo\" in own.yaml;"
                + " did you mean \"cell-top\"?"
        )
    }

    @Test("A term of itself is refused when it is checked, and ends when it is not")
    func cycle() throws {
        let strings = try strings("en", "  loop-top: \"{cell:term loop}\"\n  loop-left: x\n")
        #expect {
            try strings.check("loop-top", Self.shapes, usedAt: "sheet.yaml:1:1")
        } throws: {
            "\($0)".contains("is a term of itself")
        }
        #expect(throws: SheetTemplatesError.self) {
            try strings.text(
                "loop-top",
                scope: ValueScope(document: .record(["cell": .text("top")]))
            )
        }
    }

    @Test("Own strings, plurals and numbers win over the file below")
    func base() throws {
        let base = try SheetStrings(
            parsing: """
                language: en
                numbers: { decimal: ".", minus: "-", plus: "+", percent: "{number}%", below: "<{number}",
                  above: ">{number}", date: "{day} {month} {year}",
                  months: [A, B, C, D, E, F, G, H, I, J, K, L] }
                plurals: { one: [1] }
                strings:
                  both: base
                  below: "{n:number.1} below"
                  counted: { one: one, other: many }
                """,
            file: "base.yaml"
        )
        let strings = try SheetStrings(
            parsing: """
                language: en
                numbers: { decimal: ",", grouping: "'" }
                plurals: { two: [2] }
                strings:
                  both: own
                  pair: { two: a pair, one: single, other: more }
                """,
            file: "own.yaml",
            base: base
        )
        let scope = ValueScope(document: .record(["n": .number(-1234.5)]))
        #expect(try strings.text("both", scope: scope) == "own")
        #expect(try strings.text("below", scope: scope) == "-1'234,5 below")
        #expect(try strings.text("counted", scope: scope, count: 1) == "one")
        #expect(try strings.text("pair", scope: scope, count: 2) == "a pair")
        #expect(try strings.text("pair", scope: scope, count: 1) == "single")
        #expect(throws: SheetTemplatesError.self) {
            try SheetStrings(parsing: "language: de\nstrings: {}", file: "de.yaml", base: base)
        }
        #expect {
            try SheetStrings(parsing: "language: en\nstrings: {}", file: "en.yaml")
        } throws: {
            "\($0)".contains("\"numbers\" is missing")
        }
    }
}
