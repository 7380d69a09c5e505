import Foundation
import LanguageModels
import Testing

@Suite("Keys")
struct APIKeyTests {
    private let secret = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"

    @Test("a key comes from the environment, without white space around it")
    func environment() throws {
        let key = try APIKey(variable: "A_KEY", in: ["A_KEY": " \(secret)\r\n"])
        #expect(key.origin == "A_KEY")
        #expect(key.redacting(secret) == "[key]")
    }

    @Test("a missing variable is named")
    func missingVariable() throws {
        let error = try #require(throws: LanguageModelsError.self) {
            try APIKey(variable: "A_KEY", in: [:])
        }
        #expect(error.hint == "set A_KEY")
    }

    @Test(
        "what is no key is refused without showing it",
        arguments: ["", " \n", "abc\r\nX: 1", "a b", "k\u{e9}y"]
    )
    func noKey(value: String) throws {
        let error = try #require(throws: LanguageModelsError.self) {
            try APIKey(value, origin: "A_KEY")
        }
        #expect(error.kind == .misuse)
        #expect(error.message.contains("A_KEY"))
        #expect(!error.message.contains("abc"))
    }

    @Test("a file is read if nobody else may use it", arguments: [0o600, 0o400])
    func file(mode: Int) throws {
        let file = try write("\(secret)\n", mode: mode)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try APIKey(file: file).redacting("x\(secret)y") == "x[key]y")
    }

    @Test("a file that others may use is refused", arguments: [0o640, 0o604, 0o660, 0o610, 0o601])
    func openFile(mode: Int) throws {
        let file = try write(secret, mode: mode)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = try #require(throws: LanguageModelsError.self) { try APIKey(file: file) }
        #expect(error.hint == "run chmod 600 \(file.path)")
        #expect(error.message.contains(String(mode, radix: 8)))
    }

    @Test("a folder, a missing file and a large one are refused")
    func oddFiles() throws {
        let folder = FileManager.default.temporaryDirectory
        #expect(throws: LanguageModelsError.self) { try APIKey(file: folder) }
        #expect(throws: LanguageModelsError.self) {
            try APIKey(file: folder.appendingPathComponent("no such file"))
        }
        let large = try write(String(repeating: "k", count: 5000), mode: 0o600)
        defer { try? FileManager.default.removeItem(at: large) }
        let error = #expect(throws: LanguageModelsError.self) { try APIKey(file: large) }
        #expect(error?.message.contains("kkk") == false)
    }

    @Test("nothing shows a key")
    func shown() throws {
        struct Holder {
            let key: APIKey
            let header: HTTPHeader
        }
        let key = try APIKey(secret, origin: "A_KEY")
        let header = HTTPHeader("Authorization", key, prefix: "Bearer ")
        let url = try #require(URL(string: "https://example.invalid/v1"))
        var texts = [
            "\(key)", String(reflecting: key), "\(header)", String(reflecting: header),
            "\(Holder(key: key, header: header))",
            String(reflecting: Holder(key: key, header: header)),
            "\(HTTPRequest(url: url, headers: [header]))",
        ]
        var dumped = ""
        dump(key, to: &dumped)
        dump(header, to: &dumped)
        dump(Holder(key: key, header: header), to: &dumped)
        texts.append(dumped)
        for text in texts {
            #expect(!text.contains(secret.prefix(4)), "\(text)")
        }
        #expect("\(header)" == "Authorization: Bearer [key]")
    }

    @Test(
        "a key is taken out of a text, whole, in part and masked",
        arguments: [
            ("key sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789.", "key [key]."),
            ("sk-proj-AbCdEf is wrong", "[key] is wrong"),
            ("starts with sk-proj-", "starts with [key]"),
            ("ends with 23456789", "ends with [key]"),
            ("sk-proj-****6789. Look", "[key]. Look"),
            ("(sk-proj-Ab***********************************6789)", "([key])"),
            ("sk-proj-AbCdEfGh sk-proj-AbCdEfGh", "[key] [key]"),
            ("nothing of sk-pro here", "nothing of sk-pro here"),
            ("", ""),
        ]
    )
    func redacting(text: String, expected: String) throws {
        #expect(try APIKey(secret, origin: "A_KEY").redacting(text) == expected)
    }

    @Test("a short key goes as a whole, a tiny one is no secret")
    func shortKeys() throws {
        #expect(try APIKey("local", origin: "K").redacting("a local key") == "a [key] key")
        #expect(try APIKey("x", origin: "K").redacting("six boxes") == "six boxes")
    }

    private func write(_ text: String, mode: Int) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file
    }
}
