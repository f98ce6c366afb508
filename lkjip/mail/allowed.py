"""Allow-list of what may leave the office in a mailed copy: kinds of parts, their relationships, elements and attributes.

Anything not listed here is removed. Names are those of ECMA-376, part 1 (SpreadsheetML, DrawingML), and of the
extensions that Excel writes (MS-XLSX, MS-ODRAWXML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias

Attributes: TypeAlias = frozenset[str]
Rules: TypeAlias = Mapping[str, Attributes]
"""Attributes that an element may have, by tag."""

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_MAIN: Final = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_A: Final = ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main")
_C: Final = ("http://schemas.openxmlformats.org/drawingml/2006/chart", "http://purl.oclc.org/ooxml/drawingml/chart")
_XDR: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
_CDR: Final = ("http://schemas.openxmlformats.org/drawingml/2006/chartDrawing", "http://purl.oclc.org/ooxml/drawingml/chartDrawing")
_DGM: Final = ("http://schemas.openxmlformats.org/drawingml/2006/diagram", "http://purl.oclc.org/ooxml/drawingml/diagram")
_DSP: Final = (f"{_MICROSOFT}/drawing/2008/diagram",)
_C14: Final = (f"{_MICROSOFT}/drawing/2007/8/2/chart",)
_C15: Final = (f"{_MICROSOFT}/drawing/2012/chart",)
_X14: Final = (f"{_MICROSOFT}/spreadsheetml/2009/9/main",)
_XM: Final = (f"{_MICROSOFT}/excel/2006/main",)
_X14AC: Final = f"{_MICROSOFT}/spreadsheetml/2009/9/ac"

RELATION_SPACES: Final = (_OFFICE, _OFFICE_STRICT)
REFERENCES: Final = tuple(f"{{{base}}}{name}" for base in RELATION_SPACES for name in ("id", "embed", "dm", "lo", "qs", "cs"))
"""Attributes that hold a relationship id."""
_QUALIFIED: Final[Mapping[str, tuple[str, ...]]] = {
    **{f"r:{name}": tuple(f"{{{base}}}{name}" for base in RELATION_SPACES) for name in ("id", "embed", "dm", "lo", "qs", "cs")},
    "xml:space": (f"{_XML}space",),
    "x14ac:dyDescent": (f"{{{_X14AC}}}dyDescent",),
}


def _rules(namespaces: Iterable[str], lines: str) -> dict[str, Attributes]:
    """Parse rules, one a line: elements, a colon, and their attributes; an indented line continues the previous one."""
    found: dict[str, Attributes] = {}
    for line in filter(None, lines.replace("\n    ", " ").splitlines()):
        names, _, attributes = line.partition(":")
        allowed = frozenset(chain.from_iterable(_QUALIFIED.get(name, (name,)) for name in attributes.split()))
        for namespace in namespaces:
            found |= {f"{{{namespace}}}{name}": allowed for name in names.split()}
    return found


# ---------------------------------------------------------------- the workbook, its sheets, tables, texts, looks
_FILTERS: Final = """
autoFilter: ref
filterColumn: colId hiddenButton showButton
filters: blank calendarType
filter: val
dateGroupItem: year month day hour minute second dateTimeGrouping
customFilters: and
customFilter: operator val
dynamicFilter: type val valIso maxVal maxValIso
top10: top percent val filterVal
colorFilter: dxfId cellColor
iconFilter: iconSet iconId
sortState: columnSort caseSensitive sortMethod ref
sortCondition: descending sortBy ref dxfId iconSet iconId
"""
_RUNS: Final = """
t: xml:space
r rPr
rFont charset family b i strike outline shadow condense extend sz u vertAlign scheme: val
color: auto indexed rgb theme tint
"""
_EXTENSIONS: Final = """
extLst
ext: uri
"""
_WORKBOOK: Final = _rules(
    _MAIN,
    """
workbook: conformance
fileVersion: appName lastEdited lowestEdited rupBuild
workbookPr: date1904 showObjects showBorderUnselectedTables filterPrivacy backupFile codeName hidePivotFieldList
    checkCompatibility autoCompressPictures defaultThemeVersion
