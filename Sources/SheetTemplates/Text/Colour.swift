/// An sRGB colour, 8 bits a channel.
public struct Colour: Sendable, Hashable {
    /// The red part, 0 to 255.
    public var red: UInt8
    /// The green part, 0 to 255.
    public var green: UInt8
    /// The blue part, 0 to 255.
    public var blue: UInt8

    /// Makes a colour of its parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Makes a colour of its usual notation, such as `#C8450C`; nil if it is none.
    ///
    /// - Parameter hexadecimal: A number sign and six hexadecimal digits.
    public init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == 7, hexadecimal.hasPrefix("#"),
            hexadecimal.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(hexadecimal.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16 & 0xFF),
            green: UInt8(value >> 8 & 0xFF),
            blue: UInt8(value & 0xFF)
        )
    }
}
