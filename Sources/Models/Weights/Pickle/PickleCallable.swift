import Tensors

/// Everything a pickle may name; any other global is refused before anything is done with it.
///
/// None of these is called in the sense of Python: the machine knows what each would build and
/// builds that from the pickle's own bytes.
enum PickleCallable {
    case orderedDictionary
    case rebuildTensor
    /// `_rebuild_tensor_v3`, which names the element type itself.
    case rebuildTypedTensor
    case rebuildParameter
    case torchSize
    case torchDevice
    case torchType(ElementType)
    case torchStorage(ElementType)
    case numpyReconstruct
    case numpyFromBuffer
    case numpyScalar
    case numpyArray
    case numpyType
    case encode
    case bytes

    /// Looks a global up.
    ///
    /// - Parameters:
    ///   - module: The module's name, as the pickle gives it.
    ///   - name: The name within the module.
    init?(module: String, name: String) {
        switch (module, name) {
        case ("collections", "OrderedDict"): self = .orderedDictionary
        case ("torch._utils", "_rebuild_tensor"), ("torch._utils", "_rebuild_tensor_v2"):
            self = .rebuildTensor
        case ("torch._utils", "_rebuild_tensor_v3"): self = .rebuildTypedTensor
        case ("torch._utils", "_rebuild_parameter"),
            ("torch._utils", "_rebuild_parameter_with_state"):
            self = .rebuildParameter
        case ("torch", "Size"): self = .torchSize
        case ("torch", "device"): self = .torchDevice
        case ("torch", _), ("torch.cuda", _), ("torch.storage", "UntypedStorage"):
            if let type = PickleCallable.storages[name] {
                self = .torchStorage(type)
            } else if module == "torch", let type = PickleCallable.types[name] {
                self = .torchType(type)
            } else {
                return nil
            }
        case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
            self = .numpyReconstruct
        case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"):
            self = .numpyScalar
        case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"):
            self = .numpyFromBuffer
        case ("numpy", "ndarray"): self = .numpyArray
        case ("numpy", "dtype"): self = .numpyType
        case ("_codecs", "encode"): self = .encode
        case ("__builtin__", "bytes"), ("builtins", "bytes"),
            ("__builtin__", "bytearray"), ("builtins", "bytearray"):
            self = .bytes
        default: return nil
        }
    }

    /// The classes of `torch` that name a storage.
    private static let storages: [String: ElementType] = [
        "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16,
        "BFloat16Storage": .bfloat16, "LongStorage": .int64, "IntStorage": .int32,
        "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8,
        "BoolStorage": .boolean, "UntypedStorage": .uint8,
    ]

    /// The element types of `torch`.
    private static let types: [String: ElementType] = [
        "float64": .float64, "float32": .float32, "float16": .float16, "bfloat16": .bfloat16,
        "int64": .int64, "int32": .int32, "int16": .int16, "int8": .int8, "uint8": .uint8,
        "uint64": .uint64, "uint32": .uint32, "uint16": .uint16, "bool": .boolean,
    ]
}
