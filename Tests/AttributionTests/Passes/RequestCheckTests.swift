import Attribution
import Models
import Tensors
import Testing

/// Wrong requests are told with what would be right.
@Suite("Requests")
struct RequestCheckTests {
    private let attributor: Attributor
    private let tape: Tape

    init() throws {
        attributor = try Attributor(
            graph: TestNetworks.fork(bias: true),
            composite: .epsilonPlusFlat
        )
        tape = try attributor.forward(TestNetworks.inputs(2))
    }

    private func message(_ request: RelevanceRequest, recording: [String] = []) -> String {
        do {
            _ = try attributor.propagate(tape, [request], recording: recording, toInput: true)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private func request(_ text: String, image: Int = 0) throws -> RelevanceRequest {
        RelevanceRequest(image: image, try Condition(parsing: text))
    }

    @Test("what does not exist is named with its range")
    func ranges() throws {
        #expect(try message(request("y=5")).contains("no class 5; classes are 0 to 4"))
        #expect(try message(request("y=1-5")).contains("no class 5; classes are 0 to 4"))
        #expect(try message(request("y=5-1")).contains("no class 5; classes are 0 to 4"))
        #expect(try message(request("y=1-1")).contains("class 1 cannot be told from itself"))
        #expect(try message(request("y=1", image: 2)).contains("no image 2; images are 0 to 1"))
        let channel = try message(request("y=1;joined=8"))
        #expect(channel.contains("joined has no channel 8; its channels are 0 to 7"))
        #expect(try message(request("y=1;features.28=3")).contains("no layer \"features.28\""))
        #expect(
            try message(request("y=1"), recording: ["nothing"]).contains("no layer \"nothing\"")
        )
        let start = RelevanceRequest(start: .activation(layer: "nowhere"))
        #expect(message(start).contains("no layer \"nowhere\""))
    }

    @Test("selections must lie on one way down from the start")
    func ways() throws {
        let beside = try message(request("y=1;wide=0;narrow=1"))
        #expect(beside.contains("narrow does not lie before wide"))
        var above = RelevanceRequest(start: .activation(layer: "pool"))
        above.channels = [ChannelSelection(layer: "joined", channels: [1])]
        #expect(message(above).contains("starts at pool never reaches joined"))
        #expect(try message(request("y=1;pool=0;joined=1;first=2")) == "no error")
    }

    @Test("inputs that do not fit")
    func inputs() throws {
        #expect(throws: ModelsError.self) { try attributor.forward(Tensor(zeros: [1, 4, 8, 8])) }
        #expect(throws: ModelsError.self) { try attributor.forward(Tensor(zeros: [1, 3, 1, 8])) }
        var broken = TestNetworks.inputs(1)
        broken.withUnsafeMutableElements { $0[7] = .nan }
        let error = #expect(throws: AttributionError.self) { try attributor.forward(broken) }
        #expect(error?.message == "the input holds nan at place 7")
    }

    @Test("top class and probabilities")
    func prediction() {
        let probabilities = tape.probabilities()
        for image in 0..<2 {
            let row = probabilities.slice(image).elements
            #expect(abs(row.reduce(0, +) - 1) < 1e-6)
            #expect(row.max() == row[tape.topClass(image)])
        }
    }

    @Test("all conditions for every image, image by image")
    func imageMajor() throws {
        let conditions = try ["y=0", "y=1;joined=2"].map { try Condition(parsing: $0) }
        let requests = RelevanceRequest.each(conditions, images: 2)
        #expect(requests.map(\.image) == [0, 0, 1, 1])
        #expect(requests.map(\.channels.count) == [0, 1, 0, 1])
    }
}
