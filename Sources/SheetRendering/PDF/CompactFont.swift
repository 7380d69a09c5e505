/// The names of the glyphs in a font of Compact Font Format (Adobe's Technical Note 5176), as PDFs embed it.
enum CompactFont {
    /// The glyphs' names in the font's order.
    ///
    /// - Returns: Nil for what is no such font, for fonts whose glyphs have numbers in place of names, and
    ///   for names beyond those of Latin text.
    static func glyphNames(in font: [UInt8]) -> [String]? {
        guard font.count > 4, font[0] == 1 else { return nil }
        var reader = Reader(font, at: Int(font[2]))
        guard reader.index() != nil, let tops = reader.index(), let top = tops.first,
            let strings = reader.index(), let entries = Reader.operands(of: font[top])
        else { return nil }
        // 12 30: a font for numbered characters. 17: where the outlines are. 15: where the names are.
        guard entries[1230] == nil, let outlines = entries[17], let names = entries[15], names > 2
        else { return nil }
        var glyphs = Reader(font, at: outlines)
        guard let count = glyphs.index()?.count, count > 0,
            let numbers = Reader(font, at: names).charset(count: count)
        else { return nil }
        var result = [".notdef"]
        for number in numbers {
            if number < standardNames.count {
                result.append(standardNames[number])
            } else if number >= 391, number - 391 < strings.count {
                result.append(String(decoding: font[strings[number - 391]], as: UTF8.self))
            } else {
                return nil
            }
        }
        return result
    }

    /// A place in a font.
    private struct Reader {
        private let font: [UInt8]
        private var place: Int

        init(_ font: [UInt8], at place: Int) {
            self.font = font
            self.place = place
        }

        /// A number of so many bytes.
        private mutating func number(_ bytes: Int) -> Int? {
            guard place >= 0, place + bytes <= font.count else { return nil }
            defer { place += bytes }
            return font[place..<place + bytes].reduce(0) { $0 << 8 | Int($1) }
        }

        /// Where the items of an index lie.
        mutating func index() -> [Range<Int>]? {
            guard let count = number(2) else { return nil }
            guard count > 0 else { return [] }
            guard let size = number(1), (1...4).contains(size) else { return nil }
            var ends: [Int] = []
            for _ in 0...count {
                guard let end = number(size) else { return nil }
                ends.append(end)
            }
            let base = place - 1
            var items: [Range<Int>] = []
            for (start, end) in zip(ends, ends.dropFirst()) {
                guard start >= 1, start <= end, base + end <= font.count else { return nil }
                items.append(base + start..<base + end)
            }
            place = base + (ends.last ?? 1)
            return items
        }

        /// The numbers of the names of all glyphs but the first.
        func charset(count: Int) -> [Int]? {
            var reader = self
            guard let format = reader.number(1), format <= 2 else { return nil }
            var numbers: [Int] = []
            while numbers.count < count - 1 {
                guard let first = reader.number(2) else { return nil }
                let more = format == 0 ? 0 : reader.number(format)
                guard let more else { return nil }
                numbers += first...first + more
            }
            return Array(numbers.prefix(count - 1))
        }

        /// A dictionary's last operands by operator; those of two bytes count from 1200.
        static func operands(of bytes: ArraySlice<UInt8>) -> [Int: Int]? {
            var entries: [Int: Int] = [:]
            var last = 0
            var rest = bytes
            while let byte = rest.popFirst() {
                switch byte {
                case 12:
                    guard let second = rest.popFirst() else { return nil }
                    entries[1200 + Int(second)] = last
                case 0...21: entries[Int(byte)] = last
                case 28, 29:
                    let size = byte == 28 ? 2 : 4
                    guard rest.count >= size else { return nil }
                    let value = rest.prefix(size).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    last =
                        size == 2
                        ? Int(Int16(truncatingIfNeeded: value)) : Int(Int32(bitPattern: value))
                    rest = rest.dropFirst(size)
                case 30:
                    // A decimal number, until a half byte of 15.
                    while let pair = rest.popFirst(), pair & 15 != 15, pair >> 4 != 15 {}
                case 32...246: last = Int(byte) - 139
                case 247...254:
                    guard let second = rest.popFirst() else { return nil }
                    last =
                        byte < 251
                        ? (Int(byte) - 247) * 256 + Int(second) + 108
                        : -(Int(byte) - 251) * 256 - Int(second) - 108
                default: return nil
                }
            }
            return entries
        }
    }

    /// The names that have a number in every font (Appendix A), as far as Latin text goes.
    private static let standardNames = """
        .notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft
        parenright asterisk plus comma hyphen period slash zero one two three four five six seven
        eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q
        R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a b c
        d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown
        cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft
        guilsinglleft guilsinglright fi fl endash dagger daggerdbl periodcentered paragraph bullet
        quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand questiondown
        grave acute circumflex tilde macron breve dotaccent dieresis ring cedilla hungarumlaut
        ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash
        oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter
        divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply
        threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute
        Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex
        Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron
        aacute acircumflex adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis
        egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis ograve otilde
        scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