workbookProtection: lockStructure lockWindows
bookViews
workbookView: visibility minimized showHorizontalScroll showVerticalScroll showSheetTabs xWindow yWindow windowWidth
    windowHeight tabRatio firstSheet activeTab autoFilterDateGrouping
sheets
sheet: name sheetId state r:id
definedNames
definedName: name localSheetId hidden xml:space
calcPr: calcId calcMode fullCalcOnLoad refMode iterate iterateCount iterateDelta fullPrecision calcCompleted calcOnSave
    concurrentCalc concurrentManualCount forceFullCalc
""",
)
_SHEET: Final = {
    **_rules(
        _MAIN,
        f"""
worksheet chartsheet
sheetPr: filterMode enableFormatConditionsCalculation transitionEvaluation transitionEntry codeName syncHorizontal syncVertical
    syncRef
tabColor: auto indexed rgb theme tint
outlinePr: applyStyles summaryBelow summaryRight showOutlineSymbols
pageSetUpPr: autoPageBreaks fitToPage
dimension: ref
sheetViews
sheetView: windowProtection showFormulas showGridLines showRowColHeaders showZeros rightToLeft tabSelected showRuler
    showOutlineSymbols defaultGridColor showWhiteSpace view topLeftCell colorId zoomScale zoomScaleNormal
    zoomScaleSheetLayoutView zoomScalePageLayoutView zoomToFit workbookViewId
pane: xSplit ySplit topLeftCell activePane state
selection: pane activeCell activeCellId sqref
sheetFormatPr: baseColWidth defaultColWidth defaultRowHeight customHeight zeroHeight thickTop thickBottom outlineLevelRow
    outlineLevelCol x14ac:dyDescent
cols
col: min max width style hidden bestFit customWidth phonetic outlineLevel collapsed
sheetData
row: r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph x14ac:dyDescent
c: r s t cm
f: t aca ref dt2D dtr del1 del2 r1 r2 ca si bx xml:space
v: xml:space
is
sheetCalcPr: fullCalcOnLoad
sheetProtection: sheet content objects scenarios formatCells formatColumns formatRows insertColumns insertRows insertHyperlinks
    deleteColumns deleteRows selectLockedCells sort autoFilter pivotTables selectUnlockedCells
mergeCells: count
mergeCell: ref
conditionalFormatting: sqref
cfRule: type dxfId priority stopIfTrue aboveAverage percent bottom operator text timePeriod rank stdDev equalAverage
formula formula1 formula2: xml:space
colorScale
dataBar: minLength maxLength showValue
iconSet: iconSet showValue percent reverse
cfvo: type val gte
name: val
dataValidations: disablePrompts xWindow yWindow count
dataValidation: type errorStyle imeMode operator allowBlank showDropDown showInputMessage showErrorMessage errorTitle error
    promptTitle prompt sqref
hyperlinks
hyperlink: ref r:id location tooltip
printOptions: horizontalCentered verticalCentered headings gridLines gridLinesSet
pageMargins: left right top bottom header footer
pageSetup: paperSize paperHeight paperWidth scale firstPageNumber fitToWidth fitToHeight pageOrder orientation
    usePrinterDefaults blackAndWhite draft cellComments useFirstPageNumber errors horizontalDpi verticalDpi copies
headerFooter: differentOddEven differentFirst scaleWithDoc alignWithMargins
oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter: xml:space
rowBreaks colBreaks: count manualBreakCount
brk: id min max man pt
ignoredErrors
ignoredError: sqref evalError twoDigitTextYear numberStoredAsText formula formulaRange unlockedFormula emptyCellReference
    listDataValidation calculatedColumn
drawing: r:id
tableParts: count
tablePart: r:id
{_FILTERS}{_RUNS}{_EXTENSIONS}
font fill border alignment protection patternFill fgColor bgColor gradientFill stop left right top bottom diagonal vertical
    horizontal numFmt: val auto indexed rgb theme tint patternType style type degree position numFmtId formatCode horizontal
    vertical wrapText locked hidden
