import Tensors
import Testing

@Suite("Tensor")
struct TensorTests {
    @Test("indices run row-major")
    func rowMajor() {
        let tensor = Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5])
        #expect(tensor[1, 2] == 5)
        #expect(tensor.slice(1).elements == [3, 4, 5])
    }

    @Test("writing to a copy leaves the original alone")
    func valueSemantics() {
        let original = Tensor(zeros: [2, 2])
        var copy = original
        copy.withUnsafeMutableElements { $0[3] = 7 }
        #expect(original[1, 1] == 0)
        #expect(copy[1, 1] == 7)
    }
}
