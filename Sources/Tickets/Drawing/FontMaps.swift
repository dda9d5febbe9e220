import CPango
import Synchronization

/// Pango's fonts: one typesetter after another uses the same.
///
/// Pango looks for fonts on threads of its own, which may still be at it when the typesetter that asked is gone, and
/// fontconfig reads its configuration for all threads when the first of them asks. So font maps are made and first used
/// one at a time, and never destroyed; there are as many as typesetters at once.
enum FontMaps {
    /// Addresses of those nobody uses.
    private static let idle = Mutex<[UInt]>([])

    static func take() -> UnsafeMutablePointer<PangoFontMap> {
        let address = idle.withLock { idle in
            idle.popLast() ?? UInt(bitPattern: made())
        }
        guard let map = UnsafeMutablePointer<PangoFontMap>(bitPattern: address) else {
            preconditionFailure("Pango has no font map")
        }
        return map
    }

    /// - Parameter map: nothing of it is in use any more.
    static func giveBack(_ map: UnsafeMutablePointer<PangoFontMap>) {
        let address = UInt(bitPattern: map)
        idle.withLock { $0.append(address) }
    }

    /// With its first font found.
    private static func made() -> UnsafeMutablePointer<PangoFontMap>? {
        guard let map = pango_cairo_font_map_new() else { return nil }
        let context = pango_font_map_create_context(map)
        let layout = pango_layout_new(context)
        pango_layout_set_text(layout, "准考证", -1)
        _ = pango_layout_get_unknown_glyphs_count(layout)
        g_object_unref(layout.map(UnsafeMutableRawPointer.init))
        g_object_unref(context.map(UnsafeMutableRawPointer.init))
        return map
    }
}