""",
    ),
    **_rules(
        _X14,
        """
conditionalFormattings conditionalFormatting: pivot
cfRule: type priority id stopIfTrue aboveAverage percent bottom operator text timePeriod rank stdDev equalAverage activePresent
dataBar: minLength maxLength showValue border gradient direction negativeBarColorSameAsPositive
    negativeBarBorderColorSameAsPositive axisPosition
iconSet: iconSet showValue percent reverse custom
colorScale dxf id
cfvo: type gte
cfIcon: iconSet iconId
fillColor borderColor negativeFillColor negativeBorderColor axisColor color: auto indexed rgb theme tint
dataValidations: disablePrompts xWindow yWindow count
dataValidation: type errorStyle imeMode operator allowBlank showDropDown showInputMessage showErrorMessage errorTitle error
    promptTitle prompt
formula1 formula2
sparklineGroups
sparklineGroup: manualMax manualMin lineWeight type dateAxis displayEmptyCellsAs markers high low first last negative
    displayXAxis displayHidden minAxisType maxAxisType rightToLeft
colorSeries colorNegative colorAxis colorMarkers colorFirst colorLast colorHigh colorLow: auto indexed rgb theme tint
sparklines sparkline
ignoredErrors
ignoredError: evalError twoDigitTextYear numberStoredAsText formula formulaRange unlockedFormula emptyCellReference
    listDataValidation calculatedColumn
id
""",
    ),
    **_rules(_XM, "f sqref"),
}
_TABLE: Final = _rules(
    _MAIN,
    f"""
table: id name displayName ref headerRowCount insertRow insertRowShift totalsRowCount totalsRowShown headerRowDxfId dataDxfId
    totalsRowDxfId headerRowBorderDxfId tableBorderDxfId totalsRowBorderDxfId
tableColumns: count
tableColumn: id name totalsRowFunction totalsRowLabel headerRowDxfId dataDxfId totalsRowDxfId
calculatedColumnFormula totalsRowFormula: array xml:space
tableStyleInfo: name showFirstColumn showLastColumn showRowStripes showColumnStripes
{_FILTERS}
""",
)
_TEXTS: Final = _rules(_MAIN, f"sst: count uniqueCount\nsi\n{_RUNS}")
_STYLES: Final = _rules(
    _MAIN,
    """
styleSheet
numFmts fonts fills cellStyleXfs cellXfs cellStyles dxfs borders: count
numFmt: numFmtId formatCode
font dxf fill
b i strike condense extend outline shadow u vertAlign sz name family charset scheme: val
color fgColor bgColor: auto indexed rgb theme tint
patternFill: patternType
gradientFill: type degree left right top bottom
stop: position
border: diagonalUp diagonalDown outline
start end left right top bottom diagonal vertical horizontal: style
xf: numFmtId fontId fillId borderId xfId quotePrefix pivotButton applyNumberFormat applyFont applyFill applyBorder
    applyAlignment applyProtection
alignment: horizontal vertical textRotation wrapText indent relativeIndent justifyLastLine shrinkToFit readingOrder
protection: locked hidden
cellStyle: name xfId builtinId iLevel hidden customBuiltin
tableStyles: count defaultTableStyle defaultPivotStyle
tableStyle: name pivot table count
tableStyleElement: type size dxfId
colors indexedColors mruColors
rgbColor: rgb
""",
)
_METADATA: Final = {
    **_rules(
        _MAIN,
        """
metadata
metadataTypes cellMetadata: count
metadataType: name minSupportedVersion copy pasteAll pasteValues merge splitFirst rowColShift clearFormats clearComments assign
    coerce cellMeta
