import Models
import Testing

/// The standard's own tests of operators, fetched by `Scripts/fetch-onnx-tests`.
///
/// All whose operators `OnnxEvaluation` knows are run, expanded ones of several nodes too. Those
/// left out are printed with the reason; only the reasons named here are accepted.
@Suite(.enabled(if: !NodeCase.all.isEmpty, "Scripts/fetch-onnx-tests was not run"))
struct NodeTests {
    /// The operators of networks for images, and of the shape arithmetic around them.
    private static let operators: Set<String> = [
        "Abs", "Add", "And", "ArgMax", "ArgMin", "AveragePool", "BatchNormalization", "Cast",
        "Ceil", "Celu", "Clip", "Concat", "Constant", "ConstantOfShape", "Conv", "DepthToSpace",
        "Div", "Dropout", "Elu", "Equal", "Erf", "Exp", "Expand", "Flatten", "Floor", "Gather",
        "Gelu", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "Greater", "GreaterOrEqual",
        "HardSigmoid", "HardSwish", "Identity", "LRN", "LeakyRelu", "Less", "LessOrEqual", "Log",
        "LogSoftmax", "MatMul", "Max", "MaxPool", "Mean", "Min", "Mish", "Mod", "Mul", "Neg",
        "NonZero", "Not", "Or", "PRelu", "Pad", "Pow", "Range", "Reciprocal", "ReduceL1",
        "ReduceL2", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum",
        "ReduceSumSquare", "Relu", "Reshape", "Resize", "Round", "Selu", "Shape", "Sigmoid",
        "Sign", "Size", "Slice", "Softmax", "Softplus", "Softsign", "SpaceToDepth", "Split",
        "Sqrt", "Squeeze", "Sub", "Sum", "Swish", "Tanh", "ThresholdedRelu", "Tile", "Transpose",
        "Unsqueeze", "Upsample", "Where", "Xor",
    ]

    /// Why a test of a known operator may be left out: what its error says.
    private static let reasons = [
        "holds text": "text",
        "holds values of type": "8-bit floats and integers below 8 bits",
        "casts to type": "8-bit floats, integers below 8 bits, text",
        "holds complex numbers": "complex numbers",
        "is no tensor": "sequences and optionals",
        "a graph of its own": "branches and loops",
        "names no version of the standard operators": "operators of other domains",
        "is of opset": "opsets below 7",
        "training mode": "training",
        "mode cubic is not supported": "cubic and smoothed resizing",
        "mode linear is not supported": "cubic and smoothed resizing",
        "keeps the ratio of its sides": "resizing to a ratio",
        "tf_crop_and_resize are not supported": "resizing a crop",
    ]

    /// Tests whose expected values differ for a reason of ours.
    private static let exceptions = [
        "test_castlike_FLOAT_to_BFLOAT16": "values keep no width to cast to"
    ]

    @Test func whatRunsIsRight() {
        var tested: Set<String> = []
        var count = 0
        var leftOut: [String: Int] = Self.exceptions.values.reduce(into: [:]) {
            $0[$1, default: 0] += 1
        }
        for test in NodeCase.all {
            switch test.outcome() {
            case .ran(let operators, let wrong):
                if Self.exceptions[test.name] != nil {
                    #expect(wrong != nil, "\(test.name) is no exception any more")
                    continue
                }
                #expect(wrong == nil, "\(test.name): \(wrong ?? "")")
                tested.formUnion(operators)
                count += 1
            case .unknown(let operation):
                #expect(!Self.operators.contains(operation), "\(test.name)")
                leftOut["operator \(operation)", default: 0] += 1
            case .refused(let error):
                let reason = Self.reasons.first { error.contains($0.key) }?.value
                #expect(reason != nil, "\(test.name): \(error)")
                leftOut[reason ?? error, default: 0] += 1
            }
        }
        #expect(count > 800)
        #expect(Self.operators.subtracting(tested) == [])
        let list = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        print("ONNX node tests: \(count) of \(NodeCase.all.count) run; left out: \(list)")
    }
}
