/// What would leave the machine: where to, which pictures, how many questions, at what cost.
public struct SendingPlan: Sendable, Equatable {
    /// A picture that would be sent.
    public struct Image: Sendable, Equatable {
        /// What it shows.
        public var title: String
        /// The width in pixels.
        public var width: Int
        /// The height in pixels.
        public var height: Int
        /// The size of the encoded picture in bytes.
        public var bytes: Int
        /// The SHA-256 of the encoded picture.
        public var sha256: String
        /// In how many questions it would be sent.
        public var times: Int
    }

    /// Who would be asked.
    public var provider: String
    /// The model that would be asked for.
    public var model: String
    /// Where questions would go.
    public var destination: String
    /// Every picture once, in the order of titles.
    public var images: [Image] = []
    /// How many questions for each kind of purpose: `label`, `context`, `summary`.
    public var purposes: [String: Int] = [:]
    /// How many replies are at hand already, so that nothing is sent for them.
    public var cached = 0
    /// What all of it takes, at the most.
    public var estimate = CostEstimate.nothing

    /// Makes an empty plan.
    public init(provider: String, model: String, destination: String) {
        self.provider = provider
        self.model = model
        self.destination = destination
    }

    mutating func add(_ request: ChatRequest, estimate more: CostEstimate) {
        purposes[Self.kind(of: request.purpose), default: 0] += 1
        estimate = estimate + more
        for image in request.images {
            if let place = images.firstIndex(where: { $0.sha256 == image.sha256 }) {
                images[place].times += 1
                continue
            }
            images.append(
                Image(
                    title: image.title,
                    width: image.width,
                    height: image.height,
                    bytes: image.data.count,
                    sha256: image.sha256,
                    times: 1
                )
            )
        }
        images.sort { ($0.title, $0.sha256) < ($1.title, $1.sha256) }
    }

    /// `label` of `label-217`.
    private static func kind(of purpose: String) -> String {
        purpose.replacing(/[-_]\d+.*$/, with: "")
    }
}
