import Explanations
import LanguageModels

/// One run through the three steps.
struct LanguageModelNarration: Sendable {
    let explanation: Explanation
    let questions: Questions
    let inquiry: Inquiry
    let measured: MeasuredWords
    let repair: TextRepair
    let strings: PromptStrings
    let verifiesNames: Bool
    let isRehearsal: Bool

    /// What came of one concept.
    struct Part: Sendable {
        let concept: Concept
        /// The name that the reference index holds for it; nil where there is none.
        let naming: ConceptNaming?
        /// What came of the question for its name; nil where there is nothing to name it by, or where
        /// the index has a name.
        let label: Outcome<ConceptLabel>?
        /// Its name, if it has one.
        var named: KnownName?
        /// What came of the question what it did; nil where it was not asked.
        var context: Outcome<ConceptContext>?
        /// What came of the test of its name; nil where it was not tested.
        var test: Outcome<Set<Int>>?

        /// Whether a reply came for it, usable or not.
        var isSettled: Bool {
            [label?.isSettled, context?.isSettled, test?.isSettled].contains(true)
        }
    }

    /// The text, but for its narrator and source.
    func text() async throws -> NarratedText {
        var parts = try await labelled()
        guard parts.contains(where: { $0.label?.isSettled ?? true }) else {
            return await untold()
        }
        parts = try await contextualized(parts)
        guard parts.isEmpty || parts.contains(where: \.isSettled) else { return await untold() }
        var text = measured.text
        text.usesLanguageModel = true
        text.checks = []
        text.concepts = parts.map(told)
        var mended = try await reword(parts, in: &text)

        var summary: Outcome<String>?
        if text.concepts.allSatisfy({ $0.context != "" }), await !inquiry.isAwaiting {
            let (request, form) = questions.summary(of: text.concepts)
            let outcome = try await inquiry.ask(request, form)
            if case .answered(let answered) = outcome {
                text.summary = answered.answer
                let (answer, failed) = try await repair.mended(nil, in: text, answered, form) {
                    $1.summary = $0
                }
                text.summary = answer
                mended[nil] = failed
            }
            summary = outcome
        }
        text.problem = await problem(summary)
        await explainUnasked(&text, parts)
        text.checks =
            replies(parts, summary) + nameTests(of: text)
            + repair.results(for: text, mended: mended)
        return text
    }

    // MARK: The steps

    private func labelled() async throws -> [Part] {
        let parts = try await inquiry.each(explanation.concepts) { concept in
            if let naming = concept.indexName(in: questions.language) {
                let name = KnownName(naming, of: concept)
                return Part(concept: concept, naming: naming, label: nil, named: name)
            }
            guard !concept.references.isEmpty else {
                return Part(concept: concept, naming: nil, label: nil)
            }
            let asked = try await labelStep.ask(concept.channel, shownBy: concept.references)
            let label = isRehearsal ? asked.named : asked
            return Part(
                concept: concept,
                naming: nil,
                label: label,
                named: label.answer.flatMap { KnownName($0) }
            )
        }
        let names = KnownName.toldApart(parts.map(\.named), channels: parts.map(\.concept.channel))
        return zip(parts, names).map { part, name in
            var part = part
            part.named = name
            return part
        }
    }

    private var labelStep: LabelStep {
        LabelStep(
            prompt: questions.prompts.label,
            language: questions.language,
            pictures: questions.pictures,
            inquiry: inquiry
        )
    }

    /// Asks what each concept did, and tests the names at the same time.
    private func contextualized(_ parts: [Part]) async throws -> [Part] {
        let names = Dictionary(
            parts.compactMap { part in part.named.map { (part.concept.channel, $0.name) } }
        ) { first, _ in first }
        enum Question { case context, test }
        let work = parts.indices.flatMap { [($0, Question.context), ($0, Question.test)] }
        let results = try await inquiry.each(work) { index, question in
            var part = parts[index]
            switch question {
            case .context where part.label == nil || part.label?.answer != nil:
                let (request, form) = try questions.context(
                    of: part.concept,
                    part.named,
                    names: names
                )
                part.context = try await inquiry.ask(request, form)
            case .test where verifiesNames:
                guard let name = part.named, let samples = part.concept.nameTestSamples,
                    !samples.isEmpty
                else { break }
                let (request, form) = try questions.test(name, of: part.concept, on: samples)
                part.test = try await inquiry.ask(request, form)
            default: break
            }
            return part
        }
        return parts.indices.map { index in
            var part = results[2 * index]
            part.test = results[2 * index + 1].test
            return part
        }
    }

