extension Preprocessing {
    /// The sides that a network's input may have; beyond lies a slip of the pen, or no memory.
    private static let sides = 8...2048

    /// Reads `torchvision`, `caffe`, or each step by itself.
    ///
    /// `resize` (the shorter side) and `crop` (the square in the centre; as large as `resize` without
    /// it), or `stretch` (all of the photo); then `order` (rgb or bgr), `scale`, `mean`, `deviation`,
    /// the last two with three numbers in the network's order.
    init(yaml value: YamlValue) throws(ModelsError) {
        guard value.isMapping else {
            switch try value.word(among: ["torchvision", "caffe"]) {
            case "torchvision": self = .torchvision
            default: self = .caffe
            }
            return
        }
        let fields = try value.fields([
            "resize", "crop", "stretch", "order", "scale", "mean", "deviation",
        ])
        let order = try fields["order"]?.word(among: ["rgb", "bgr"]) ?? "rgb"
        let scale = try fields["scale"]?.number() ?? 1 / 255
        let mean = try fields["mean"]?.numbers(3) ?? [0, 0, 0]
        let deviation = try fields["deviation"]?.numbers(3) ?? [1, 1, 1]
        if let field = fields["deviation"], deviation.contains(0) {
            throw field.error(
                "a deviation of 0 divides by nothing",
                hint: "1 leaves values as they are"
            )
        }
        let channelOrder: ChannelOrder = order == "rgb" ? .rgb : .bgr
        if let stretch = fields["stretch"] {
            if let other = fields["resize"] ?? fields["crop"] {
                throw other.error(
                    "stretch takes all of the photo, so there is nothing to resize or crop besides",
                    hint: "give stretch alone, or resize and crop"
                )
            }
            self.init(
                stretchedToSide: try stretch.integer(in: Self.sides),
                channelOrder: channelOrder,
                scale: scale,
                mean: mean,
                deviation: deviation
            )
            return
        }
        guard let resize = fields["resize"] else {
            throw value.error(
                "preprocessing says no size",
                hint: "give resize and crop, or stretch, in pixels"
            )
        }
        let short = try resize.integer(in: Self.sides)
        let crop = try fields["crop"]?.integer(in: Self.sides) ?? short
        if let field = fields["crop"], crop > short {
            throw field.error("a square of \(crop) cannot be cut out of a side of \(short)")
        }
        self.init(
            resizeShortSide: short,
            cropSide: crop,
            channelOrder: channelOrder,
            scale: scale,
            mean: mean,
            deviation: deviation
        )
    }
}
