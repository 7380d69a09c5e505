/// What kind of value stands at a place, known before there is an explanation.
indirect enum Shape: Sendable, Equatable {
    case flag
    case number
    case text
    case list(Shape)
    case record([String: Shape])
}