    /// Has contexts reworded that a check found something in.
    private func reword(
        _ parts: [Part],
        in text: inout NarratedText
    ) async throws -> [Int?: Set<String>] {
        let whole = text
        let contexts = try await inquiry.each(Array(parts.indices)) { index in
            let part = parts[index]
            guard case .answered(let answered)? = part.context else {
                return (ConceptContext?.none, Set<String>())
            }
            let form = ContextForm(isNamed: part.named != nil, language: questions.language)
            let (answer, failed) = try await repair.mended(
                part.concept.channel,
                in: whole,
                answered,
                form
            ) { $1.concepts[index].tell($0) }
            return (answer, failed)
        }
        var mended: [Int?: Set<String>] = [:]
        for (index, (context, failed)) in contexts.enumerated() {
            if let context { text.concepts[index].tell(context) }
            mended[parts[index].concept.channel] = failed
        }
        return mended
    }

    // MARK: Putting together

    private func told(_ part: Part) -> ConceptText {
        let concept = part.concept
        var text = ConceptText(
            channel: concept.channel,
            name: strings.name(ofChannel: concept.channel),
            hasSharedPattern: false,
            nameConfidence: nil,
            context: measured.contexts[concept.channel] ?? ""
        )
        switch part.label {
        case nil where part.naming != nil: break
        case nil: text.problem = strings.problems.noReferences
        case .failed(let problem): text.problem = strings.problem(problem).label
        case .awaited: text.problem = strings.problems.awaited.label
        case .unavailable: break
        case .answered(let answered):
            let label = answered.answer
            text.name = part.named?.name ?? strings.noSharedPattern
            text.hasSharedPattern = label.isShared
            text.description = label.description.isEmpty ? nil : label.description
            if label.isShared {
                text.fitting = label.fitting.count
                text.nameConfidence =
                    Double(label.fitting.count) / Double(concept.references.count)
            }
        }
        if let naming = part.naming {
            text.take(naming, of: concept, called: part.named?.name ?? strings.noSharedPattern)
        }
        switch part.context {
        case .answered(let answered): text.tell(answered.answer)
        case .failed(let problem): text.problem = strings.problem(problem).context
        case .awaited: text.problem = strings.problems.awaited.context
        case .unavailable, nil: break
        }
        if let showing = part.test?.answer, let samples = concept.nameTestSamples {
            let test = NameTest(samples, showing: showing)
            text.nameTest = test
            text.nameConfidence = test.score
        }
        return text
    }

    /// The offline narrator's text, where nobody answered at all.
    private func untold() async -> NarratedText {
        var text = measured.text
        text.problem = await problem(nil)
        return text
    }

    /// Why the summary, or anything that was not asked, is not the model's own.
    private func problem(_ summary: Outcome<String>?) async -> String? {
        if let outage = await inquiry.outage {
            // A reader of the sheet needs to know who did not answer; the error itself went to the terminal.
            let isServer = outage.kind == .unreachable
            let detail = CleanText.line(isServer ? await inquiry.destination : outage.message)
                .prefixed(to: 160)
            return strings.outage(outage.kind).replacing("{detail}", with: detail)
        }
        if await inquiry.isAwaiting { return strings.outages.awaited }
        if case .failed(let problem)? = summary { return strings.problem(problem).summary }
        return nil
    }

