#if ONEDNN
/// What one of oneDNN's kernels is made for, always on one image.
struct ConvolutionTask: Hashable {
    let inputHeight: Int
    let inputWidth: Int
    let outputHeight: Int
    let outputWidth: Int
    /// How many equal parts the channels it makes are cut into.
    var parts = 1
    var isTransposed = false
    var allowsWinograd = false
    /// Whether the input is row-major, as a picture is.
    var hasPlainInput = false
    var hasBias = false
    var clips = false

    /// The task of one piece.
    func part(_ piece: ConvolutionPieces.Piece) -> ConvolutionTask {
        var task = self
        task.parts = piece.parts
        return task
    }

    /// For how many places Winograd's transforms of the weights serve.
    var places: Int { outputHeight * outputWidth }
}
#endif
