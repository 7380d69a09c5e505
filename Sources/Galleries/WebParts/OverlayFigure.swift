import Images

/// A photo with a heatmap that can be switched off: two files of one size and the outlines over them.
package struct OverlayFigure: Sendable, Equatable {
    /// The picture in natural colours, as the page names it from the site's folder.
    package var photo: String
    /// The same with the heatmap over it.
    package var overlay: String
    /// The width of both in pixels.
    package var width: Int
    /// The height of both in pixels.
    package var height: Int
    /// The outlines.
    package var outlines: [WebOutline]

    /// Makes the value of its parts.
    package init(
        photo: String,
        overlay: String,
        width: Int,
        height: Int,
        outlines: [WebOutline]
    ) {
        self.photo = photo
        self.overlay = overlay
        self.width = width
        self.height = height
        self.outlines = outlines
    }

    /// The values of the partial `overlay`.
    package var values: [String: Any] {
        [
            "photo": photo, "overlay": overlay, "width": width, "height": height,
            "outlines": outlines.map { outline in
                [
                    "path": outline.path,
                    "sign": outline.sign == .positive ? "for" : "against",
                ]
            },
            "hasOutlines": !outlines.isEmpty,
        ]
    }
}
