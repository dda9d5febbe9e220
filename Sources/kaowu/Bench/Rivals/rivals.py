#!/usr/bin/env python3
"""Draws admission tickets as other programs do, for `kaowu bench tickets` to stand beside them.

usage: rivals.py NAME TICKETS.json FOLDER SECONDS

NAME is reportlab, weasyprint or chromium. TICKETS.json is a list of objects with the texts of one ticket each. Every
ticket becomes a PDF of its own in FOLDER, with the fields, the font and the QR code that kaowu prints, until all are
drawn or SECONDS of processor time are over. One line of JSON says how many there were, their bytes and the
processor seconds, without the start of the program, the loading of fonts and a first page. Exit 3: not installed.
"""
import base64
import fcntl
import html
import json
import os
import shutil
import subprocess
import sys
import time

FONT = "WenQuanYi Zen Hei"


def font_file():
    return subprocess.run(
        ["fc-match", "--format", "%{file}", FONT], capture_output=True, text=True, check=True
    ).stdout


class ReportLab:
    """Measures in points from the lower left corner; the wrapping of the long texts is ReportLab's own."""

    def __init__(self):
        import segno
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen import canvas
        from reportlab.platypus import Paragraph

        pdfmetrics.registerFont(TTFont("hei", font_file(), subfontIndex=0))
        self.segno, self.canvas, self.size, self.paragraph = segno, canvas, A4, Paragraph
        self.style = lambda size: ParagraphStyle(
            "s", fontName="hei", fontSize=size, leading=size * 1.3, wordWrap="CJK")

    def now(self):
        return time.process_time()

    def draw(self, ticket, path):
        page = self.canvas.Canvas(path, pagesize=self.size)

        def text(words, x, top, size=11):
            page.setFont("hei", size)
            page.drawString(x, 842 - top, words)

        def wrapped(words, x, top, width, size):
            block = self.paragraph(html.escape(words), self.style(size))
            _, height = block.wrap(width, 800)
            block.drawOn(page, x, 842 - top - height)
            return height

        page.setFillColorRGB(0.09, 0.2, 0.38)
        page.rect(42, 742, 511, 66, stroke=0, fill=1)
        page.setFillColorRGB(1, 1, 1)
        text(ticket["heading"], 58, 58, 12.5)
        text(ticket["title"], 58, 88, 27)
        text(ticket["institution"], 330, 62, 13)
        text(ticket["batch"], 330, 84, 11.5)
        page.setFillColorRGB(0.08, 0.09, 0.11)
        text(ticket["number"], 108, 135, 18)
        for row, (label, value) in enumerate(ticket["person"]):
            text(label, 56, 176 + 26 * row, 10.5)
            text(value, 126, 176 + 26 * row, 12.5)
            page.line(42, 842 - 184 - 26 * row, 431, 842 - 184 - 26 * row)
        page.rect(446, 842 - 312, 91, 127)
        y = 350
        for session in ticket["sessions"]:
            x = 42
            for cell, width in zip(session, (62, 150, 154, 83, 62)):
                page.rect(x, 842 - y - 60, width, 60)
                wrapped(cell, x + 7, y + 8, width - 14, 10.5)
                x += width
            y += 60
        y += 36
        text(ticket["noticesTitle"], 42, y - 8, 12)
        for number, notice in enumerate(ticket["notices"], 1):
            y += wrapped(f"{number}. {notice}", 42, y, 330, 9.5) + 3
        code = self.segno.make(ticket["code"], error="m", micro=False)
        side = 150 / len(code.matrix)
        top = 842 - 366 - 60 * len(ticket["sessions"])
        page.setFillColorRGB(0, 0, 0)
        for row, bits in enumerate(code.matrix):
            for column, bit in enumerate(bits):
                if bit:
                    page.rect(390 + column * side, top - (row + 1) * side, side, side, stroke=0, fill=1)
        text(ticket["foot"], 42, 812, 9.5)
        page.save()


