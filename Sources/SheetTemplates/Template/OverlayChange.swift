/// What a person wants otherwise than the template has it when heatmaps are laid over photos.
///
/// Whether the photo is seen and regions are outlined stays each template's own.
public struct OverlayChange: Sendable, Equatable {
    /// The colours; nil for the template's.
    public var map: OverlayStyle.Map?
    /// What full strength stands for; nil for the template's.
    public var scale: OverlayStyle.Scale?

    /// Makes a change; without anything given there is none.
    ///
    /// - Parameters:
    ///   - map: The colours; nil for the template's.
    ///   - scale: What full strength stands for; nil for the template's.
    public init(map: OverlayStyle.Map? = nil, scale: OverlayStyle.Scale? = nil) {
        self.map = map
        self.scale = scale
    }

    /// A template's style with the change made.
    ///
    /// - Parameter style: What the template has.
    /// - Returns: What is drawn.
    public func applied(to style: OverlayStyle) -> OverlayStyle {
        var style = style
        style.map = map ?? style.map
        style.scale = scale ?? style.scale
        return style
    }
}
