/// How many tokens a model counts for a picture.
///
/// Each case is a vendor's published rule; where a rule is approximate the estimate errs upwards.
public enum ImageTokens: Sendable, Equatable {
    /// OpenAI's tiles: the picture is fitted into 2048², then its short side into 768; each tile of
    /// 512² costs `perTile`, the picture `base`.
    case tiles(base: Int, perTile: Int)
    /// OpenAI's patches: squares of 32 pixels, at most `most` of them after fitting the picture
    /// into `longest`, times a factor per model.
    case patches(most: Int, longest: Int, factor: Double)
    /// Claude's area: width · height / 750 after fitting the picture into `longest`, at most `most`.
    case area(longest: Int, most: Int)
    /// Gemini 2's tiles: 258 up to 384², else 258 for each tile of 768².
    case flatTiles
    /// The same for each picture.
    case flat(Int)
    /// A guess for local models, of which each has its own rule: one token for 28² pixels, at
    /// least 576 (LLaVA's count), after fitting the picture into `longest`.
    case guess(longest: Int)

    /// The longest side that is worth sending: what is larger is made smaller by the server.
    public var longestSide: Int {
        switch self {
        case .tiles: 2048
        case .patches(_, let longest, _), .area(let longest, _), .guess(let longest): longest
        case .flatTiles: 1536
        case .flat: 1536
        }
    }

    /// The tokens of a picture.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    /// - Returns: The tokens, at the most.
    public func count(width: Int, height: Int) -> Int {
        precondition(width > 0 && height > 0, "a picture of \(width)x\(height) pixels")
        switch self {
        case .tiles(let base, let perTile):
            let (w, h) = Self.tileSize(width: width, height: height)
            return base + perTile * Self.parts(w, of: 512) * Self.parts(h, of: 512)
        case .patches(let most, let longest, let factor):
            let (w, h) = Self.fitted(width, height, into: longest)
            let patches = min(Self.parts(w, of: 32) * Self.parts(h, of: 32), most)
            return Int((Double(patches) * factor).rounded(.up))
        case .area(let longest, let most):
            let (w, h) = Self.fitted(width, height, into: longest)
            return min(Self.parts(w * h, of: 750), most)
        case .flatTiles:
            if width <= 384, height <= 384 { return 258 }
            return 258 * Self.parts(width, of: 768) * Self.parts(height, of: 768)
        case .flat(let tokens): return tokens
        case .guess(let longest):
            let (w, h) = Self.fitted(width, height, into: longest)
            return max(576, Self.parts(w, of: 28) * Self.parts(h, of: 28))
        }
    }

    /// The size at which a picture is worth sending: anything larger the server would shrink.
    ///
    /// - Parameters:
    ///   - width: The width in pixels.
    ///   - height: The height in pixels.
    /// - Returns: The picture's own size where that is no larger.
    public func worthwhileSize(width: Int, height: Int) -> (width: Int, height: Int) {
        if case .tiles = self { return Self.tileSize(width: width, height: height) }
        return Self.fitted(width, height, into: longestSide)
    }

    // MARK: Sizes

    private static func tileSize(width: Int, height: Int) -> (width: Int, height: Int) {
        let (w, h) = fitted(width, height, into: 2048)
        let short = min(w, h)
        return short > 768 ? scaled(w, h, by: 768 / Double(short)) : (w, h)
    }

    private static func fitted(_ width: Int, _ height: Int, into longest: Int) -> (Int, Int) {
        let long = max(width, height)
        return long > longest
            ? scaled(width, height, by: Double(longest) / Double(long))
            : (width, height)
    }

    private static func scaled(_ width: Int, _ height: Int, by factor: Double) -> (Int, Int) {
        (
            max(1, Int((Double(width) * factor).rounded())),
            max(1, Int((Double(height) * factor).rounded()))
        )
    }

    private static func parts(_ length: Int, of size: Int) -> Int { (length + size - 1) / size }
}
