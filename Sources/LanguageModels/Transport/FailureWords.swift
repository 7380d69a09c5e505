import Foundation

/// Says in plain words what went wrong with a request, and what to do about it.
struct FailureWords: Sendable {
    /// The environment variable that people put their key into.
    let keyVariable: String?

    /// The error for whoever asked.
    func error(
        _ outcome: Result<HTTPResponse, TransferFailure>,
        request: HTTPRequest,
        retries: Int,
        decision: RetryPolicy.Decision
    ) -> LanguageModelsError {
        let tries = retries == 0 ? "" : " after \(retries + 1) tries"
        switch outcome {
        case .failure(let failure):
            return error(failure, request: request, tries: tries)
        case .success(let response):
            return error(response, request: request, tries: tries, decision: decision)
        }
    }

    /// One line about a request that will be sent again.
    func notice(
        _ outcome: Result<HTTPResponse, TransferFailure>,
        request: HTTPRequest,
        wait: Duration
    ) -> String {
        let what =
            switch outcome {
            case .success(let response): "\(request.address) answered \(response.status)"
            case .failure(let failure): "no reply from \(failure)"
            }
        return "\(what); trying again in \(seconds(wait))"
    }

    // MARK: No reply

    private func error(
        _ failure: TransferFailure,
        request: HTTPRequest,
        tries: String
    ) -> LanguageModelsError {
        let message = "no reply from \(failure.address)\(tries): \(failure.detail)"
        switch failure.reason {
        case .refused where request.isLoopback:
            return LanguageModelsError(
                .unreachable,
                message,
                hint: "start the server or give --base-url"
            )
        case .unresolved, .refused:
            return LanguageModelsError(
                .unreachable,
                message,
                hint: "check --base-url, the network and the proxy"
            )
        case .timedOut:
            return LanguageModelsError(
                .unreachable,
                message,
                hint: "try again later or with a faster model"
            )
        case .broken, .other:
            return LanguageModelsError(.unreachable, message, hint: "try again later")
        case .untrusted:
            return LanguageModelsError(
                .unreachable,
                message,
                hint: "name the file of the certificates to trust in CURL_CA_BUNDLE"
            )
        case .tooLarge:
            return LanguageModelsError(.unreadable, message, hint: "check --base-url")
        case .notHTTP:
            return LanguageModelsError(
                .unreadable,
                message,
                hint: "check --base-url: what answers there speaks no HTTP"
            )
        }
    }

    // MARK: A reply that is no success

    private func error(
        _ response: HTTPResponse,
        request: HTTPRequest,
        tries: String,
        decision: RetryPolicy.Decision
    ) -> LanguageModelsError {
        let server = ServerMessage(body: response.body)
        var message = "\(request.address) answered \(response.status)\(tries)"
        if (300..<400).contains(response.status) {
            let target = response.headers["location"].map { shown($0, request) } ?? "nowhere"
            return LanguageModelsError(
                .rejected,
                "\(message): it redirects to \(target), where the request is not sent",
                hint: "give the right address with --base-url"
            )
        }
        if let text = server.text { message += ": \(shown(text, request))" }
        if server.isQuotaSpent {
            return LanguageModelsError(
                .notAllowed,
                message,
                hint: "the account's means are spent: add to them"
            )
        }
        switch response.status {
        case 401: return LanguageModelsError(.notAllowed, message, hint: keyHint(request))
        case 402:
            return LanguageModelsError(
                .notAllowed,
                message,
                hint: "the account's means are spent: add to them"
            )
        case 403:
            return LanguageModelsError(
                .notAllowed,
                message,
                hint: "ask for access, or take another key or model"
            )
        case 404:
            return LanguageModelsError(
                .rejected,
                message,
                hint: "check the model's name (--llm) and --base-url"
            )
        case 413:
            return LanguageModelsError(
                .rejected,
                message,
                hint: "send fewer or smaller images"
            )
        case 429:
            return LanguageModelsError(.unreachable, message, hint: busyHint(decision))
        case 408, 409, 500...:
            return LanguageModelsError(.unreachable, message, hint: busyHint(decision))
        default: return LanguageModelsError(.rejected, message)
        }
    }

    private func keyHint(_ request: HTTPRequest) -> String {
        if let key = request.headers.lazy.compactMap(\.key).first {
            return "check the key in \(key.origin)"
        }
        return keyVariable.map { "set \($0)" } ?? "give a key"
    }

    private func busyHint(_ decision: RetryPolicy.Decision) -> String {
        if case .waitTooLong(let wait) = decision {
            return "the server asks for a wait of \(seconds(wait)): try again then"
        }
        return "try again later"
    }

    /// A server's words: first without the key, only then cut, lest half a key be left.
    private func shown(_ text: String, _ request: HTTPRequest) -> String {
        ServerMessage.clean(request.redacting(ServerMessage.clean(text, limit: 1000)), limit: 200)
    }

    private func seconds(_ duration: Duration) -> String {
        let value =
            Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        return value < 10 ? String(format: "%.1f s", value) : String(format: "%.0f s", value)
    }
}
