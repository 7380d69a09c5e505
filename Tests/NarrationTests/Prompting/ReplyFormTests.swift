import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

/// A reply that is right in everything.
private let good = Replies.label("Dark discs")

@Suite struct ReplyFormTests {
    private static func read<Form: ReplyForm>(
        _ text: String,
        _ form: Form,
        finish: ChatReply.Finish = .stop,
        refusal: String? = nil
    ) -> Result<Form.Answer, ReplyProblem> {
        do throws(ReplyProblem) {
            let reply = ChatReply(text: text, finish: finish, refusal: refusal, model: "m")
            return .success(try form.read(try ReplyObject(reply, form.schema)))
        } catch {
            return .failure(error)
        }
    }

    private static let labelForm = LabelForm(count: 6, language: "en")

    private static func readLabel(_ text: String) -> Result<ConceptLabel, ReplyProblem> {
        read(text, labelForm)
    }

    @Test func schemasAreStrict() throws {
        let expected = """
            {"additionalProperties":false,"properties":{"description":{"type":"string"},\
            "fitting":{"items":{"type":"integer"},"type":"array"},\
            "kind":{"enum":["object","part","texture","color","shape","scene","other"],\
            "type":"string"},"name":{"type":"string"},"shared":{"type":"boolean"}},\
            "required":["description","fitting","kind","name","shared"],"type":"object"}
            """
        #expect(try Self.json(Self.labelForm.schema) == expected)
        #expect(
            try Self.json(ContextForm(isNamed: true, language: "en").schema) == """
                {"additionalProperties":false,"properties":{"highlighted":{"type":"string"},\
                "presence":{"enum":["present","something-else","spread-out"],"type":"string"},\
                "text":{"type":"string"}},"required":["highlighted","presence","text"],\
                "type":"object"}
                """
        )
        #expect(
            try Self.json(NameTestForm(count: 2).schema) == """
                {"additionalProperties":false,"properties":{"showing":{"items":\
                {"type":"integer"},"type":"array"}},"required":["showing"],"type":"object"}
                """
        )
        #expect(
            try Self.json(SummaryForm(language: "en").schema) == """
                {"additionalProperties":false,"properties":{"summary":{"type":"string"}},\
                "required":["summary"],"type":"object"}
                """
        )
    }

    private static func json(_ schema: ReplySchema) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(schema.schema), as: UTF8.self)
    }

    @Test func aGoodReplyIsRead() throws {
        let label = try Self.readLabel(discs(fitting: [5, 2, 2])).get()
        #expect(label.name == "Dark discs" && label.isShared && label.kind == .shape)
        #expect(label.fitting == [2, 5])
    }

    private func discs(fitting: [Int]) -> String { Replies.label("Dark discs", fitting: fitting) }

    @Test(arguments: [
        ("", ReplyProblem.empty),
        (" \n\t", .empty),
        ("I would call it dark discs.", .notJSON),
        ("[1, 2]", .notJSON),
        ("\"Dark discs\"", .notJSON),
        ("{\"name\": \"Dark discs\"", .notJSON),
        ("{}", .missing("description")),
        (good.replacing("\"shared\": true", with: "\"share\": true"), .missing("shared")),
        (good.replacing("true", with: "\"true\""), .wrongValue("shared")),
        (good.replacing("true", with: "1"), .wrongValue("shared")),
        (good.replacing("\"Dark discs\"", with: "null"), .wrongValue("name")),
        (good.replacing("\"Dark discs\"", with: "[\"Dark\"]"), .wrongValue("name")),
        (good.replacing("\"Dark discs\"", with: "\"\""), .emptyField("name")),
        (good.replacing("\"Dark discs\"", with: "\"<b> </b>**\""), .emptyField("name")),
        (
            good.replacing("Dark discs", with: String(repeating: "Disc ", count: 20)),
            .longField("name", most: 60)
        ),
        (good.replacing("\"shape\"", with: "\"blob\""), .wrongValue("kind")),
        (good.replacing("[1, 2, 3]", with: "\"all\""), .wrongValue("fitting")),
        (good.replacing("[1, 2, 3]", with: "[1.5, 2]"), .wrongValue("fitting")),
        (good.replacing("[1, 2, 3]", with: "[1, 7]"), .noSuchNumber("fitting", most: 6)),
        (good.replacing("[1, 2, 3]", with: "[0, 2]"), .noSuchNumber("fitting", most: 6)),
        (good.replacing("[1, 2, 3]", with: "[4]"), .notShared),
        (
            good.replacing(
                "Each of the areas shows a small dark disc.",
                with: "Die Stellen zeigen eine kleine dunkle Scheibe."
            ), .otherLanguage
        ),
        (
            good.replacing("Dark discs", with: "Тёмные диски")
                .replacing("Each of the areas shows a small dark disc.", with: "Тёмные диски."),
            .otherLanguage
        ),
        (String(repeating: "x", count: 1_000_000), .tooLong),
        (String(repeating: "{", count: 30_000), .notJSON),
        (String(repeating: "{\"a\":", count: 6000), .notJSON),
        (String(repeating: "[", count: 30_000), .notJSON),
    ])
    func aBadReplyIsToldFromAGoodOne(text: String, problem: ReplyProblem) {
        #expect(Self.readLabel(text) == .failure(problem))
    }

    @Test(arguments: [
        (ChatReply.Finish.refusal, ReplyProblem.refused), (.contentFilter, .filtered),
        (.length, .cut),
    ])
    func theFinishIsLookedAtFirst(finish: ChatReply.Finish, problem: ReplyProblem) {
        #expect(Self.read(good, Self.labelForm, finish: finish) == .failure(problem))
    }

    @Test func aRefusalWithoutTextIsOne() {
        #expect(Self.read("", Self.labelForm, refusal: "I cannot.") == .failure(.refused))
    }

    @Test(arguments: [
        ("Sure! Here it is:\n```json\n\(good)\n```\nAnything else?", [ReplyNote.surrounded]),
        ("The set {1, 2} fits. \(good)", [.surrounded]),
        ("\(good) {\"name\": \"Second\"}", [.surrounded]),
        (good.replacing("{", with: "{\"why\": \"}{\", "), [.strayKeys]),
        ("  \(good)\n", []),
    ])
    func anObjectInProseIsTakenAndNoted(text: String, notes: [ReplyNote]) throws {
        let reply = ChatReply(text: text, finish: .stop, model: "m")
        let object = try ReplyObject(reply, Self.labelForm.schema)
        #expect(object.notes == notes)
        #expect(try Self.labelForm.read(object).name == "Dark discs")
    }

    @Test func nothingSharedNeedsNoName() throws {
        let label = try Self.readLabel(
            Replies.label("", fitting: [], shared: false, description: "")
        ).get()
        #expect(!label.isShared && label.name.isEmpty && label.fitting.isEmpty)
    }

    @Test func aSingleReferenceCanBeNamed() throws {
        let form = LabelForm(count: 1, language: "en")
        #expect(try Self.read(discs(fitting: [1]), form).get().fitting == [1])
        #expect(Self.read(discs(fitting: []), form) == .failure(.notShared))
    }

    @Test func contextsAndSummariesAreRead() throws {
        let form = ContextForm(isNamed: true, language: "en")
        let context = try Self.read(Replies.context(presence: "something-else"), form).get()
        #expect(context.presence == .somethingElse && context.seen == "a dark disc")
        #expect(
            Self.read(Replies.context(presence: "maybe"), form) == .failure(.wrongValue("presence"))
        )
        #expect(Self.read(Replies.context(presence: nil), form) == .failure(.missing("presence")))
        let czech = ContextForm(isNamed: true, language: "cs")
        #expect(Self.read(Replies.context(), czech) == .failure(.otherLanguage))
        let summary = SummaryForm(language: "de")
        #expect(Self.read(Replies.summary(), summary) == .failure(.otherLanguage))
        #expect(
            try Self.read(Replies.summary("Das Modell stützte sich auf Scheiben."), summary).get()
                == "Das Modell stützte sich auf Scheiben."
        )
    }

    @Test(arguments: [
        ("en", "The dark disc is on the left of the photo.", false),
        ("en", "Dark discs", false),
        ("en", "Der dunkle Kreis ist auf der linken Seite.", true),
        ("en", "Tmavý kotouč je vlevo a svědčí pro odpověď.", true),
        ("de", "Die Scheibe liegt links. Sie spricht für die Antwort.", false),
        ("de", "The disc is on the left.", true),
        ("cs", "Tmavý kotouč je na fotografii vlevo. Svědčí pro odpověď.", false),
        ("cs", "Die Scheibe liegt links und spricht für die Antwort.", true),
        ("en", "这是一个黑色圆盘。", true),
        ("de", "Это тёмный диск слева.", true),
        ("fr", "The disc is on the left.", false),
        ("en", "A map of die-cut panels in the Des Moines style.", false),
    ])
    func languagesAreToldApart(language: String, text: String, differs: Bool) {
        #expect(ReplyLanguage.differs(from: language, in: text) == differs)
    }
}
