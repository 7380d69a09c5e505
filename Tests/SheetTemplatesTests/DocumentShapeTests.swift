import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// The table of fields that templates may use, held against an explanation that has them all.
@Suite struct DocumentShapeTests {
    /// Where a value is not what the table says.
    private func differences(_ value: Value, _ shape: Shape, _ path: String) -> [String] {
        switch (value, shape) {
        case (.none, _), (.flag, .flag), (.number, .number), (.text, .text): return []
        case (.text(let text), .word(let words)):
            return words.contains(text) ? [] : ["\(path): \(text) is not one of its words"]
        case (.list(let items), .list(let item)):
            return items.flatMap { differences($0, item, "\(path)[]") }
        case (.record(let fields), .record(let known)):
            return fields.flatMap { name, field in
                guard let shape = known[name] else { return ["\(path).\(name): not in the table"] }
                return differences(field, shape, "\(path).\(name)")
            }
        default: return ["\(path): \(value) is of another kind"]
        }
    }

    /// The table's fields that a value lacks.
    private func lacking(_ values: [Value], _ shape: Shape, _ path: String) -> [String] {
        let known = values.filter { $0 != .none }
        if known.isEmpty { return [path] }
        switch shape {
        case .list(let item): return lacking(known.flatMap(\.items), item, "\(path)[]")
        case .record(let fields):
            return fields.flatMap { name, shape in
                lacking(known.map { $0[name] }, shape, path.isEmpty ? name : "\(path).\(name)")
            }
        default: return []
        }
    }

    private func document(_ explanation: Explanation) throws -> Value {
        try DocumentValues(
            explanation,
            texts: explanation.texts[0],
            strings: endUserTemplate().strings
        ).value
    }

    @Test("Every field of the fullest explanation is in the table, and of its kind")
    func complete() throws {
        let value = try document(ExplanationFixture.maximal())
        #expect(differences(value, .document, "") == [])
    }

    @Test("The fullest explanation has every field and every list an item")
    func maximal() {
        #expect(empty(ExplanationFixture.maximal(), "") == [])
    }

    /// The optional fields without value and the empty lists of all that are reached; of lists one item
    /// must be full.
    private func empty(_ value: Any, _ path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            guard let child = mirror.children.first else { return [path] }
            return empty(child.value, path)
        case .collection:
            if mirror.children.isEmpty { return [path] }
            return mirror.children.map { empty($0.value, "\(path)[]") }
                .reduce(nil) { best, next in
                    best.map { Set($0).intersection(next).sorted() } ?? next
                } ?? []
        case .struct:
            return mirror.children.flatMap { empty($0.value, "\(path).\($0.label ?? "")") }
        default: return []
        }
    }

    @Test("The table has no field that never comes")
    func noStrays() throws {
        let value = try document(ExplanationFixture.maximal())
        #expect(lacking([value], .document, "").sorted() == [])
    }

    @Test("Explanations of all shapes fit the table", arguments: 1...20)
    func fuzzed(seed: Int) throws {
        var explanations = FuzzedExplanations(seed: UInt64(seed))
        for _ in 0..<5 {
            let explanation = explanations.next().explanation()
            #expect(differences(try document(explanation), .document, "") == [])
        }
    }

    @Test("Every field of the list has a path of its own and a meaning of one line")
    func rows() {
        let rows = DocumentField.rows
        #expect(Set(rows.map(\.path)).count == rows.count)
        #expect(rows.count > 200)
        for row in rows {
            #expect(row.meaning.count > 5 && row.meaning.count < 90, "\(row.path)")
            #expect(!row.meaning.hasSuffix(".") && !row.meaning.contains("\n"), "\(row.path)")
        }
        let cell = rows.first { $0.path == "concepts[].region.cell" }
        #expect(cell?.kind.hasPrefix("one of topLeft, top, ") == true)
        #expect(rows.first { $0.path == "concepts[].name" }?.isDerived == true)
        #expect(rows.first { $0.path == "concepts[].channel" }?.isDerived == false)
    }
}