futureMetadata: name count
bk
rc: t v
extLst
ext: uri
""",
    ),
    **_rules((f"{_MICROSOFT}/spreadsheetml/2017/dynamicarray",), "dynamicArrayProperties: fDynamic fCollapsed"),
}

# ---------------------------------------------------------------- drawings and charts
_NUMBERS_AND_KINDS: Final = """
algn amt ang anchor anchorCtr advAuto b baseType bIns blurRad blend bright bulletEnabled bwMode cap cmpd codepage coordsize
    compatLnSpc contrast cstate cx cy cT cnt
dir dirty dist dpi dx dy eaLnBrk editAs err extrusionH fadeDir fill fillMode firstCol firstRow flip flipH flipV fmla fontAlgn
    fontScale forceAA fLocksText fLocksWithSheet fPrintsWithSheet fov
fromWordArt grpId h hangingPunct hidden horzOverflow hR hue i id idx indent invalidUrl kern kx ky kumimoji l lang lastClr lat
    latinLnBrk len lim lIns lnSpcReduction lon lvl marL marR maxAng maxR maxX maxY minAng minR minX minY
name noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noCrop noDrilldown noEditPoints noGrp noMove noProof
    noResize noRot noSelect noTextEdit noUngrp normalizeH numCol orient
path phClr pitchFamily panose charset pos prst prstMaterial preferRelativeResize presetID pt r rad rad1 rad2 ref refFor rev rIns
    rig rot rotWithShape rtl rtlCol sat satMod scaled script smtClean smtId spc spcCol spcFirstLastPara
st stA stAng stPos stroke strike sx sy sz swAng t thresh tIns tx txBox type typeface tooltip u uri upright useA useBounds
    userDrawn val vert vertOverflow w wR wrap x y z zoom
xfrmType fPublished macro textlink descr title contourW normalH endA endPos fadeDir lightType lum defTabSz baseline startAt char
    hlink locked action history highlightClick altLang bld published lumMod hOff vOff
""".replace("\n", " ")
"""Attributes of drawings: numbers, colours, kinds. The few that may hold a person's text are examined while cleaning."""

