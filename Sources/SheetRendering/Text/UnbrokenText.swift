/// A text whose no-break spaces and no-break hyphens are ordinary ones, with their places.
///
/// Lines must not break there, but whoever searches or copies the sheet's text shall find plain spaces
/// and hyphens.
struct UnbrokenText {
    /// The text with ordinary spaces and hyphens.
    let plain: String
    /// Where, in bytes of `plain`, they stand.
    let joints: [Int]

    init(_ text: String) {
        var plain = String.UnicodeScalarView()
        var joints: [Int] = []
        var place = 0
        for scalar in text.unicodeScalars {
            var drawn = scalar
            if scalar == "\u{A0}" { drawn = " " }
            if scalar == "\u{2011}" { drawn = "-" }
            if drawn != scalar { joints.append(place) }
            plain.append(drawn)
            place += drawn.utf8.count
        }
        self.plain = String(plain)
        self.joints = joints
    }
}
