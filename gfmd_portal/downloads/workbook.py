"""The parts of a workbook around its sheets, as Office Open XML (ECMA-376) wants them."""

from xml.sax.saxutils import quoteattr

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Three looks of a cell: plain, bold, and plain with the mark that keeps it a text.
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def parts(names):
    """Yield the parts of a workbook with sheets of these names, as (name, chunks) pairs, all but the sheets."""
    numbered = list(enumerate(names, 1))
    yield "[Content_Types].xml", [_types(numbered).encode()]
    yield "_rels/.rels", [_relations([("rId1", "officeDocument", "xl/workbook.xml")]).encode()]
    yield "xl/workbook.xml", [_workbook(numbered).encode()]
    sheets = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number, _name in numbered]
    styles = (f"rId{len(names) + 1}", "styles", "styles.xml")
    yield "xl/_rels/workbook.xml.rels", [_relations([*sheets, styles]).encode()]
    yield "xl/styles.xml", [STYLES.encode()]


def _types(numbered):
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number, _name in numbered]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{TYPES}.{kind}+xml"/>' for part, kind in kinds)
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets):
    said = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{path}"/>' for key, kind, path in targets)
    return f'{XML}<Relationships xmlns="{RELATIONS}">{said}</Relationships>'


def _workbook(numbered):
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in numbered
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
