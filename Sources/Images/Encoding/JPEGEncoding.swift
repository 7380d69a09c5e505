import CJPEG
public import Foundation

extension Picture {
    /// The picture as a JPEG file with full colour resolution (4:4:4).
    ///
    /// The same picture gives the same bytes with the same libjpeg.
    ///
    /// - Parameter quality: 1 to 100; 90 shows no blocks in print.
    /// - Returns: The file's bytes.
    /// - Throws: `ImagesError` if libjpeg refuses, such as sides above 65500 pixels.
    public func jpegData(quality: Int = 90) throws(ImagesError) -> Data {
        precondition(1...100 ~= quality, "a JPEG quality of \(quality)")
        var info = llexicorp_jpeg_info()
        var block: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        let isWritten = pixels.withUnsafeBufferPointer { pixels in
            llexicorp_jpeg_write(
                pixels.baseAddress,
                UInt32(width),
                UInt32(height),
                Int32(quality),
                &block,
                &count,
                &info
            ) == 1
        }
        guard isWritten, let block else {
            let message = withUnsafeBytes(of: &info.message) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw ImagesError("cannot write \(width) x \(height) pixels as JPEG: \(message)")
        }
        defer { free(block) }
        return Data(bytes: block, count: Int(count))
    }
}
