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
    /// What could not be set since `startPage`.
    private(set) var faults: [Mistake] = []
    private let mends: Bool
    /// Texts that were set otherwise than they were given, each once, since `forgetMended`.
    private(set) var mended: [MendedText] = []

    /// - Parameter mends: whether a text that cannot be set as it is becomes one that can, instead of a fault. A ticket
    ///   is refused rather than printed wrong; a room's papers must exist for everybody else in the room.
    /// - Throws: `font-missing` if no installed font has Chinese characters.
    init(mends: Bool = false) throws(Mistakes) {
        self.mends = mends
        fontMap = FontMaps.take()
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
                code: "font-missing", cause: "本机没有中文字体 (no font with Chinese characters)。",
                action: "安装文泉驿正黑（fonts-wqy-zenhei）或思源黑体（fonts-noto-cjk）。")
        ])
    }

    deinit {
        forgetBlocks()
        g_object_unref(UnsafeMutableRawPointer(context))
        FontMaps.giveBack(fontMap)
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
        switch fit(text, styles, width: width, height: height) {
        case .whole(let block): return block
        case .tooLong where !mends:
            report(
                Mistake(
                    code: "ticket-text-too-long", column: field,
                    cause: "\(field)有 \(text.count) 个字符，在它的位置上写不下 (too long for its place)。",
                    action: "改用较短的写法。"))
            return nil
        case .undrawable where !mends:
            reportMissing(in: text, field: field)
            return nil
        case .tooLong, .undrawable: return mend(text, styles, width: width, height: height, field: field)
        }
    }

    private enum Fit {
        case whole(TextBlock)
        case tooLong, undrawable
    }

    private func fit(_ text: String, _ styles: [TextStyle], width: Double, height: Double) -> Fit {
        for style in styles {
            guard let block = block(text, style, width: width) else { return .undrawable }
            if block.height <= height, block.width <= width + 0.01 { return .whole(block) }
        }
        return .tooLong
    }

    /// The text without what is invisible, with 〓 for each character no font has, and if it is still too long its
    /// longest beginning, found by halving, with … in the smallest style. Nil if not even one character fits.
    private func mend(
        _ text: String, _ styles: [TextStyle], width: Double, height: Double, field: String
    ) -> TextBlock? {
        let missing = missing(in: text)
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !missing.contains(scalar) {
                scalars.append(scalar)
            } else if !isInvisible(scalar) {
                scalars.append("〓")
            }
        }
        let drawable = String(scalars)
        var best: TextBlock?
        if case .whole(let block) = fit(drawable, styles, width: width, height: height) {
            best = block
        } else {
            let characters = Array(drawable)
            var fitting = 0
            var limit = characters.count
            while fitting < limit {
                let half = (fitting + limit + 1) / 2
                let beginning = String(characters[..<half]) + "…"
                if case .whole(let block) = fit(beginning, styles.suffix(1), width: width, height: height) {
                    best = block
                    fitting = half
                } else {
                    limit = half - 1
                }
            }
        }
        let mended = MendedText(field: field, text: text, missing: missing, shown: best?.key.text ?? "")
        if !self.mended.contains(mended) { self.mended.append(mended) }
        return best
    }

    func forgetMended() { mended = [] }

    /// A text that stands in several places is one fault.
    func report(_ fault: Mistake) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// Nil if a character has no glyph.
    private func block(_ text: String, _ style: TextStyle, width: Double) -> TextBlock? {
        let key = TextBlock.Key(text: text, style: style, width: width)
        if let known = blocks[key] { return known }
        return text.unicodeScalars.contains(where: isForbidden) ? nil : compose(key)
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
        // A name broken for want of room has no hyphen of its own.
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
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
        let names = missing(in: text).map(\.codePoint)
        report(
            Mistake(
                code: "ticket-character-missing", column: field,
                cause: "\(field)里有本机字体画不出的字：\(names.joined(separator: "、")) (no font can draw it)。",
                action: "改正这个字，或安装含有它的字体；不会用方框代替。"))
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

/// A text on a paper that differs from what was to be written.
struct MendedText: Equatable {
    var field: String
    var text: String
    /// What no font can draw.
    var missing: [Unicode.Scalar]
    /// What stands on the paper.
    var shown: String
}

extension Unicode.Scalar {
    /// `U+200B`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Of what is forbidden, what a page loses nothing by.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
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
