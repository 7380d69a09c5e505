import Tensors

/// The runs of values that torch keeps outside its pickles, and the tensors that point into them.
enum TorchStorages {
    /// Reads the persistent id that stands for a storage in a pickle.
    ///
    /// It is a tuple: the text `storage`, the class of the storage, its key, its device, how many
    /// values it has, and in legacy files a view: nothing, or (key, offset, count) within the run.
    ///
    /// - Parameters:
    ///   - identity: The persistent id.
    ///   - machine: The machine that read it.
    /// - Returns: The storage.
    /// - Throws: `ModelsError` if the persistent id has another form.
    static func storage(
        _ identity: PickleValue,
        in machine: borrowing PickleMachine
    ) throws(ModelsError) -> PickleHeap.Storage {
        guard case .tuple(let index) = identity, case let parts = machine.heap.tuples[index],
            parts.count >= 5, try machine.string(parts[0]) == "storage",
            case .callable(.torchStorage(let type)) = parts[1],
            case .integer(let count) = parts[4], count >= 0
        else { throw machine.damaged("a storage has an unexpected description") }
        let key = try machine.string(parts[2])
        guard parts.count > 5, case .tuple(let view) = parts[5] else {
            return PickleHeap.Storage(key: key, type: type, count: count, start: 0)
        }
        guard case let view = machine.heap.tuples[view], view.count == 3,
            case .integer(let start) = view[1], case .integer(let length) = view[2],
            start >= 0, length >= 0, start <= count, length <= count - start
        else { throw machine.damaged("a storage views a part that it does not have") }
        return PickleHeap.Storage(key: key, type: type, count: length, start: start)
    }

    /// Where a tensor's values lie within the run of its storage.
    ///
    /// - Parameters:
    ///   - tensor: The tensor as the machine built it.
    ///   - name: Its name.
    ///   - byteCount: How many bytes the whole run has.
    ///   - file: What to call the file in errors.
    /// - Returns: The layout in values of the tensor's own type, counted from the run's start.
    /// - Throws: `ModelsError` naming the tensor if it leaves its storage or the run.
    static func layout(
        of tensor: PickleHeap.Tensor,
        name: String,
        byteCount: Int,
        file: String
    ) throws(ModelsError) -> StridedLayout {
        do throws(TensorsError) {
            // An untyped storage counts bytes; the tensor's offset and strides count its values.
            let (start, startOverflow) = tensor.storage.start
                .multipliedReportingOverflow(by: tensor.storage.type.byteCount)
            let (size, sizeOverflow) = tensor.storage.count
                .multipliedReportingOverflow(by: tensor.storage.type.byteCount)
            guard !startOverflow, !sizeOverflow, start <= byteCount, size <= byteCount - start,
                start.isMultiple(of: tensor.type.byteCount)
            else {
                throw TensorsError(
                    "its storage of \(tensor.storage.count) values has \(byteCount) bytes"
                )
            }
            // Within the part first, then shifted to the run.
            let inPart = try StridedLayout(
                shape: tensor.shape,
                strides: tensor.strides,
                offset: tensor.offset,
                available: size / tensor.type.byteCount
            )
            guard inPart.count > 0, start > 0 else { return inPart }
            return try StridedLayout(
                shape: tensor.shape,
                strides: tensor.strides,
                offset: tensor.offset + start / tensor.type.byteCount,
                available: byteCount / tensor.type.byteCount
            )
        } catch {
            throw ModelsError(
                "\(file): tensor \"\(Printable.excerpt(name))\": \(error.message)",
                hint: error.hint ?? "fetch or save the file again"
            )
        }
    }

    /// What tells a tensor from others that read the same values differently.
    ///
    /// - Parameters:
    ///   - tensor: The tensor.
    ///   - layout: Where its values lie.
    /// - Returns: Equal texts for equal values.
    static func identity(of tensor: PickleHeap.Tensor, _ layout: StridedLayout) -> String {
        "\(tensor.storage.key)/\(tensor.type)/\(layout.offset)/\(layout.shape)/\(layout.strides)"
    }
}
