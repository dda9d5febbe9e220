import CZip

/// A ZIP file in memory, for reading: an Excel workbook is one.
final class Archive {
    /// No part of an honest sheet is larger unpacked; a small file that swells beyond this is a trap.
    static let largestPart = 1 << 30

    private let handle: OpaquePointer
    private let storage: UnsafeMutableRawBufferPointer

    /// Nil if the bytes are not a ZIP file, or a damaged one.
    init?(_ bytes: [UInt8]) {
        storage = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        storage.copyBytes(from: bytes)
        var fault = zip_error_t()
        zip_error_init(&fault)
        defer { zip_error_fini(&fault) }
        guard
            let source = zip_source_buffer_create(storage.baseAddress, zip_uint64_t(bytes.count), 0, &fault)
        else {
            storage.deallocate()
            return nil
        }
        guard let handle = zip_open_from_source(source, ZIP_RDONLY, &fault) else {
            zip_source_free(source)
            storage.deallocate()
            return nil
        }
        self.handle = handle
    }

    deinit {
        zip_discard(handle)
        storage.deallocate()
    }

    /// The unpacked bytes; nil if there is no such part, or it is damaged, locked or too large.
    func part(named name: String) -> [UInt8]? {
        var facts = zip_stat_t()
        zip_stat_init(&facts)
        guard zip_stat(handle, name, 0, &facts) == 0, facts.size <= Archive.largestPart,
            let part = zip_fopen(handle, name, 0)
        else { return nil }
        defer { zip_fclose(part) }
        var bytes = [UInt8](repeating: 0, count: Int(facts.size))
        let read = bytes.withUnsafeMutableBytes { zip_fread(part, $0.baseAddress, zip_uint64_t($0.count)) }
        return read == bytes.count ? bytes : nil
    }
}
