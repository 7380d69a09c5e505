import Kernels
import Tensors
import Testing

@Suite("Fully connected")
struct FullyConnectedTests {
    @Test("forward", arguments: [(1, 5, 3), (4, 70, 1030), (1, 3000, 520)])
    func forward(batch: Int, inputs: Int, outputs: Int) {
        var numbers = Numbers(seed: 1)
        let weight = numbers.tensor([outputs, inputs])
        let input = numbers.tensor([batch, inputs])
        var expected: [Float] = []
        for row in 0..<batch {
            for unit in 0..<outputs {
                let sum = (0..<inputs).reduce(0.0) {
                    $0 + Double(weight.elements[unit * inputs + $1])
                        * Double(input.elements[row * inputs + $1])
                }
                expected.append(Float(sum))
            }
        }
        expectClose(
            FullyConnected(weight: weight).applied(to: input),
            Tensor(shape: [batch, outputs], elements: expected)
        )
    }

    /// `live` units hold a value, the others are zero.
    @Test(
        "the way back",
        arguments: [(1, 5, 3, 1), (3, 2500, 40, 7), (2, 60, 40, 40), (2, 9, 4, 0)]
    )
    func transpose(batch: Int, inputs: Int, outputs: Int, live: Int) {
        var numbers = Numbers(seed: 2)
        let weight = numbers.tensor([outputs, inputs])
        var output = numbers.tensor([batch, outputs])
        output.withUnsafeMutableElements { values in
            for index in values.indices where index % outputs >= live { values[index] = 0 }
        }
        var expected: [Float] = []
        for row in 0..<batch {
            for place in 0..<inputs {
                let sum = (0..<outputs).reduce(0.0) {
                    $0 + Double(weight.elements[$1 * inputs + place])
                        * Double(output.elements[row * outputs + $1])
                }
                expected.append(Float(sum))
            }
        }
        expectClose(
            FullyConnected(weight: weight)
                .transposedApplied(to: output, inputShape: [1, inputs]),
            Tensor(shape: [batch, inputs], elements: expected)
        )
    }

    @Test("weights of 1 sum everything up")
    func uniform() {
        let uniform = UniformFullyConnected(FullyConnected(weight: Tensor(zeros: [2, 3])))
        let input = Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6])
        #expect(uniform.applied(to: input).elements == [6, 6, 15, 15])
        let output = Tensor(shape: [1, 2], elements: [2, 5])
        #expect(uniform.transposedApplied(to: output, inputShape: [1, 3]).elements == [7, 7, 7])
    }
}
