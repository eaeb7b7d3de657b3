import Typesetting

/// Blocks from top to bottom over as many pages as they need: a heading once, a footer with page x of y on each.
///
/// A row is never cut by the end of a page; one that is higher than a page becomes several. A heading stays with what follows,
/// and a table's head is repeated where the table goes on.
final class PageFlow {
    /// One cell of a row.
    struct Cell {
        var text: String
        /// Its share of the row's width, parts of all cells' shares.
        var share: Double
        /// Whether it names what stands beside it.
        var isLabel = false
    }

    /// Something set: how high it is, and how it is drawn with its upper edge at a height of the page.
    private struct Block {
        var height: Double
        var draw: (Double) throws -> Void
    }

    private static let left = 20.0.mm
    private static let top = 18.0.mm
    private static let bottom = PDFSurface.height - 22.0.mm
    private static let padding = 1.4.mm
    /// Where the code in the first page's corner ends.
    private static let codeEnd = 34.0.mm
    static let width = PDFSurface.width - 40.0.mm

    let pdf: PDFSurface
    private let number: String
    private let code: MatrixCode
    private var y = PageFlow.top
    /// What must not end a page: it goes where the next block goes.
    private var kept: [Block] = []
    /// The head of the table that is being set.
    private var head: Block?
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
            TextStyle(.heavySong, 22, .centre),
            width: PageFlow.width - 50.0.mm,
            on: pdf.canvas
        )
        let (canvas, matrix) = (pdf.canvas, self.code)
        let side = PageFlow.codeEnd - 14.0.mm
        draw { heading.draw(at: Point(PageFlow.left + 25.0.mm, PageFlow.top)) }
        draw { canvas.draw(matrix, in: Box(x: 170.0.mm, y: 14.0.mm, width: side, height: side)) }
        y += max(heading.height, 14.0.mm) + 1.0.mm
        try line(number, TextStyle(.song, 10.5, .leading))
        y += 1.0.mm
    }

    /// A line of text over the whole width.
    func line(_ text: String, _ style: TextStyle = TextStyle(.song, 10.5)) throws {
        // Beside the code lines are shorter.
        let isBesideCode = pages.count == 1 && y < PageFlow.codeEnd
        let width = PageFlow.width - (isBesideCode ? 24.0.mm : 0)
        let paragraph = try Paragraph(text, style, width: width, on: pdf.canvas)
        place(Block(height: paragraph.height + 1.5.mm) { paragraph.draw(at: Point(PageFlow.left, $0 + 0.5.mm)) })
    }

    /// The head of a section, on the page of what follows.
    func section(_ text: String) throws {
        let paragraph = try Paragraph(text, TextStyle(.hei, 11.5), width: PageFlow.width, on: pdf.canvas)
        head = nil
        kept.append(
            Block(height: paragraph.height + 3.0.mm) { paragraph.draw(at: Point(PageFlow.left, $0 + 2.0.mm)) }
        )
    }

    /// A ruled row, at least `height` high.
    ///
    /// - Parameter staysWithNext: whether it goes on the page of what follows.
    func row(_ cells: [Cell], height least: Double = 7.0.mm, staysWithNext: Bool = false) throws {
        let block = try ruled(cells, height: least)
        let taken = (kept + [head].compactMap(\.self)).reduce(0) { $0 + $1.height }
        if block.height > PageFlow.bottom - PageFlow.top - taken { return try split(cells) }
        // What is to stay together fills half a page at most, or it stays together nowhere.
        if staysWithNext, taken + block.height < (PageFlow.bottom - PageFlow.top) / 2 { return kept.append(block) }
        place(block)
    }

    /// Rows under a head, which stands on every page that they reach.
    func table(head cells: [Cell], _ rows: [[Cell]]) throws {
        let block = try ruled(cells, height: 7.0.mm)
        kept.append(block)
        for (index, cells) in rows.enumerated() {
            // Until the first row is placed the head itself waits to be.
            if index == 1 { head = block }
            try row(cells)
        }
        head = nil
    }

    private func ruled(_ cells: [Cell], height least: Double) throws -> Block {
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
        let canvas = pdf.canvas
        return Block(height: height) { y in
            var x = PageFlow.left
            for (paragraph, width, isLabel) in set {
                let box = Box(x: x, y: y, width: width, height: height)
                if isLabel { canvas.fill(box, .grey(0.95)) }
                canvas.frame(box)
                paragraph.draw(at: Point(x + PageFlow.padding, y + (height - paragraph.height) / 2))
                x += width
            }
        }
    }

    /// Room for something that draws itself into a box.
    func figure(height: Double, _ body: @escaping (Canvas, Box) throws -> Void) {
        let canvas = pdf.canvas
        place(
            Block(height: height) { y in
                let box = Box(x: PageFlow.left, y: y, width: PageFlow.width, height: height)
                canvas.frame(box)
                try body(canvas, box)
            }
        )
    }

    /// Draws all pages.
    ///
    /// - Returns: the file.
    func finish() throws -> [UInt8] {
        for block in kept { put(block) }
        kept = []
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

    /// Puts a block, and what stays with it, on this page, or on the next one where this has no room.
    private func place(_ block: Block) {
        let height = kept.reduce(block.height) { $0 + $1.height }
        if y + height > PageFlow.bottom, y > PageFlow.top {
            pages.append([])
            y = PageFlow.top
            if let head { put(head) }
        }
        for block in kept { put(block) }
        kept = []
        put(block)
    }

    private func put(_ block: Block) {
        let at = y
        draw { try block.draw(at) }
        y += block.height
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
