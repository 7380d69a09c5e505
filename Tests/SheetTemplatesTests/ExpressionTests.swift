import SheetTemplates
import Testing

/// What expressions of templates give, and where they say that they are wrong.
@Suite struct ExpressionTests {
    private static let item = Shape.record([
        "share": .number, "name": .text, "cell": .word(["top", "left", "center"]),
        "isFirst": .flag, "inner": .list(.record(["share": .number])),
    ])
    private static let shapes = ShapeScope(
        document: .record([
            "list": .list(item), "empty": .list(item), "one": item, "numbers": .list(.number),
            "five": .number, "word": .text, "yes": .flag, "missing": .number,
            "missingFlag": .flag, "missingText": .text, "missingList": .list(item),
            "missingRecord": item,
        ])
    )
    private static func record(_ share: Double?, _ name: String, _ inner: [Double]) -> Value {
        var fields: [String: Value] = [
            "name": .text(name), "cell": .text("top"), "isFirst": .flag(name == "a"),
            "inner": .list(inner.map { .record(["share": .number($0)]) }),
        ]
        fields["share"] = share.map(Value.number)
        return .record(fields)
    }
    private static let values = ValueScope(
        document: .record([
            "list": .list([record(3, "a", [1]), record(-4, "b", []), record(2, "c", [1, 7])]),
            "empty": .list([]), "one": record(nil, "x", [9]),
            "numbers": .list([.number(2), .number(8), .number(5)]), "five": .number(5),
            "word": .text("gh"), "yes": .flag(true),
        ])
    )

    private func value(_ text: String) throws -> Value {
        try Expression(yaml: "|-\n  \(text)", file: "t.yaml", in: Self.shapes)
            .evaluate(Self.values)
    }

    @Test(
        "Operators bind as usual",
        arguments: [
            ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("10 - 4 - 3", 3), ("24 / 4 / 2", 3),
            ("-2 * -3", 6), ("2 - -3", 5), ("5 %", 0.05), ("1.5%*2", 0.03), ("-five + 1", -4),
            ("1.08 * max(list, abs(it.share))", 4.32), ("12.25", 12.25), ("-(five)", -5),
        ]
    )
    func numbers(text: String, expected: Double) throws {
        let number = try #require(try value(text).number)
        #expect(abs(number - expected) < 1e-12)
    }

    @Test(
        "Conditions",
        arguments: [
            ("1 < 2 and 2 < 3", true), ("true or false and false", true),
            ("(true or false) and false", false), ("not true or true", true),
            ("not (true or true)", false), ("not not yes", true), ("not 1 > 2", true),
            ("five >= 5", true), ("five <= 4.9", false), ("five != 5", false),
            ("1 + 4 == five", true), ("word == 'gh'", true), ("word != 'g'", true),
            ("word < 'gi'", true), ("'it''s' == 'it''s'", true), ("list[0].isFirst", true),
            ("list[0].cell == 'top'", true), ("list[0].cell == 'left'", false),
            ("yes == true", true), ("list == list", true), ("count(list) > 2", true),
        ]
    )
    func conditions(text: String, expected: Bool) throws {
        #expect(try value(text) == .flag(expected))
    }

    @Test(
        "What is missing is neither more nor less nor equal, unless that is asked",
        arguments: [
            ("missing == none", true), ("missing != none", false), ("none == none", true),
            ("five == none", false), ("five != none", true), ("missing == 5", false),
            ("missing != 5", false), ("missing < 5", false), ("missing >= 5", false),
            ("missing == missing", false), ("missing + 1 == none", true),
            ("-missing == none", true), ("1 / 0 == none", true), ("missingText == 'a'", false),
            ("missingFlag", false), ("not missingFlag", true), ("missingFlag or yes", true),
            ("missingRecord.share == none", true), ("missingRecord.inner[0].share == none", true),
            ("one.share == none", true), ("list[7] == none", true), ("list[-1] == none", true),
            ("count(missingList) == 0", true), ("first(empty) == none", true),
            ("first(empty).share == none", true), ("max(empty, it.share) == none", true),
            ("sum(empty, it.share) == 0", true), ("any(missingList, true)", false),
            ("all(missingList, false)", true), ("exists(missing)", false), ("exists(five)", true),
            ("default(missing, 3) == 3", true), ("default(five, 3) == 5", true),
            ("round(missing) == none", true), ("if(missingFlag, 1, 2) == 2", true),
        ]
    )
    func missing(text: String, expected: Bool) throws {
        // A missing condition is no flag at all, but does not hold.
        #expect(try value(text).isTrue == expected)
    }