_LINKED: Final = "r:id r:embed r:dm r:lo r:qs r:cs xml:space"
_DRAWN: Final = f": {_NUMBERS_AND_KINDS} {_LINKED}"
_DRAWING_MAIN: Final = _rules(
    _A,
    """
accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling alphaFloor alphaInv alphaMod
    alphaModFix alphaOff alphaRepl anchor arcTo avLst
backdrop band1H band1V band2H band2V bevel bevelB bevelT bgClr bgFillStyleLst biLevel blend blip blipFill blue blueMod blueOff
    blur bodyPr bottom br buAutoNum buBlip buChar buClr
buClrTx buFont buFontTx buNone buSzPct buSzPts buSzTx cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr camera
    chExt chOff close clrChange clrFrom clrMap clrRepl
clrScheme clrTo comp cont contourClr cs cubicBezTo custDash custGeom cxn cxnLst cxnSp cxnSpLocks defPPr defRPr dk1 dk2 ds
    duotone ea effect effectDag effectLst effectRef effectStyle
effectStyleLst end endCxn endParaRPr ext extraClrScheme extraClrSchemeLst extrusionClr fgClr fill fillOverlay fillRect fillRef
    fillStyleLst fillToRect flatTx fld fmtScheme
folHlink font fontRef fontScheme gamma gd gdLst glow gradFill graphic graphicData graphicFrame graphicFrameLocks gray grayscl
    green greenMod greenOff grpFill grpSp grpSpLocks grpSpPr
gs gsLst headEnd highlight hlink hlinkClick hsl hslClr hue hueMod hueOff innerShdw inv invGamma latin left lightRig lin ln lnDef
    lnRef lnSpc lnStyleLst lnTo lstStyle lt1 lt2 lum
lumMod lumOff lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr majorFont masterClrMapping minorFont miter
    moveTo noAutofit noFill norm normAutofit nvCxnSpPr
nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr objectDefaults off outerShdw overrideClrMapping p pPr path pathLst pattFill pic
    picLocks pos prstClr prstDash prstGeom prstShdw prstTxWarp pt
quadBezTo r rPr rect red redMod redOff reflection relOff right rot round rtl sat satMod satOff scene3d schemeClr scrgbClr shade
    softEdge solidFill sp sp3d spAutoFit spDef spLocks spPr
spcAft spcBef spcPct spcPts srcRect srgbClr stCxn stretch style sym sysClr t tab tabLst tailEnd themeElements themeOverride tile
    tileRect tint top txBody txDef txSp uFill uFillTx uLn uLnTx
up useSpRect xfrm theme
""".replace("\n", " ")
    + f"{_DRAWN} bg1 tx1 bg2 tx2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink",
)
_SHAPES: Final = """
absoluteAnchor oneCellAnchor twoCellAnchor relSizeAnchor absSizeAnchor from to x y pos ext col colOff row rowOff clientData sp
    grpSp graphicFrame cxnSp pic nvSpPr nvGrpSpPr
nvGraphicFramePr nvCxnSpPr nvPicPr cNvPr cNvSpPr cNvGrpSpPr cNvGraphicFramePr cNvCxnSpPr cNvPicPr spPr grpSpPr style txBody
    blipFill xfrm
""".replace("\n", " ")
_DRAWING: Final = {
    **_DRAWING_MAIN,
    **_rules(_XDR, f"wsDr {_SHAPES}{_DRAWN}"),
    **_rules(_C, "chart: r:id"),
    **_rules(_DGM, f"relIds: {_LINKED}"),
}
_USER_SHAPES: Final = {**_DRAWING_MAIN, **_rules(_CDR, f"{_SHAPES}{_DRAWN}"), **_rules(_C, "userShapes")}
_CHART: Final = {
    **_DRAWING_MAIN,
    **_rules(
        _C,
        """
applyToEnd applyToFront applyToSides area3DChart areaChart auto autoTitleDeleted axId axPos backWall backward bandFmt bandFmts
    bar3DChart barChart barDir baseTimeUnit bubble3D
bubbleChart bubbleScale bubbleSize builtInUnit cat catAx chart chartSpace clrMapOvr crossAx crossBetween crosses crossesAt
    custSplit custUnit dLbl dLblPos dLbls dPt dTable date1904
dateAx delete depthPercent dispBlanksAs dispEq dispRSqr dispUnits dispUnitsLbl doughnutChart downBars dropLines errBarType
    errBars errDir errValType explosion f firstSliceAng floor
forward gapDepth gapWidth grouping h hMode hPercent headerFooter hiLowLines holeSize idx intercept invertIfNegative lang layout
    layoutTarget lblAlgn lblOffset legend
legendEntry legendPos line3DChart lineChart logBase lvl majorGridlines majorTickMark majorTimeUnit majorUnit manualLayout marker
    max min minorGridlines minorTickMark minorTimeUnit
minorUnit minus multiLvlStrCache multiLvlStrRef name noEndCap noMultiLvlLbl numCache numFmt numLit numRef ofPieChart ofPieType
    order orientation overlap overlay
pageMargins pageSetup perspective pictureFormat pictureOptions pictureStackUnit pie3DChart pieChart plotArea plotVisOnly plus
    printSettings pt ptCount rAngAx
radarChart radarStyle rich rotX rotY roundedCorners scaling scatterChart scatterStyle secondPiePt secondPieSize separator ser
    serAx serLines shape showBubbleSize
showCatName showDLblsOverMax showHorzBorder showKeys showLeaderLines showLegendKey showNegBubbles showOutline showPercent
    showSerName showVal showVertBorder sideWall size
sizeRepresents smooth spPr splitPos splitType stockChart strCache strLit strRef style surface3DChart surfaceChart symbol
    thickness tickLblPos tickLblSkip tickMarkSkip
title trendline trendlineLbl trendlineType tx txPr upBars upDownBars userShapes v val valAx varyColors view3D w wMode wireframe
    x xMode xVal y yMode yVal leaderLines formatCode
""".replace("\n", " ")
        + ": val idx formatCode sourceLinked r:id b footer header l r t",
    ),
    **_rules(_C, "extLst\next: uri"),
    **_rules(_C14, "style: val\ninvertSolidFillFmt spPr"),
    **_rules(
        _C15,
        "layout leaderLines dlblFieldTable datalabelsRange f dlblRangeCache spPr\nshowDataLabelsRange showLeaderLines autoCat: val",
    ),
}
_DIAGRAM: Final = {
    **_DRAWING_MAIN,
    **_rules(
        _DGM,
        """
adj adjLst alg animLvl animOne bg bulletEnabled cat catLst chMax chPref choose clrData colorsDef colorsDefHdr constr constrLst
    cxn cxnLst dataModel desc dir effectClrLst else extLst ext
fillClrLst forEach hierBranch if layoutDef layoutNode linClrLst orgChart param pres presLayoutVars presOf prSet pt ptLst relIds
    resizeHandles rule ruleLst sampData scene3d shape sp3d
spPr style styleData styleDef styleLbl t title txEffectClrLst txFillClrLst txLinClrLst txPr varLst whole
""".replace("\n", " ")
        + """
: axis chOrder arg cnt defStyle destId destOrd fact for forName func hideGeom hideLastTrans lang lkTxEntry meth minVer model
    modelId moveWith name op parTransId presId presName
presStyleCnt presStyleIdx presStyleLbl presAssocID pri ptType qsCatId qsTypeId csCatId csTypeId loCatId loTypeId ref refFor
    refForName refPtType refType rot sibTransId srcId srcOrd st step
styleLbl type uniqueId uri useDef val w wid zOrderOff blipPhldr phldr phldrT coherent3DOff custAng custFlipHor custFlipVert
    custLinFactNeighborX custLinFactNeighborY custLinFactX custLinFactY
custRadScaleInc custRadScaleRad custScaleX custScaleY custSzX custSzY custT r:id
""".replace("\n", " "),
    ),
    **_rules(_DSP, f"drawing spTree sp grpSp nvSpPr nvGrpSpPr cNvPr cNvSpPr cNvGrpSpPr spPr grpSpPr style txBody txXfrm{_DRAWN} modelId"),
    **_rules(_DSP, "dataModelExt: relId minVer"),
}

