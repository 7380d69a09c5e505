import LanguageModels

/// What came of a question.
enum Outcome<Answer: Sendable>: Sendable {
    /// A usable reply.
    case answered(Answered<Answer>)
    /// No usable reply, not even after asking to mend it.
    case failed(ReplyProblem)
    /// The reply will come later.
    case awaited
    /// It was not asked, or in vain: nobody answers any more.
    case unavailable

    /// What was read from the reply, if there is a usable one.
    var answer: Answer? {
        if case .answered(let answered) = self { answered.answer } else { nil }
    }

    /// Whether a reply came, usable or not.
    var isSettled: Bool {
        switch self {
        case .answered, .failed: true
        case .awaited, .unavailable: false
        }
    }
}

/// A usable reply.
struct Answered<Answer: Sendable>: Sendable {
    /// What was read from it.
    let answer: Answer
    /// The question with the reply behind it.
    let conversation: ChatRequest
    /// What was wrong with a first reply that was mended.
    let mended: ReplyProblem?
    /// What is worth a record.
    let notes: [ReplyNote]
}

/// Asks a language model, once more where a reply is of no use, and knows when to stop asking.
///
/// The first error that holds for all questions, such as a server that cannot be reached, is kept:
/// nothing more is asked, so that not every question has to wait in vain.
actor Inquiry {
    private let model: any ChatModel
    private let repair: PromptTemplate
    private let strings: PromptStrings
    /// Why nothing more is asked; nil while all is well.
    private(set) var outage: LanguageModelsError?
    /// Whether replies will come later.
    private(set) var isAwaiting = false
    private var usage: TokenUsage?
    private var models: [String: Int] = [:]

    /// How much of a reply that is of no use is sent back, in characters.
    private static let quoted = 1500
    /// How much more room a reply gets that was cut off.
    private static let moreRoom = 3

    init(_ model: any ChatModel, repair: PromptTemplate, strings: PromptStrings) {
        self.model = model
        self.repair = repair
        self.strings = strings
    }

    /// Where questions go, for people.
    var destination: String { model.destination }

    /// The tokens counted so far; nil where the server does not count.
    var tokens: TokenUsage? { usage }

    /// The model as the server names it most often; the one asked for where no reply came.
    var modelName: String {
        let most = models.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return most.flatMap { CleanText.field($0.key) } ?? model.model
    }

    /// Asks a question.
    ///
    /// - Parameters:
    ///   - request: The question.
    ///   - form: What the reply must look like.
    /// - Returns: What came of it.
    /// - Throws: `CancellationError` if the task was cancelled from outside.
    func ask<Form: ReplyForm>(
        _ request: ChatRequest,
        _ form: Form
    ) async throws -> Outcome<Form.Answer> {
        switch try await send(request) {
        case .failed(let problem): return .failed(problem)
        case .awaited: return .awaited
        case .unavailable: return .unavailable
        case .came(let reply):
            switch Self.read(reply, form) {
            case .success(let (answer, notes)):
                return .answered(
                    Answered(
                        answer: answer,
                        conversation: Self.continued(request, reply),
                        mended: nil,
                        notes: notes
                    )
                )
            case .failure(let problem):
                return try await mend(request, reply, problem, form)
            }
        }
    }

    /// Asks for another wording of a usable reply.
    ///
    /// - Parameters:
    ///   - answered: The reply.
    ///   - findings: What is wrong with it, in sentences.
    ///   - form: What the reply must look like.
    /// - Returns: What was read from the other wording; nil where none can be used.
    /// - Throws: `CancellationError` if the task was cancelled from outside.
    func reword<Form: ReplyForm>(
        _ answered: Answered<Form.Answer>,
        _ findings: [String],
        _ form: Form
    ) async throws -> Form.Answer? {
        var request = answered.conversation
        request.purpose += "-reword"
        request.messages.append(ChatMessage(.user, [.text(question(findings))]))
        guard case .came(let reply) = try await send(request),
            case .success(let (answer, _)) = Self.read(reply, form)
        else { return nil }
        return answer
    }

    /// Does something with each item at once, and gives the results in the items' order.
    ///
    /// Once nobody answers any more, questions that are still on their way are called off.
    func each<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        _ body: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        let results = try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask { (index, try await body(item)) }
            }
            var results = [Result?](repeating: nil, count: items.count)
            for try await (index, result) in group {
                results[index] = result
                if isHopeless { group.cancelAll() }
            }
            return results.compactMap { $0 }
        }
        try Task.checkCancellation()
        return results
    }

    // MARK: Private

    private enum Sent {
        case came(ChatReply)
        case failed(ReplyProblem)
        case awaited
        case unavailable
    }

    /// Whether questions on their way have no chance either: one beyond the budget says nothing
    /// about those.
    private var isHopeless: Bool {
        outage.map { $0.kind != .overBudget } ?? false
    }

    private func send(_ request: ChatRequest) async throws -> Sent {
        guard outage == nil else { return .unavailable }
        do {
            let reply = try await model.reply(to: request)
            count(reply)
            return .came(reply)
        } catch let error as LanguageModelsError {
            switch error.kind {
            case .pending:
                isAwaiting = true
                return .awaited
            case .unreachable, .notAllowed, .overBudget, .misuse:
                if outage == nil { outage = error }
                return .unavailable
            case .rejected, .unreadable:
                return .failed(.server(Self.detail(error)))
            }
        } catch let error as CancellationError {
            // Called off by `each`, not from outside; that it checks itself.
            guard isHopeless else { throw error }
            return .unavailable
        } catch {
            return .failed(.server(CleanText.line("\(error)").prefixed(to: 160)))
        }
    }

    private func mend<Form: ReplyForm>(
        _ request: ChatRequest,
        _ reply: ChatReply,
        _ problem: ReplyProblem,
        _ form: Form
    ) async throws -> Outcome<Form.Answer> {
        var again = Self.continued(request, reply)
        again.purpose += "-again"
        again.messages.append(
            ChatMessage(.user, [.text(question([problem.finding(strings)]))])
        )
        if problem == .cut { again.maximumTokens *= Self.moreRoom }
        switch try await send(again) {
        // What is wrong with the first reply is known; why the second failed matters less.
        case .failed, .unavailable: return .failed(problem)
        case .awaited: return .awaited
        case .came(let second):
            switch Self.read(second, form) {
            case .success(let (answer, notes)):
                return .answered(
                    Answered(
                        answer: answer,
                        conversation: Self.continued(again, second),
                        mended: problem,
                        notes: notes
                    )
                )
            case .failure(let problem):
                return .failed(problem)
            }
        }
    }

    private func question(_ findings: [String]) -> String {
        let clean = findings.map { CleanText.line($0).prefixed(to: 300) }
        return repair.fill(["findings": clean]).question
    }

    private func count(_ reply: ChatReply) {
        models[reply.model, default: 0] += 1
        guard let more = reply.usage else { return }
        let old = usage ?? TokenUsage(input: 0, output: 0)
        usage = TokenUsage(
            input: old.input &+ more.input,
            output: old.output &+ more.output
        )
    }

    private static func read<Form: ReplyForm>(
        _ reply: ChatReply,
        _ form: Form
    ) -> Result<(Form.Answer, [ReplyNote]), ReplyProblem> {
        do throws(ReplyProblem) {
            let object = try ReplyObject(reply, form.schema)
            return .success((try form.read(object), object.notes))
        } catch {
            return .failure(error)
        }
    }

    /// The conversation with the model's reply behind it; servers take no empty message.
    private static func continued(_ request: ChatRequest, _ reply: ChatReply) -> ChatRequest {
        var request = request
        let text = [reply.text, reply.refusal ?? ""].first { $0.contains { !$0.isWhitespace } }
        let quoted = (text ?? "-").prefixed(to: quoted)
        request.messages.append(ChatMessage(.assistant, [.text(quoted)]))
        return request
    }

    private static func detail(_ error: LanguageModelsError) -> String {
        CleanText.line(error.message).prefixed(to: 160)
    }
}

extension String {
    /// At most so many characters of it.
    func prefixed(to most: Int) -> String {
        count > most ? String(prefix(most)) + "…" : self
    }
}