    @Test(
        "Functions",
        arguments: [
            ("count(list)", 3), ("sum(list, it.share)", 1), ("sum(numbers)", 15),
            ("max(numbers)", 8), ("min(numbers)", 2), ("max(list, it.share)", 3),
            ("min(list, it.share)", -4), ("max(2, five, missing)", 5), ("min(7, five)", 5),
            ("count(filter(list, it.share > 0))", 2), ("first(list).share", 3),
            ("last(list).share", 2), ("first(sort(list, it.share)).share", -4),
            ("first(sort(list, -it.share)).share", 3), ("last(sort(list, it.name)).share", 2),
            ("count(take(list, 2))", 2), ("count(take(list, 9))", 3), ("count(take(list, -1))", 0),
            ("first(drop(list, 1)).share", -4), ("count(drop(list, 9))", 0),
            ("count(concat(list, empty, list))", 6), ("abs(-2)", 2), ("round(2.5)", 3),
            ("round(1.2345, 2)", 1.23), ("sum(map(list, it.share * 2))", 2),
            ("sum(list, count(it.inner))", 3), ("sum(list, sum(it.inner, it.share))", 9),
            ("if(yes, 1, 2)", 1), ("numbers[1]", 8), ("numbers[five - 3]", 5),
            ("take(list, 2)[1].share", -4),
            ("count(chunks(list, 2))", 2), ("count(chunks(list, 3))", 1),
            ("count(chunks(list, 0))", 0), ("count(chunks(empty, 2))", 0),
            ("chunks(list, 2)[1][0].share", 2), ("count(chunks(list, 2)[0])", 2),
            ("sum(filter(list, any(it.inner, it.share > 5)), it.share)", 2),
            ("last(sort(concat(list, filter(list, false)), it.share)).share", 3),
        ]
    )
    func functions(text: String, expected: Double) throws {
        let number = try #require(try value(text).number)
        #expect(abs(number - expected) < 1e-12)
    }

    @Test("Sorting keeps the order of equals and puts what has no key last")
    func sorting() throws {
        let shapes = ShapeScope(document: .record(["list": .list(Self.item)]))
        let items = [(2.0, "a"), (nil, "b"), (1.0, "c"), (2.0, "d"), (1.0, "e")]
        let scope = ValueScope(
            document: .record(["list": .list(items.map { Self.record($0.0, $0.1, []) })])
        )
        func order(_ text: String) throws -> String {
            try Expression(yaml: text, file: "t.yaml", in: shapes).evaluate(scope).items
                .compactMap(\.text).joined()
        }
        #expect(try order("map(sort(list, it.share), it.name)") == "ceadb")
        #expect(try order("map(sort(list, -it.share), it.name)") == "adceb")
    }

    @Test("A loop's variable hides the document's field, and loops tell the place")
    func variables() throws {
        let items = Value.numbered([Self.record(1, "p", []), Self.record(2, "q", [])])
        let shapes = Self.shapes.binding("five", Self.item.numbered)
        let scope = Self.values.binding("five", items[1])
        func value(_ text: String) throws -> Value {
            try Expression(yaml: text, file: "t.yaml", in: shapes).evaluate(scope)
        }
        #expect(try value("five.number") == .number(2))
        #expect(try value("five.isLast and not five.isFirst") == .flag(true))
        #expect(try value("five.name") == .text("q"))
        #expect(try value("count(list)") == .number(3))
    }

    @Test(
        "The kind of an expression is known without values",
        arguments: [
            ("five + 1", Shape.number), ("five > 1", .flag), ("word", .text),
            ("list[0].cell", .word(["top", "left", "center"])), ("numbers", .list(.number)),
            ("map(list, it.share)", .list(.number)), ("first(list).share", .number),
            ("none", .nothing), ("if(yes, 'a', 'b')", .word(["a", "b"])),
            ("default(word, 'a')", .text), ("filter(numbers, it > 2)", .list(.number)),
        ]
    )
    func shapes(text: String, expected: Shape) throws {
        #expect(try Expression(yaml: text, file: "t.yaml", in: Self.shapes).shape == expected)
    }