_ALTERNATIVES: Final[dict[str, Attributes]] = {
    f"{MC}AlternateContent": frozenset(),
    f"{MC}Choice": frozenset({"Requires"}),
    f"{MC}Fallback": frozenset(),
}


def _named(namespaces: Iterable[Iterable[str]], names: str) -> frozenset[str]:
    return frozenset(f"{{{namespace}}}{name}" for each in namespaces for namespace in each for name in names.split())


WITH_TEXT: Final = (
    _named(
        (_MAIN,),
        "v t f formula formula1 formula2 oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter definedName"
        " calculatedColumnFormula totalsRowFormula",
    )
    | _named((_XM,), "f sqref")
    | _named((_X14,), "id")
    | _named((_A,), "t")
    | _named((_C, _C15), "f v formatCode separator name")
    | _named((_XDR, _CDR), "col row colOff rowOff x y")
)
"""Elements whose text is more than white space."""

EXTENSIONS: Final = frozenset(
    {
        "{78C0D931-6437-407D-A8EE-F0AAD7539E65}",  # conditional formats of 2010
        "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}",  # validations that refer to other sheets
        "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}",  # sparklines
        "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}",  # which format of 2010 a rule has
        "{01252117-D84E-4E92-8308-4BE1C098FCBB}",  # cells with ignored errors
        "{BDBB8CDC-FA1E-496E-A857-3C3F30C029C3}",  # formulas that spill
        "{CE6537A1-D6FC-4F65-9D91-7224C49458BB}",  # chart labels taken from cells
        "{02D57815-91ED-43CB-92C2-25804820EDAC}",  # the cells of those labels
        "HTTP://SCHEMAS.MICROSOFT.COM/OFFICE/DRAWING/2008/DIAGRAM",  # the drawing of a diagram
    }
)
"""Identifiers of allowed extensions, in capitals."""
GRAPHICS: Final = frozenset(chain(_C, _DGM))
"""Content that a graphic frame may show."""
RICH_VALUES: Final = frozenset({"XLDAPR"})
"""Allowed rich value types: results that spill."""

