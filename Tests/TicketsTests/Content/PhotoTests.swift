import Exams
import Testing
import Tickets

@Suite struct PhotoTests {
    private func codes(_ bytes: [UInt8]) -> [String] {
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
        #expect(photo.warning == nil)
    }

    @Test(arguments: [(88, 133), (89, 132), (88, 132), (1, 1)]) func limitsAreStrict(width: Int, height: Int) {
        #expect(codes(TestJPEG(width: width, height: height).bytes) == ["photo-too-small"])
    }

    @Test func oneMoreThanTheLimitIsEnough() {
        #expect(codes(TestJPEG(width: 89, height: 133).bytes) == [])
    }

    @Test(arguments: [(39_999, false), (40_000, true), (40_960, true), (65_000, true)])
    func fileSizeFromForty(size: Int, taken: Bool) throws {
        #expect(codes(TestJPEG(size: size).bytes) == (taken ? [] : ["photo-file-size"]))
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
        #expect(codes(most) == [])
        #expect(codes(most + [0]) == ["photo-file-size"])
    }

    @Test func aThousandBytesToTheKilobyteIsToldOf() throws {
        #expect(try Photo(jpeg: TestJPEG(size: 40_500).bytes).warning?.code == "photo-file-size-edge")
    }

    @Test func aPhotoHeldSidewaysIsMeasuredUpright() throws {
        for orientation in 1...8 {
            let photo = try Photo(jpeg: TestJPEG(width: 350, height: 250, orientation: orientation).bytes)
            #expect(photo.width == (orientation > 4 ? 250 : 350), "\(orientation)")
        }
        #expect(codes(TestJPEG(width: 140, height: 90, orientation: 6).bytes) == [])
        #expect(codes(TestJPEG(width: 140, height: 90, orientation: 1).bytes) == ["photo-too-small"])
        #expect(try Photo(jpeg: TestJPEG(width: 350, height: 250, orientation: 9).bytes).width == 350)
    }

    @Test func greyIsNotColour() {
        #expect(codes(TestJPEG(components: 1).bytes) == ["photo-not-colour"])
    }

    @Test func whatIsNoWholeJPEGIsRefused() {
        let bytes = TestJPEG().bytes
        #expect(codes([]) == ["photo-not-jpeg"])
        #expect(codes([0x89, 0x50, 0x4E, 0x47] + bytes) == ["photo-not-jpeg"])
        for end in stride(from: 0, to: bytes.count, by: 97) {
            #expect(codes(Array(bytes.prefix(end))) == ["photo-not-jpeg"], "\(end) bytes")
        }
    }
}
