import Models
import Testing

@Suite(.enabled(if: !NodeCase.all.isEmpty, "run Scripts/fetch-onnx-tests"))
struct NodeTests {
    @Test func survey() {
        var ran = 0
        for test in NodeCase.all {
            switch test.outcome() {
            case .ran(_, let wrong):
                ran += 1
                if let wrong { print("WRONG\t\(test.name)\t\(wrong)") }
            case .leftOut(let why): print("LEFT\t\(test.name)\t\(why)")
            }
        }
        print("RAN\t\(ran)")
    }
}