LOCAL_FILE: Final = re.compile(
    r"""file:|(?<![a-z])[a-z]:[\\/](?![\\/])|(?<![\w:/\\])(?:\\\\[\w.$-]+\\|//[\w.$-]+/)|%5c%5c""", re.IGNORECASE
)
"""The address of a file on this PC or in the local network."""

PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "codeName": re.compile(r"(?:Sheet|Lembar|Chart)\d{1,4}|ThisWorkbook"),
    "appName": re.compile(r"xl|Calc"),
    **{name: re.compile(r"[\d.]{1,12}") for name in ("lastEdited", "lowestEdited", "rupBuild", "defaultThemeVersion")},
}
"""Attributes that hold invisible names, and the only forms in which they may leave."""


TABLE_STYLE: Final = re.compile(r"(?:Table|Pivot)Style(?:Light|Medium|Dark)\d{1,2}|Gaya Tabel \d{1,4}")
"""The names of tables' looks that Excel has given, or that are given here."""


# ---------------------------------------------------------------- the parts
@dataclass(frozen=True)
class PartKind:
    """A kind of part that a copy may have.

    `stem` is the part's name without its number; `roots` are the tags its root may have, none for a picture; `refers` are the
    relationships that it may have, by the last word of their type.
    """

    stem: str
    content_type: str
    roots: frozenset[str] = frozenset()
    rules: Rules = field(default_factory=dict)
    refers: tuple[str, ...] = ()


_SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWINGML: Final = "application/vnd.openxmlformats-officedocument.drawingml."
PACKAGE: Final = ""
WORKBOOK: Final = "officeDocument"
HYPERLINK: Final = "hyperlink"
IMAGE: Final = "image"

KINDS: Final[Mapping[str, PartKind]] = {
    PACKAGE: PartKind("", "", refers=(WORKBOOK,)),
    WORKBOOK: PartKind(
        "xl/workbook",
        f"{_SPREADSHEET}sheet.main+xml",
        _named((_MAIN,), "workbook"),
        _WORKBOOK | _ALTERNATIVES,
        ("worksheet", "chartsheet", "styles", "theme", "sharedStrings", "sheetMetadata"),
    ),
    "worksheet": PartKind(
        "xl/worksheets/sheet",
        f"{_SPREADSHEET}worksheet+xml",
        _named((_MAIN,), "worksheet"),
        _SHEET | _ALTERNATIVES,
        ("drawing", "table", HYPERLINK),
    ),
    "chartsheet": PartKind(
        "xl/chartsheets/sheet", f"{_SPREADSHEET}chartsheet+xml", _named((_MAIN,), "chartsheet"), _SHEET | _ALTERNATIVES, ("drawing",)
    ),
    "table": PartKind("xl/tables/table", f"{_SPREADSHEET}table+xml", _named((_MAIN,), "table"), _TABLE),
    "sharedStrings": PartKind("xl/sharedStrings", f"{_SPREADSHEET}sharedStrings+xml", _named((_MAIN,), "sst"), _TEXTS),
    "styles": PartKind("xl/styles", f"{_SPREADSHEET}styles+xml", _named((_MAIN,), "styleSheet"), _STYLES | _ALTERNATIVES),
    "theme": PartKind(
        "xl/theme/theme", "application/vnd.openxmlformats-officedocument.theme+xml", _named((_A,), "theme"), _DRAWING_MAIN, (IMAGE,)
    ),
    "sheetMetadata": PartKind("xl/metadata", f"{_SPREADSHEET}sheetMetadata+xml", _named((_MAIN,), "metadata"), _METADATA),
    "drawing": PartKind(
        "xl/drawings/drawing",
        "application/vnd.openxmlformats-officedocument.drawing+xml",
        _named((_XDR,), "wsDr"),
        _DRAWING | _ALTERNATIVES,
        (
            *("chart", IMAGE, HYPERLINK),
            *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
        ),
    ),
    "chart": PartKind(
        "xl/charts/chart",
        f"{_DRAWINGML}chart+xml",
        _named((_C,), "chartSpace"),
        _CHART | _ALTERNATIVES,
        ("chartUserShapes", "themeOverride", IMAGE),
    ),
    "chartUserShapes": PartKind(
        "xl/drawings/drawing",
        f"{_DRAWINGML}chartshapes+xml",
        _named((_C,), "userShapes"),
        _USER_SHAPES | _ALTERNATIVES,
        (IMAGE,),
    ),
    "themeOverride": PartKind(
        "xl/theme/themeOverride",
        "application/vnd.openxmlformats-officedocument.themeOverride+xml",
        _named((_A,), "themeOverride"),
        _DRAWING_MAIN,
        (IMAGE,),
    ),
    "diagramData": PartKind("xl/diagrams/data", f"{_DRAWINGML}diagramData+xml", _named((_DGM,), "dataModel"), _DIAGRAM, (IMAGE,)),
    "diagramLayout": PartKind("xl/diagrams/layout", f"{_DRAWINGML}diagramLayout+xml", _named((_DGM,), "layoutDef"), _DIAGRAM),
    "diagramQuickStyle": PartKind("xl/diagrams/quickStyle", f"{_DRAWINGML}diagramStyle+xml", _named((_DGM,), "styleDef"), _DIAGRAM),
    "diagramColors": PartKind("xl/diagrams/colors", f"{_DRAWINGML}diagramColors+xml", _named((_DGM,), "colorsDef"), _DIAGRAM),
    "diagramDrawing": PartKind(
        "xl/diagrams/drawing",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        _named((_DSP,), "drawing"),
        _DIAGRAM,
        (IMAGE,),
    ),
    IMAGE: PartKind("xl/media/image", ""),
}
"""Allowed kinds of parts, by the last word of the relationship type. The file's properties are missing: a copy gets new ones."""

