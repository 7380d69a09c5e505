#if ONEDNN
import COneDNN
import Foundation

/// The processor as oneDNN sees it.
enum OneDNN {
    /// How many channels lie side by side in feature maps; nil where oneDNN has no fast kernels
    /// for this processor, or the environment variable `LLEXICORP_KERNELS` is `openblas`.
    static let block: Int? = {
        guard ProcessInfo.processInfo.environment["LLEXICORP_KERNELS"] != "openblas",
            device != nil, convolution_block() > 0
        else { return nil }
        return Int(convolution_block())
    }()

    /// Engine and stream; made once, kept to the end.
    struct Device: @unchecked Sendable {
        let engine: dnnl_engine_t
        // Safety: a stream of the processor's engine holds no state between runs.
        let stream: dnnl_stream_t
    }

    static let device: Device? = {
        guard let engine = convolution_engine(), let stream = convolution_stream(engine)
        else { return nil }
        return Device(engine: engine, stream: stream)
    }()

}
#endif