def document(ticket, segno):
    code = segno.make(ticket["code"], error="m", micro=False).svg_inline(border=4, omitsize=True)
    cell = html.escape
    person = "".join(f"<tr><th>{cell(a)}</th><td>{cell(b)}</td></tr>" for a, b in ticket["person"])
    sessions = "".join("<tr>" + "".join(f"<td>{cell(c)}</td>" for c in s) + "</tr>" for s in ticket["sessions"])
    notices = "".join(f"<li>{cell(n)}</li>" for n in ticket["notices"])
    return f"""<!DOCTYPE html><meta charset="utf-8"><style>
@page {{ size: A4; margin: 12mm 15mm }}
body {{ font: 10.5pt "{FONT}"; margin: 0; color: #141720 }}
header {{ background: #173361; color: #fff; padding: 8pt 16pt; border-radius: 4pt; display: flex;
  justify-content: space-between }}
header b {{ font-size: 27pt; font-weight: normal; display: block }}
h2 {{ font-size: 12pt; font-weight: normal }} .number {{ font-size: 18pt; background: #edf2fa; padding: 8pt 66pt }}
.who {{ display: flex }} .who table {{ flex: 1 }} .photo {{ width: 91pt; height: 127pt; border: 1px solid #99a; margin: 12pt }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: 1px solid #99abc2; padding: 5pt; font-weight: normal }}
.below {{ display: flex }} .below ol {{ flex: 1; font-size: 9.5pt }} svg {{ width: 150pt; height: 150pt }}
</style><header><div>{cell(ticket["heading"])}<b>{cell(ticket["title"])}</b></div>
<div>{cell(ticket["institution"])}<br>{cell(ticket["batch"])}</div></header>
<div class="number">{cell(ticket["number"])}</div>
<div class="who"><table>{person}</table><div class="photo"></div></div><table>{sessions}</table>
<h2>{cell(ticket["noticesTitle"])}</h2><div class="below"><ol>{notices}</ol>{code}</div>
<footer>{cell(ticket["foot"])}</footer>"""


class WeasyPrint:
    def __init__(self):
        import segno
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self.segno, self.weasyprint, self.fonts = segno, weasyprint, FontConfiguration()

    def now(self):
        return time.process_time()

    def draw(self, ticket, path):
        page = self.weasyprint.HTML(string=document(ticket, self.segno))
        page.write_pdf(path, font_config=self.fonts)


class Chromium:
    """Stays open and prints page after page, told so over its debugging pipe."""

    def __init__(self):
        import segno

        self.segno = segno
        names = ("chromium", "chromium-browser", "google-chrome")
        program = next((found for found in map(shutil.which, names) if found), None)
        if not program:
            raise ImportError("chromium")
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in (to_read, from_write)]

        def connect():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--user-data-dir=" + sys.argv[3] + "/chromium"],
            preexec_fn=connect, close_fds=False, stderr=subprocess.DEVNULL)
        os.close(ends[1])
        os.close(from_write)
        self.write, self.read = open(to_write, "wb", buffering=0), open(from_read, "rb", buffering=0)
        self.pending, self.last, self.session = b"", 0, None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def ask(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.write.write(json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.pending:
                more = self.read.read(1 << 20)
                if not more:
                    raise ImportError("chromium ended")
                self.pending += more
            answer, self.pending = self.pending.split(b"\0", 1)
            answer = json.loads(answer)
            if answer.get("id") == self.last:
                return answer["result"]

    def now(self):
        """Ours, and that of all processes below us."""
        parents, ticks = {}, {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = open(f"/proc/{name}/stat").read().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(name)] = int(fields[1])
            ticks[int(name)] = sum(map(int, fields[11:15]))
        below = {self.process.pid}
        while True:
            more = {child for child, parent in parents.items() if parent in below} - below
            if not more:
                break
            below |= more
        return time.process_time() + sum(ticks.get(one, 0) for one in below) / os.sysconf("SC_CLK_TCK")

    def draw(self, ticket, path):
        self.ask("Page.setDocumentContent", frameId=self.frame, html=document(ticket, self.segno))
        printed = self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(printed["data"]))

    def close(self):
        self.process.kill()
        self.process.wait()


def main():
    name, tickets, folder, seconds = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3], float(sys.argv[4])
    try:
        rival = {"reportlab": ReportLab, "weasyprint": WeasyPrint, "chromium": Chromium}[name]()
    except ImportError:
        return 3
    try:
        rival.draw(tickets[0], f"{folder}/{name}-first.pdf")
        count = size = 0
        start = rival.now()
        for ticket in tickets:
            path = f"{folder}/{name}-{count}.pdf"
            rival.draw(ticket, path)
            size += os.path.getsize(path)
            count += 1
            if rival.now() - start > seconds:
                break
        print(json.dumps({"count": count, "bytes": size, "processorSeconds": rival.now() - start}))
    finally:
        if hasattr(rival, "close"):
            rival.close()
    return 0


sys.exit(main())
