import Typesetting

/// Blocks from top to bottom over as many pages as they need: a heading once, a footer with page x of y on each.
///
/// A row is never cut by the end of a page; one that is higher than a page becomes several.
final class PageFlow {
    /// One cell of a row.
    struct Cell {
        var text: String
        /// Its share of the row's width, parts of all cells' shares.
        var share: Double
        /// Whether it names what stands beside it.
        var isLabel = false
    }

    private static let left = 20.0.mm
    private static let top = 18.0.mm
    private static let bottom = PDFSurface.height - 22.0.mm
    private static let padding = 1.4.mm
    static let width = PDFSurface.width - 40.0.mm

    let pdf: PDFSurface
    private let number: String
    private let code: MatrixCode
    private var y = PageFlow.top
    private var pages: [[() throws -> Void]] = [[]]

    /// - Parameters:
    ///   - title: the document's name, large and centred.
    ///   - number: the line below it, and in every footer.
    ///   - code: what the code in the corner says.
    init(title: String, number: String, code: String, created: String) throws {
        pdf = try PDFSurface(title: title + " " + number, created: created)
        self.number = number
        self.code = try MatrixCode(code)
        let heading = try Paragraph(
            title,
            TextStyle(.song, 22, bold: true, .centre),
            width: PageFlow.width - 50.0.mm,
            on: pdf.canvas
        )
        let (canvas, matrix) = (pdf.canvas, self.code)
        let side = 20.0.mm
        draw { heading.draw(at: Point(PageFlow.left + 25.0.mm, PageFlow.top)) }
        draw { canvas.draw(matrix, in: Box(x: 170.0.mm, y: 14.0.mm, width: side, height: side)) }
        y += max(heading.height, 14.0.mm) + 1.0.mm
        try line(number, TextStyle(.song, 10.5, .leading))
        y += 1.0.mm
    }

    /// A line of text over the whole width.
    func line(_ text: String, _ style: TextStyle = TextStyle(.song, 10.5)) throws {
        let paragraph = try Paragraph(text, style, width: PageFlow.width - 24.0.mm, on: pdf.canvas)
        room(for: paragraph.height)
        let at = Point(PageFlow.left, y)
        draw { paragraph.draw(at: at) }
        y += paragraph.height + 1.0.mm
    }

    /// The head of a section: never without `room` for what follows on the same page.
    func section(_ text: String, keeping room: Double = 12.0.mm) throws {
        let paragraph = try Paragraph(text, TextStyle(.hei, 11.5, bold: true), width: PageFlow.width, on: pdf.canvas)
        self.room(for: paragraph.height + 3.0.mm + room)
        y += 2.0.mm
        let at = Point(PageFlow.left, y)
        draw { paragraph.draw(at: at) }
        y += paragraph.height + 1.0.mm
    }

    /// A ruled row, at least `height` high.
    func row(_ cells: [Cell], height least: Double = 7.0.mm) throws {
        let all = cells.reduce(0) { $0 + $1.share }
        let set = try cells.map { cell in
            let width = PageFlow.width * cell.share / all
            let style = TextStyle(cell.isLabel ? .hei : .song, 9.5, cell.isLabel ? .centre : .leading)
            return (
                paragraph: try Paragraph(cell.text, style, width: width - 2 * PageFlow.padding, on: pdf.canvas),
                width: width, isLabel: cell.isLabel
            )
        }
        let height = max(least, (set.map(\.paragraph.height).max() ?? 0) + 2 * PageFlow.padding)
        if height > PageFlow.bottom - PageFlow.top { return try split(cells) }
        room(for: height)
        var x = PageFlow.left
        let (canvas, y) = (pdf.canvas, y)
        for (paragraph, width, isLabel) in set {
            let box = Box(x: x, y: y, width: width, height: height)
            let at = Point(x + PageFlow.padding, y + (height - paragraph.height) / 2)
            draw {
                if isLabel { canvas.fill(box, .grey(0.95)) }
                canvas.frame(box)
                paragraph.draw(at: at)
            }
            x += width
        }
        self.y += height
    }

    /// Room for something that draws itself into a box.
    func figure(height: Double, _ body: @escaping (Canvas, Box) throws -> Void) {
        room(for: height)
        let box = Box(x: PageFlow.left, y: y, width: PageFlow.width, height: height)
        let canvas = pdf.canvas
        draw {
            canvas.frame(box)
            try body(canvas, box)
        }
        y += height
    }

    /// Draws all pages.
    ///
    /// - Returns: the file.
    func finish() throws -> [UInt8] {
        for (index, page) in pages.enumerated() {
            for step in page { try step() }
            let y = PDFSurface.height - 16.0.mm
            pdf.canvas.line(from: Point(PageFlow.left, y), to: Point(PageFlow.left + PageFlow.width, y), width: 0.3)
            let small = TextStyle(.song, 9)
            try Paragraph(number, small, width: PageFlow.width - 40.0.mm, on: pdf.canvas)
                .draw(at: Point(PageFlow.left, y + 1.0.mm))
            let count = "第\(index + 1)页 共\(pages.count)页"
            try Paragraph(count, TextStyle(.song, 9, .trailing), width: 38.0.mm, on: pdf.canvas)
                .draw(at: Point(PageFlow.left + PageFlow.width - 38.0.mm, y + 1.0.mm))
            pdf.endPage()
        }
        return try pdf.finish()
    }

    private func draw(_ step: @escaping () throws -> Void) {
        pages[pages.count - 1].append(step)
    }

    private func room(for height: Double) {
        guard y + height > PageFlow.bottom, y > PageFlow.top else { return }
        pages.append([])
        y = PageFlow.top
    }

    /// Two rows instead of one, the longest cell's text in halves.
    private func split(_ cells: [Cell]) throws {
        guard let longest = cells.indices.max(by: { cells[$0].text.count < cells[$1].text.count }),
            cells[longest].text.count > 1
        else { return }
        var (first, second) = (cells, cells)
        let text = cells[longest].text
        first[longest].text = String(text.prefix(text.count / 2))
        for index in cells.indices where index != longest { second[index].text = cells[index].isLabel ? "（续）" : "" }
        second[longest].text = String(text.dropFirst(text.count / 2))
        try row(first)
        try row(second)
    }
}
