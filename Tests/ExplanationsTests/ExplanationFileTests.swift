import Explanations
import Foundation
import Testing

@Suite("explanation.json")
struct ExplanationFileTests {
    private let json: String

    init() throws {
        let file = try #require(
            Bundle.module.url(
                forResource: "explanation",
                withExtension: "json",
                subdirectory: "Fixtures"
            )
        )
        json = try String(contentsOf: file, encoding: .utf8)
    }

    private func decode(_ text: String) throws -> Explanation {
        try ExplanationFile.decode(Data(text.utf8), from: "here")
    }

    /// The one line that a changed document is refused with.
    private func refusal(_ text: String) -> String? {
        let error = #expect(throws: ExplanationsError.self) { try decode(text) }
        return error?.description
    }

    private func refusal(replacing old: String, with new: String) -> String? {
        #expect(json.contains(old), "\(old) is not in the fixture")
        return refusal(json.replacing(old, with: new))
    }

    @Test("a document by hand is read whole")
    func read() throws {
        let explanation = try decode(json)
        #expect(explanation.input.label == "bald eagle")
        #expect(explanation.prediction.runnersUp.map(\.class) == [23, 8])
        #expect(abs(explanation.prediction.margin - 0.9) < 1e-12)
        #expect(explanation.concepts.map(\.channel) == [426, 7])
        #expect(explanation.concepts[0].region?.cell == .center)
        #expect(explanation.concepts[1].region == nil)
        #expect(explanation.concepts[0].references[1].label == nil)
        #expect(explanation.leftOut.map(\.reason) == [.weakerFor, .weakerAgainst])
        #expect(explanation.cautions[2] == .differsFromLabel(label: "bald eagle"))
        #expect(explanation.cautions[1] == .unsure(probability: 0.4, margin: 0.4, runnerUp: nil))
        let text = try #require(explanation.text(audience: "end-user", language: "en"))
        #expect(text.text(forChannel: 7)?.hasSharedPattern == false)
        #expect(text.text(forChannel: 8) == nil)
        #expect(explanation.text(audience: "end-user", language: "de") == nil)
        #expect(explanation.assetPaths.count == 11)
    }

    @Test("writing and reading gives the same document, and the same bytes")
    func roundTrip() throws {
        let explanation = try decode(json)
        let bytes = try ExplanationFile.encode(explanation)
        let again = try ExplanationFile.decode(bytes, from: "here")
        #expect(again == explanation)
        #expect(try ExplanationFile.encode(again) == bytes)
        #expect(bytes.last == UInt8(ascii: "\n"))
        // The written form is that of the hand-made document: same keys, same values.
        let written = try JSONSerialization.jsonObject(with: bytes) as? NSDictionary
        let byHand = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary
        #expect(written == byHand)
    }

    @Test("awkward numbers survive")
    func numbers() throws {
        var explanation = try decode(json)
        for value in [0.1 + 0.2, -0.0, 1e-300, 123_456_789.123_456_78, .leastNonzeroMagnitude] {
            explanation.attribution.targetLogit = value
            let again = try ExplanationFile.decode(
                ExplanationFile.encode(explanation),
                from: "here"
            )
            #expect(again.attribution.targetLogit == value)
        }
        explanation.attribution.targetLogit = .nan
        #expect(throws: EncodingError.self) { try ExplanationFile.encode(explanation) }
    }

    @Test("another schema is refused by name")
    func schema() {
        #expect(
            refusal(replacing: "llexicorp/explanation/1", with: "llexicorp/explanation/2")
                == "here: has schema \"llexicorp/explanation/2\", this version reads"
                + " \"llexicorp/explanation/1\"; use the version that wrote it, or explain the photo again"
        )
    }

    @Test(
        "what is no such document is refused",
        arguments: ["", "{", "[]", "null", "{}", "\"text\"", "{\"schema\": 1}", "\u{0}\u{1}\u{2}"]
    )
    func garbage(text: String) {
        #expect(
            refusal(text)
                == "here: is not an explanation (JSON with a \"schema\"); explain the photo again"
        )
    }

    @Test("deep nesting is refused, not followed")
    func deep() {
        let text = String(repeating: "[", count: 100_000)
        #expect(refusal("{\"schema\": \"llexicorp/explanation/1\", \"input\": \(text)") != nil)
    }

    @Test("a document cut anywhere is refused")
    func cut() {
        for length in stride(from: 0, to: json.utf8.count - 3, by: 97) {
            #expect(refusal(String(json.prefix(length))) != nil)
        }
    }

    @Test("a missing key, a wrong type and an unknown word are named with their place")
    func fields() {
        #expect(
            refusal(replacing: "\"logit\": 19.5, ", with: "")
                == "here: \"prediction.logit\" is missing; explain the photo again"
        )
        #expect(
            refusal(replacing: "\"score\": 0.125,", with: "")?
                .contains("\"concepts[0].references[1].score\" is missing") == true
        )
        #expect(
            refusal(replacing: "\"width\": 1200", with: "\"width\": \"wide\"")?
                .contains("\"input.width\" has the wrong type") == true
        )
        #expect(
            refusal(replacing: "\"layerShare\": 0.0462", with: "\"layerShare\": null")?
                .contains("\"concepts[0].layerShare\" has the wrong type") == true
        )
        #expect(
            refusal(replacing: "\"cell\": \"center\"", with: "\"cell\": \"elsewhere\"")?
                .contains("\"concepts[0].region.cell\": ") == true
        )
        #expect(
            refusal(replacing: "\"differsFromLabel\"", with: "\"isSuspicious\"")?
                .hasPrefix("here: \"cautions[2]\"") == true
        )
        #expect(refusal(replacing: "\"logit\": 19.5, ", with: "")?.contains("\n") == false)
    }

    @Test(
        "an asset outside of the folder is refused",
        arguments: ["/etc/passwd", "../photo.png", "assets/../../photo.png", "assets/\\u0000.png"]
    )
    func strayAsset(path: String) {
        let message = refusal(replacing: "\"assets/photo.png\"", with: "\"\(path)\"")
        #expect(message?.contains("does not lie in the explanation's folder") == true)
    }

    @Test("a file, or the folder that holds it, is read; a missing one is named")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("explanation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hint = "give the folder that `llexicorp explain` wrote, or its explanation.json"
        for url in [folder, folder.appendingPathComponent("nowhere.json")] {
            let error = #expect(throws: ExplanationsError.self) {
                try ExplanationFile.read(from: url)
            }
            #expect(
                error?.description.hasSuffix(": no explanation can be read here; \(hint)") == true
            )
        }
        let file = folder.appendingPathComponent(ExplanationFile.name)
        try Data(json.utf8).write(to: file)
        let explanation = try decode(json)
        #expect(try ExplanationFile.read(from: folder) == explanation)
        #expect(try ExplanationFile.read(from: file) == explanation)
    }
}
