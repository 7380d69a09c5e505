import Foundation
import LanguageModels
import ServerFixtures
import Testing

@Suite("Proxies from the environment", .timeLimit(.minutes(1)))
struct ProxyTests {
    // The environment belongs to the whole process, so each test has a process of its own.

    @Test("http_proxy is asked by the whole address")
    func proxy() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer([.http(200, body: "by proxy")])
            setenv("http_proxy", proxy.url.absoluteString, 1)
            unsetenv("no_proxy")
            unsetenv("NO_PROXY")
            let url = try #require(URL(string: "http://model.invalid:81/v1/chat"))
            let response = try await HTTPTransport().send(HTTPRequest(url: url))
            #expect(String(decoding: response.body, as: UTF8.self) == "by proxy")
            #expect(proxy.requests.map(\.target) == ["http://model.invalid:81/v1/chat"])
        }
    }

    @Test("https_proxy is asked for a tunnel and sees no key")
    func tunnel() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer([.http(403)])
            setenv("https_proxy", proxy.url.absoluteString, 1)
            unsetenv("no_proxy")
            unsetenv("NO_PROXY")
            let url = try #require(URL(string: "https://model.invalid/v1/chat"))
            let key = HTTPHeader("x-api-key", try APIKey("sk-0123456789", origin: "test"))
            await #expect(throws: TransferFailure.self) {
                try await HTTPTransport().send(HTTPRequest(url: url, headers: [key]))
            }
            let request = try #require(proxy.requests.first)
            #expect(request.method == "CONNECT")
            #expect(request.target == "model.invalid:443")
            #expect(request.headers["x-api-key"] == nil)
        }
    }

    @Test("this machine's own addresses go through no proxy")
    func loopback() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer([.http(200, body: "by proxy")])
            setenv("http_proxy", proxy.url.absoluteString, 1)
            setenv("all_proxy", proxy.url.absoluteString, 1)
            let server = try ScriptedServer([.http(200, body: "direct")])
            let response = try await HTTPTransport().send(HTTPRequest(url: server.url))
            #expect(String(decoding: response.body, as: UTF8.self) == "direct")
            #expect(proxy.requests.isEmpty)
        }
    }

    @Test("no_proxy is heeded")
    func noProxy() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedServer([.http(200, body: "by proxy")])
            setenv("http_proxy", proxy.url.absoluteString, 1)
            setenv("no_proxy", "model.invalid", 1)
            let url = try #require(URL(string: "http://model.invalid/"))
            await #expect(throws: TransferFailure.self) {
                try await HTTPTransport().send(HTTPRequest(url: url))
            }
            #expect(proxy.requests.isEmpty)
        }
    }
}
