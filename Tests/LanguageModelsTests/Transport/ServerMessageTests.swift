import Foundation
import LanguageModels
import Testing

@Suite("What servers say about errors")
struct ServerMessageTests {
    @Test(
        "every vendor's form is read",
        arguments: [
            (#"{"error":{"message":"No","type":"invalid_request_error","code":null}}"#, "No"),
            (#"{"type":"error","error":{"type":"overloaded_error","message":"No"}}"#, "No"),
            (#"{"error":{"code":400,"message":"No","type":"x"}}"#, "No"),
            (#"[{"error":{"code":400,"message":"No","status":"INVALID_ARGUMENT"}}]"#, "No"),
            (#"{"error":"No"}"#, "No"), (#"{"object":"error","message":"No","code":404}"#, "No"),
            (#"{"statusCode":404,"message":"No"}"#, "No"), (#"{"detail":"No"}"#, "No"),
            (#"{"detail":[{"loc":["body"],"msg":"No","type":"missing"}]}"#, "No"),
            (#""No""#, "No"), ("No\n", "No"), ("  no   such\tthing ", "no such thing"),
            ("<html><body>502</body></html>", nil), ("", nil), ("{}", nil), ("[]", nil),
            ("42", nil),
            ("null", nil), (#"{"error":null}"#, nil), (#"{"error":{"message":""}}"#, nil),
            (#"{"error":{"message":{"deep":1}}}"#, nil),
        ] as [(String, String?)]
    )
    func forms(body: String, text: String?) {
        #expect(ServerMessage(body: Data(body.utf8)).text == text)
    }

    @Test("bytes that are no text, and JSON nested without end, do no harm")
    func hostile() {
        let deep = String(repeating: "[", count: 100_000)
        #expect((ServerMessage(body: Data(deep.utf8)).text ?? "").count <= 1001)
        let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
        #expect((ServerMessage(body: bytes).text ?? "").count <= 1001)
    }

    @Test("a text fits on one line of a terminal")
    func clean() {
        #expect(
            ServerMessage.clean("a\r\nb\tc\u{1b}[31md\u{202e}e\u{200b}f\u{2028}g", limit: 50)
                == "a b c [31md e f g"
        )
        #expect(ServerMessage.clean("abcdef", limit: 3) == "abc\u{2026}")
        #expect(ServerMessage.clean("abc", limit: 3) == "abc")
        let marks = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(ServerMessage.clean(marks, limit: 10).unicodeScalars.count <= 81)
    }
}