RELATIONS: Final[Mapping[str, str]] = {
    **{f"{base}/{name}": name for base in RELATION_SPACES for name in (*KINDS, HYPERLINK) if name != "diagramDrawing"},
    f"{_MICROSOFT}/2007/relationships/diagramDrawing": "diagramDrawing",
}
"""Relationship types that may be in a copy, with the word used for them here."""

PICTURES: Final[Mapping[str, str]] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "webp": "image/webp",
}
"""Content types of pictures whose metadata can be removed."""

TOLD: Final[Mapping[str, str]] = {
    "comments": "komentar",
    "threadedComment": "komentar",
    "pivotTable": "tabel pivot (angkanya ikut sebagai isi sel biasa)",
    "slicer": "pemotong data (slicer)",
    "timeline": "garis waktu (timeline)",
    "connections": "koneksi ke data di luar",
    "queryTable": "koneksi ke data di luar",
    "oleObject": "berkas atau objek yang ditempel",
    "package": "berkas atau objek yang ditempel",
    "control": "tombol, kotak pilihan, atau kontrol lain",
    "ctrlProp": "tombol, kotak pilihan, atau kontrol lain",
    "chartEx": "grafik jenis baru, yang tidak dikenal semua program; buat ulang sebagai grafik biasa bila perlu",
    "externalLink": "tautan ke buku kerja lain",
    "customXml": "data tersembunyi yang disimpan program lain (customXml)",
    "custom-properties": "keterangan berkas buatan sendiri",
    "revisionHeaders": "riwayat perubahan",
    "powerPivotData": "model data",
    "rdRichValue": "gambar dan data khusus di dalam sel",
    "legacyDrawingHF": "gambar di kepala atau kaki halaman",
    "picture": "gambar latar lembar",
    "scenarios": "skenario",
    "customSheetViews": "tampilan tersimpan",
    "customWorkbookViews": "tampilan tersimpan",
    "dialogsheet": "lembar dialog",
}
"""Names for the sender of what was removed, by relationship or element."""
