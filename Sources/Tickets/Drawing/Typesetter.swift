import CPango
import Exams

/// Text set by Pango at its size and width, to be put anywhere on a page.
struct TextBlock {
    struct Key: Hashable {
        var text: String
        var style: TextStyle
        var width: Double
    }

    let key: Key
    let layout: OpaquePointer
    /// Points.
    let width: Double
    let height: Double
}

struct TextStyle: Hashable {
    enum Alignment: Hashable { case left, centre, right }

    var size: Double
    var alignment = Alignment.left
    /// Between the lines' boxes.
    var lineSpacing = 0.0
}

/// Fonts, and every text already set with them.
///
/// Finding and opening fonts takes tenths of a second and shaping a text tens of microseconds, while a ticket is
/// to take a few milliseconds; so one typesetter is kept for a whole release and remembers what it has set:
/// labels and notices never change, venues and occupations seldom. The memory is bounded and has no effect on what
/// is drawn. Not for use by two threads at once.
final class Typesetter {
    /// WenQuanYi Zen Hei first, then BabelStone Han for characters that only names still use, drawn as the mainland
    /// writes them: TrueType outlines embed in a fifth of the space and time of Noto's.
    private static let families = "WenQuanYi Zen Hei, BabelStone Han, Noto Sans CJK SC"
    private static let memory = 8192

    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var blocks: [TextBlock.Key: TextBlock] = [:]
    /// What could not be set since `forgetFaults`.
    private(set) var faults: [Mistake] = []

    /// - Throws: `font-missing` if no installed font has Chinese characters.
    init() throws(Mistakes) {
        fontMap = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fontMap)
        pango_cairo_context_set_resolution(context, 72)
        // Without hints and rounding a text has the same shape at every size and on every machine.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
        if missing(in: "准考证").isEmpty { return }
        throw Mistakes([
            Mistake(
                code: "font-missing", cause: "No installed font has Chinese characters.",
                action: "Install WenQuanYi Zen Hei (fonts-wqy-zenhei) or Noto Sans CJK (fonts-noto-cjk).")
        ])
    }

    deinit {
        forgetBlocks()
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// To be called between pages: drops the faults of the last one, and its texts if there are too many.
    func startPage() {
        faults = []
        if blocks.count > Typesetter.memory { forgetBlocks() }
    }

    /// The text in the first style in which it fits into the box. Lines break between words, and inside a word
    /// that is longer than the line. What does not fit in the smallest style, or has a character without a
    /// glyph, becomes a fault that names the field.
    func set(
        _ text: String, _ styles: [TextStyle], width: Double, height: Double = .infinity, field: String
    ) -> TextBlock? {
        for style in styles {
            guard let block = block(text, style, width: width, field: field) else { return nil }
            if block.height <= height, block.width <= width + 0.01 { return block }
        }
        faults.append(
            Mistake(
                code: "ticket-text-too-long", column: field,
                cause: "\(field) has \(text.count) characters and does not fit its place on the ticket.",
                action: "Give a shorter form of it for printing."))
        return nil
    }

    func report(_ fault: Mistake) { faults.append(fault) }

    private func block(_ text: String, _ style: TextStyle, width: Double, field: String) -> TextBlock? {
        let key = TextBlock.Key(text: text, style: style, width: width)
        if let known = blocks[key] { return known }
        guard !text.unicodeScalars.contains(where: isForbidden), let block = compose(key) else {
            reportMissing(in: text, field: field)
            return nil
        }
        return block
    }

    /// A text that has been set before, to be drawn.
    func block(_ key: TextBlock.Key) -> TextBlock {
        guard let block = blocks[key] ?? compose(key) else { preconditionFailure("“\(key.text)” was never set") }
        return block
    }

    /// Nil if a character has no glyph.
    private func compose(_ key: TextBlock.Key) -> TextBlock? {
        let layout = makeLayout(key.text, key.style, width: key.width)
        guard pango_layout_get_unknown_glyphs_count(layout) == 0 else {
            g_object_unref(UnsafeMutableRawPointer(layout))
            return nil
        }
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        let unit = Double(PANGO_SCALE)
        let block = TextBlock(
            key: key, layout: layout, width: Double(extents.width) / unit, height: Double(extents.height) / unit)
        blocks[key] = block
        return block
    }

    private func makeLayout(_ text: String, _ style: TextStyle, width: Double) -> OpaquePointer {
        let layout: OpaquePointer = pango_layout_new(context)
        let description = pango_font_description_from_string(Typesetter.families)
        pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_spacing(layout, Int32(style.lineSpacing * Double(PANGO_SCALE)))
        switch style.alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        return layout
    }

    private func reportMissing(in text: String, field: String) {
        let names = missing(in: text).map { scalar in
            "U+" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
                + String(scalar.value, radix: 16, uppercase: true)
        }
        faults.append(
            Mistake(
                code: "ticket-character-missing", column: field,
                cause: "\(field) has a character that no installed font can draw: \(names.joined(separator: ", ")).",
                action: "Install a font that has it, or correct the text; a box is never printed in its place."))
    }

    /// The text's characters without a glyph, each once, in their order.
    func missing(in text: String) -> [Unicode.Scalar] {
        var found: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where !found.contains(scalar) {
            if isForbidden(scalar) || !hasGlyph(scalar) { found.append(scalar) }
        }
        return found
    }

    private func hasGlyph(_ scalar: Unicode.Scalar) -> Bool {
        let layout = makeLayout(String(scalar), TextStyle(size: 10), width: 100)
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        return pango_layout_get_unknown_glyphs_count(layout) == 0
    }

    private func forgetBlocks() {
        for block in blocks.values { g_object_unref(UnsafeMutableRawPointer(block.layout)) }
        blocks = [:]
    }
}

/// Characters that Pango draws as nothing, or as whatever a font keeps in its private corner: a name with one of
/// them would be printed wrong without a word. Joiners stay, some scripts spell with them.
private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: scalar.value == 0xFFFD || scalar.properties.isNoncharacterCodePoint
    }
}
