import Exams
import Foundation
import Testing
import Tickets

@Suite struct PhotoTests {
    /// What is told of a photo that is printed; nil if it is refused.
    private func warnings(_ bytes: [UInt8]) -> [String]? {
        try? Photo(jpeg: bytes, file: "photos/A0001.jpg").warnings.map(\.code)
    }

    private func refusal(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try Photo(jpeg: bytes, file: "photos/A0001.jpg")
            return []
        } catch {
            return error.all.map(\.code)
        }
    }

    @Test func aRightPhotoIsTaken() throws {
        let photo = try Photo(jpeg: TestJPEG().bytes)
        #expect(photo.width == 250)
        #expect(photo.height == 350)
        #expect(photo.warnings.isEmpty)
    }

    @Test(arguments: [(88, 133), (89, 132), (88, 132), (1, 1)]) func limitsAreStrict(width: Int, height: Int) {
        #expect(warnings(TestJPEG(width: width, height: height).bytes) == ["photo-too-small"])
    }

    @Test func oneMoreThanTheLimitIsEnough() {
        #expect(warnings(TestJPEG(width: 89, height: 133).bytes) == [])
    }

    @Test(arguments: [(39_999, "photo-file-size"), (40_000, "photo-file-size-edge"), (40_960, nil), (65_000, nil)])
    func fileSizeFromForty(size: Int, warning: String?) throws {
        #expect(warnings(TestJPEG(size: size).bytes) == [warning].compactMap(\.self))
    }

    @Test func fileSizeToEighty() {
        // One comment holds 65 533 bytes at most; a second one brings the rest.
        let large = TestJPEG(size: 64_000).bytes
        let padding = [UInt8](repeating: 0x20, count: 81_920 - large.count - 4)
        let length = padding.count + 2
        var most = Array(large[..<2])
        most += [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)]
        most += padding
        most += large[2...]
        #expect(most.count == 81_920)
        #expect(warnings(most) == [])
        #expect(warnings(most + [0]) == ["photo-file-size"])
    }

    @Test func aLargePhotoIsMadeSmallAndNotDistorted() throws {
        let photo = try Photo(jpeg: TestJPEG(width: 2000, height: 2800).bytes)
        #expect(photo.width == 380 && photo.height == 532)
        #expect(photo.picture.bytes.count < 30_000)
        let wide = try Photo(jpeg: TestJPEG(width: 3000, height: 1000).bytes)
        #expect(wide.width == 380 && wide.height == 127)
        #expect(try Photo(jpeg: TestJPEG().bytes).picture == Photo(jpeg: TestJPEG().bytes).picture)
    }

    @Test func aPhotoHeldSidewaysIsMeasuredUpright() throws {
        for orientation in 1...8 {
            let photo = try Photo(jpeg: TestJPEG(width: 350, height: 250, orientation: orientation).bytes)
            #expect(photo.width == (orientation > 4 ? 250 : 350), "\(orientation)")
        }
        #expect(warnings(TestJPEG(width: 140, height: 90, orientation: 6).bytes) == [])
        #expect(warnings(TestJPEG(width: 140, height: 90, orientation: 1).bytes) == ["photo-too-small"])
        #expect(try Photo(jpeg: TestJPEG(width: 350, height: 250, orientation: 9).bytes).width == 350)
    }

    @Test func nothingButThePictureIsKept() throws {
        let photo = try Photo(jpeg: TestJPEG(orientation: 6).bytes)
        #expect(Data(photo.picture.bytes).range(of: Data("Exif".utf8)) == nil)
    }

    @Test(arguments: [1, 4]) func whatIsNotColouredForScreensIsPrinted(components: Int) {
        #expect(warnings(TestJPEG(components: components).bytes) == ["photo-not-colour"])
    }

    @Test func aDamagedScanIsRefused() {
        // A code that stands for nothing, the end before the end, and a marker that does not exist.
        for damage in [[UInt8](repeating: 0xEE, count: 20), [0xFF, 0xD9], [0xFF, 0x55]] {
            var bytes = TestJPEG(size: 0).bytes
            let start = bytes.count - 1000
            bytes.replaceSubrange(start..<(start + damage.count), with: damage)
            #expect(refusal(bytes) == ["photo-not-jpeg"])
        }
    }

    @Test func aFileThatClaimsTooManyPixelsIsRefused() {
        var bytes = TestJPEG().bytes
        // Height and width in the frame header: 65 535 each.
        if let frame = bytes.indices.first(where: { bytes[$0...].starts(with: [0xFF, 0xC0]) }) {
            bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        #expect(refusal(bytes) == ["photo-not-jpeg"])
    }

    @Test func whatIsNoWholeJPEGIsRefused() {
        let bytes = TestJPEG().bytes
        #expect(refusal([]) == ["photo-not-jpeg"])
        #expect(refusal([0x89, 0x50, 0x4E, 0x47] + bytes) == ["photo-not-jpeg"])
        for end in stride(from: 0, to: bytes.count, by: 97) {
            #expect(refusal(Array(bytes.prefix(end))) == ["photo-not-jpeg"], "\(end) bytes")
        }
    }
}
