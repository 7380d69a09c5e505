import Tensors

/// A value on the pickle machine's stack.
///
/// Values that can be changed or nested are indices into the machine's `PickleHeap`: a pickle can
/// nest a million lists or put a list into itself, and neither may cost stack space when freed.
enum PickleValue {
    case none
    case boolean(Bool)
    case integer(Int)
    case real(Double)
    /// A whole number beyond 64 bits: its bytes, little-endian.
    case longInteger(Range<Int>)
    /// A text: UTF-8 in the pickle.
    case text(Range<Int>)
    /// Bytes as they stand in the pickle; also the texts of Python 2.
    case bytes(Range<Int>)
    /// Bytes that the pickle spells as a text of Latin-1 characters, each at most two bytes long.
    case latin1(Range<Int>)
    case tuple(Int)
    /// A list or a set.
    case list(Int)
    case dictionary(Int)
    case callable(PickleCallable)
    case numpyType(Int)
    case array(Int)
    case storage(Int)
    case tensor(Int)
    /// Something harmless that carries no weights.
    case opaque
}

/// What the pickle machine has built.
struct PickleHeap {
    /// A NumPy dtype in the making.
    struct NumpyType {
        /// Kind and size, such as `f4`.
        var code: String
        var bigEndian = false
        /// Whether its state says that it has fields.
        var isStructured = false
    }

    /// A NumPy array; the shape is nothing until its state is set.
    struct Array {
        var shape: [Int]?
        var type = NumpyType(code: "")
        var firstAxisFastest = false
        var values: PickleValue = .none
    }

    /// A run of values outside the pickle that torch tensors point into.
    struct Storage {
        let key: String
        let type: ElementType
        /// How many values it holds.
        let count: Int
        /// Which value of the run under `key` is its first.
        let start: Int
    }

    /// A torch tensor.
    struct Tensor {
        let storage: Storage
        let type: ElementType
        let offset: Int
        let shape: [Int]
        let strides: [Int]
    }

    var tuples: [[PickleValue]] = []
    var lists: [[PickleValue]] = []
    var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
    var numpyTypes: [NumpyType] = []
    var arrays: [Array] = []
    var storages: [Storage] = []
    var tensors: [Tensor] = []
}