    /// Says of each concept that was not asked for any more why, where others were.
    private func explainUnasked(_ text: inout NarratedText, _ parts: [Part]) async {
        guard await inquiry.outage != nil else { return }
        for (index, part) in parts.enumerated() {
            if case .unavailable? = part.label {
                text.concepts[index].problem = strings.problems.unasked.label
            } else if case .unavailable? = part.context {
                text.concepts[index].problem = strings.problems.unasked.context
            }
        }
    }

    /// What was wrong with replies, as verdicts: mended, forgiven or beyond help.
    private func replies(_ parts: [Part], _ summary: Outcome<String>?) -> [CheckResult] {
        var results = summary.map { verdicts($0, channel: nil) } ?? []
        for part in parts {
            let channel = part.concept.channel
            results += part.label.map { verdicts($0, channel: channel) } ?? []
            results += part.context.map { verdicts($0, channel: channel) } ?? []
            results += part.test.map { verdicts($0, channel: channel) } ?? []
        }
        return results
    }

    /// Whether each tested name tells what its channel stands for.
    private func nameTests(of text: NarratedText) -> [CheckResult] {
        text.concepts.compactMap { concept in
            guard let test = concept.nameTest else { return nil }
            let passed = test.score >= Self.leastScore
            return CheckResult(
                check: "name-test",
                channel: concept.channel,
                passed: passed,
                finding: passed
                    ? nil
                    : "By its name alone the photos of the channel are hardly told from others.",
                evidence: "\(test.heldOutRight) of \(test.heldOut) held-out references and"
                    + " \(test.randomRight) of \(test.random) random photos told rightly"
            )
        }
    }

    /// The least score of a name in its test: eight of twelve photos.
    ///
    /// Guessing gives six; as many as eight come about by chance in one of five tests.
    private static let leastScore = 0.65

    private func verdicts<Answer>(_ outcome: Outcome<Answer>, channel: Int?) -> [CheckResult] {
        func verdict(_ passed: Bool, _ finding: String, repaired: Bool? = nil) -> CheckResult {
            CheckResult(
                check: "reply",
                channel: channel,
                passed: passed,
                finding: finding,
                repaired: repaired
            )
        }
        switch outcome {
        case .failed(let problem): return [verdict(false, problem.finding(strings))]
        case .awaited, .unavailable: return []
        case .answered(let answered):
            let mended = answered.mended.map {
                [verdict(true, $0.finding(strings), repaired: true)]
            }
            return (mended ?? []) + answered.notes.map { verdict(true, $0.sentence(strings)) }
        }
    }
}

extension Outcome<ConceptLabel> {
    /// The same with a name, whatever the reply says.
    fileprivate var named: Self {
        guard case .answered(let answered) = self, !answered.answer.isShared else { return self }
        var label = answered.answer
        label.isShared = true
        return .answered(
            Answered(
                answer: label,
                conversation: answered.conversation,
                mended: answered.mended,
                notes: answered.notes
            )
        )
    }
}

extension ConceptText {
    /// Takes over what a language model tells of the photo.
    fileprivate mutating func tell(_ told: ConceptContext) {
        context = told.text
        presence = told.presence
        seen = told.seen
    }
}

extension NameTest {
    /// Counts the right answers.
    ///
    /// - Parameters:
    ///   - samples: What was shown, in the order of their numbers.
    ///   - showing: The numbers that the name was said to fit, from 1.
    fileprivate init(_ samples: [NameTestSample], showing: Set<Int>) {
        self.init(heldOut: 0, heldOutRight: 0, random: 0, randomRight: 0)
        for (index, sample) in samples.enumerated() {
            let isShowing = showing.contains(index + 1)
            if sample.isHeldOut {
                heldOut += 1
                heldOutRight += isShowing ? 1 : 0
            } else {
                random += 1
                randomRight += isShowing ? 0 : 1
            }
        }
    }
}

extension PromptStrings {
    /// Why nothing more was asked.
    fileprivate func outage(_ kind: LanguageModelsError.Kind) -> String {
        switch kind {
        case .notAllowed: outages.notAllowed
        case .overBudget: outages.overBudget
        case .misuse: outages.misuse
        default: outages.unreachable
        }
    }
}