    @Test(
        "Errors say the column and what to do",
        arguments: [
            ("fife > 4", "1:1: unknown name \"fife\"; did you mean \"five\"?"),
            ("five > fivve", "1:8: unknown name \"fivve\"; did you mean \"five\"?"),
            ("one.shar > 4", "1:5: one has no field \"shar\"; did you mean \"share\"?"),
            ("count(lisst) > 4", "1:7: unknown name \"lisst\"; did you mean \"list\"?"),
            ("sum(list, it.sahre)", "1:14: it has no field \"sahre\"; did you mean \"share\"?"),
            ("one.cell == 'topp'", "1:13: it is never 'topp'; did you mean \"top\"?"),
            ("cuont(list)", "1:1: there is no function \"cuont\"; did you mean \"count\"?"),
            ("five + word", "1:8: word is a text, expected a number"),
            ("five and yes", "1:1: five is a number, expected true or false"),
            ("not five", "1:5: five is a number, expected true or false"),
            (
                "word == 5",
                "1:6: word is a text, the number is a number; compare values of one kind"
            ),
            ("yes < true", "1:1: yes is true or false, which is neither more nor less"),
            (
                "list.share",
                "1:6: list is a list, which has no fields; go through it with \"each\","
                    + " or take one item: first(list)"
            ),
            ("five.share", "1:6: five is a number, which has no fields"),
            ("count(five)", "1:7: five is a number, expected a list"),
            (
                "it.share",
                "1:1: unknown name \"it\"; \"it\" stands only in the second part of"
                    + " filter, sort, sum and the like"
            ),
            ("filter(list, it.share)", "1:14: it.share is a number, expected true or false"),
            ("sort(list, it.inner)", "1:12: it.inner is a list, expected a number or a text"),
            (
                "sum(list)",
                "1:5: list is no list of numbers; say which number of an item in a second"
                    + " part, such as it.layerShare"
            ),
            ("take(list)", "1:1: take takes a list and a number, found one value"),
            ("count()", "1:1: count takes a list, found 0 values"),
            (
                "concat(list, numbers)",
                "1:14: numbers is a list of another kind than what stands"
                    + " before it"
            ),
            ("5 + ", "1:4: expected a value, found the end"),
            ("(5 + 1", "1:7: expected \")\", found the end"),
            ("5 5", "1:3: expected the end or an operator, found a number"),
            ("1 < 2 < 3", "1:7: two comparisons in a row; join them by \"and\""),
            ("five = 5", "1:6: unknown sign \"=\"; write =="),
            ("yes && yes", "1:5: unknown sign \"&&\"; write and"),
            ("5 mm", "1:3: expected the end or an operator, found \"mm\""),
            ("5mm", "1:2: a number ends in \"m\"; numbers have no unit here but %"),
            ("word == 'a", "1:9: the text has no end; write ' behind it"),
            ("five ? 1", "1:6: unknown sign \"?\""),
            ("list[yes]", "1:6: yes is true or false, expected a number"),
        ]
    )
    func errors(text: String, expected: String) {
        #expect(message(text) == "t.yaml:" + expected)
    }

    private func message(_ yaml: String) -> String {
        do {
            _ = try Expression(yaml: yaml, file: "t.yaml", in: Self.shapes)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "The column is that of the file, however the text is written",
        arguments: [
            ("\"five > fivve\"", "1:9:"), ("'five > fivve'", "1:9:"),
            ("'word == ''it''''s'' or fivve'", "1:25:"),
            ("\"word == '\\u00A0\\t' or fivve\"", "1:24:"), ("five >\n  1 and\n  fivve", "3:3:"),
            ("\"five >\n  1 and\n\n  fivve\"", "4:3:"), ("|\n  five > 1\n  and fivve", "3:7:"),
            (">-\n    five > 1\n    and fivve", "3:9:"), ("\"five > \\\n   fivve\"", "2:4:"),
        ]
    )
    func columns(yaml: String, place: String) {
        #expect(message(yaml).hasPrefix("t.yaml:\(place) unknown name \"fivve\""))
    }

    @Test("What nobody writes is refused, not a crash")
    func hostile() {
        #expect(message(String(repeating: "(", count: 5000)).contains("nested too deeply"))
        #expect(message(String(repeating: "not ", count: 5000) + "yes").contains("expected"))
        #expect(message("1" + String(repeating: " + 1", count: 5000)).contains("too long"))
        #expect(message("one" + String(repeating: ".one", count: 5000)).contains("too long"))
        #expect(message(String(repeating: "9", count: 400)).contains("too large"))
        #expect(message("- five").contains("expected a text"))
        #expect(message("--five").contains("expected a value"))
        #expect(message("''").contains("the expression is empty"))
    }
}
