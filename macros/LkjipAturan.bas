Attribute VB_Name = "LkjipAturan"
' The rules of the numbers for a PC without Python, the twin of xlfuncs/rules.py and of what it calls in xlfuncs/aturan.py: procedures
' in their order and by their names, the same double, category, text and error. A name that would be a cell function here ends with Of,
' since VBA tells no capitals apart. What Python raises is an answer here, the text of the error value; a blank is Empty until the answer
' is handed out. SKALA_LKJIP, arah_of, keys, choices and packages are in LkjipDaftar, which the builder writes.
Option Explicit
Option Private Module

' The scale and the rules of an office that were read last, as arguments and as what these say: nearly all cells of a workbook share them.
Private m_skala As Variant
Private m_bentuk As Variant
Private m_bands As Variant
Private m_berlaku As Variant
Private m_aturan As Variant

' A capaian that every upper limit cuts, and that no rounding changes
Private Const BEYOND As Double = 1000000000000000#

' The answer of a cell function: a value, or a two-dimensional array of values. given: its arguments, plain values.
Public Function AnswerOfRules(ByVal functionName As String, ByRef given As Variant) As Variant
    Dim result As Variant
    If functionName = "KATEGORI" Then
        result = KategoriOverRanges(given(0), given(1), given(2))
    ElseIf functionName = "CAPAIAN" Then
        result = CapaianOverRanges(given)
    ElseIf TakesQuarters(functionName) Then
        result = OverRanges(functionName, Array(given(0), given(1), given(4), given(5), given(6)), Array(given(2), given(3)))
    Else
        result = OfPlainNumbers(functionName, given)
        If IsEmpty(result) Then result = OverRanges(functionName, given, Empty)
    End If
    AnswerOfRules = result
End Function

' Plain amounts, as nearly every cell has them, need none of the checks below. Empty for anything else.
Private Function OfPlainNumbers(ByVal functionName As String, ByRef given As Variant) As Variant
    Dim wanted As Double, done As Double
    OfPlainNumbers = Empty                          ' in LibreOffice, a function that gave a number before begins with 0
    If UBound(given) = 0 Then Exit Function
    If (VarType(given(0)) <> vbDouble) Or (VarType(given(1)) <> vbDouble) Then Exit Function
    wanted = given(0)
    done = given(1)
    If (wanted <= 0) Or (done < 0) Then Exit Function
    Select Case functionName
        Case "SERAPAN"
            OfPlainNumbers = Percent(done, wanted)
        Case "EFISIENSI"
            OfPlainNumbers = Percent(wanted - done, wanted)
    End Select
End Function

' capaian: the rules of the office are read once for all cells.
Private Function CapaianOverRanges(ByRef given As Variant) As Variant
    Dim found As Variant, errorText As String
    If Not IsLastAturan(given(3)) Then
        found = ReadAturan(given(3))
        If Not IsArray(found) Then
            errorText = ErrorOfCapaian(given)
            CapaianOverRanges = IIf(errorText = "", ERROR_VALUE, errorText)
            Exit Function
        End If
        m_berlaku = given(3)
        m_aturan = found
    End If
    found = CapaianOfPlain(given, m_aturan)
    If IsEmpty(found) Then found = OverRanges("CAPAIAN", Array(given(0), given(1), given(2), given(4), given(5)), m_aturan)
    CapaianOverRanges = found
End Function

' Whether the rules are those that m_aturan was read from.
Private Function IsLastAturan(ByRef aturan As Variant) As Boolean
    If IsArray(m_aturan) Then IsLastAturan = IsSame(aturan, m_berlaku)
End Function

' Numbers above 0 and a plain direction need none of the checks below. Empty for anything else.
Private Function CapaianOfPlain(ByRef given As Variant, ByRef aturan As Variant) As Variant
    Dim way As Variant, wanted As Double, done As Double
    CapaianOfPlain = Empty
    If (VarType(given(0)) <> vbDouble) Or (VarType(given(1)) <> vbDouble) Then Exit Function
    If (VarType(given(4)) <> vbEmpty) Or (VarType(given(5)) <> vbEmpty) Then Exit Function
    wanted = given(0)
    done = given(1)
    If (wanted <= 0) Or (done <= 0) Then Exit Function
    If VarType(given(2)) = vbEmpty Then
        way = "naik"
    ElseIf VarType(given(2)) = vbString Then
        If given(2) = "naik" Then way = "naik"
        If given(2) = "turun" Then way = "turun " & aturan(ATURAN_RUMUS_TURUN)
    End If
    If Not IsEmpty(way) Then CapaianOfPlain = Limited(aturan, Reached(way, wanted, done), aturan(ATURAN_BATAS_ATAS))
End Function

' The leftmost error value among the arguments, those of the rules in reading order. Errors in other ranges stay in their places.
Private Function ErrorOfCapaian(ByRef given As Variant) As String
    Dim errorText As String, place As Long
    For place = 0 To UBound(given)
        If errorText = "" Then errorText = FirstError(Array(ErrorAsText(given(place))))
        If (errorText = "") And (place = 3) Then errorText = ErrorInside(RowsOf(given(3)))
    Next place
    ErrorOfCapaian = errorText
End Function

' kategori: the bands of the scale are read once for all cells.
Private Function KategoriOverRanges(ByRef nilaiCapaian As Variant, ByRef skala As Variant, ByRef bentuk As Variant) As Variant
    Dim errorText As String, found As Variant
    If Not IsLastScale(skala, bentuk) Then
        errorText = ErrorOfKategori(nilaiCapaian, skala, bentuk)
        If errorText = "" Then found = BandsOf(skala, bentuk)
        If Not IsArray(found) Then
            KategoriOverRanges = IIf(errorText = "", ERROR_VALUE, errorText)
            Exit Function
        End If
        m_skala = skala
        m_bentuk = bentuk
        m_bands = found
    End If
    If VarType(nilaiCapaian) = vbDouble Then
        KategoriOverRanges = KategoriOf(nilaiCapaian, m_bands)
    Else
        KategoriOverRanges = OverRanges("KATEGORI", Array(nilaiCapaian), m_bands)
    End If
End Function

' Whether the scale is the one that m_bands was read from: the same values, of the same types.
Private Function IsLastScale(ByRef skala As Variant, ByRef bentuk As Variant) As Boolean
    If IsArray(m_bands) Then
        If IsSame(bentuk, m_bentuk) Then IsLastScale = IsSame(skala, m_skala)
    End If
End Function

' Whether two arguments hold the same values, of the same types. Only single cells and ranges are compared: with anything else they differ.
Private Function IsSame(ByRef content As Variant, ByRef other As Variant) As Boolean
    Dim row As Long, column As Long
    On Error GoTo different
    If VarType(content) <> VarType(other) Then Exit Function
    If Not IsArray(content) Then
        If IsEmpty(content) Then
            IsSame = True
        Else
            IsSame = (content = other)
        End If
        Exit Function
    End If
    For column = 1 To 2
        If LBound(content, column) <> LBound(other, column) Then Exit Function
        If UBound(content, column) <> UBound(other, column) Then Exit Function
    Next column
    For row = LBound(content, 1) To UBound(content, 1)
        For column = LBound(content, 2) To UBound(content, 2)
            If VarType(content(row, column)) <> VarType(other(row, column)) Then Exit Function
            If content(row, column) <> other(row, column) Then Exit Function
        Next column
    Next row
    IsSame = True
different:
End Function

' The leftmost error value among the arguments, those of a scale in reading order. Errors in a range of capaian stay in their places.
Private Function ErrorOfKategori(ByRef nilaiCapaian As Variant, ByRef skala As Variant, ByRef bentuk As Variant) As String
    Dim errorText As String, table As Variant
    table = RowsOf(skala)
    errorText = FirstError(Array(ErrorAsText(nilaiCapaian), ErrorAsText(table)))
    If errorText = "" Then errorText = ErrorInside(table)
    If errorText = "" Then errorText = FirstError(Array(ErrorAsText(bentuk)))
    ErrorOfKategori = errorText
End Function

' The first error value in a range, in reading order
Private Function ErrorInside(ByRef table As Variant) As String
    Dim errorText As String, row As Long, column As Long
    If Not IsArray(table) Then Exit Function
    For row = 1 To CountOf(table, 1)
        For column = 1 To CountOf(table, 2)
            If errorText = "" Then errorText = FirstError(Array(CellOf(table, row, column)))
        Next column
    Next row
    ErrorInside = errorText
End Function

' The bands that the arguments ask for; no array where they are none.
Private Function BandsOf(ByRef skala As Variant, ByRef bentuk As Variant) As Variant
    Dim labelled As Variant
    labelled = IsLabelled(bentuk)
    If IsErrorText(labelled) Then Exit Function
    If IsArray(skala) Then
        BandsOf = Bands(RowsOf(skala), CBool(labelled))
    ElseIf IsEmpty(skala) Or IsNull(skala) Then
        BandsOf = SkalaLkjip(CBool(labelled))
    End If
End Function

' ------------------------------------------------------------ the rules of an office, read in xlfuncs/aturan.py
' The choices in the order of the keys, a limit as a Double or Empty; "#VALUE!" for what are no rules.
Private Function ReadAturan(ByRef aturan As Variant) As Variant
    Dim table As Variant, chosen(-1 To LAST_OF_ATURAN) As Variant, isThere(-1 To LAST_OF_ATURAN) As Boolean
    Dim row As Long, place As Long, key As String, result As Variant
    ReadAturan = ERROR_VALUE
    table = RowsOf(aturan)
    If IsArray(table) Then
        If CountOf(table, 2) <> 2 Then Exit Function
        If ErrorInside(table) <> "" Then Exit Function
        For row = 1 To CountOf(table, 1)
            key = WordOf(CellOf(table, row, 1))
            If (key <> "") Or (WordOf(CellOf(table, row, 2)) <> "") Then
                place = PlaceOfKunci(key)
                If place < -1 Then Exit Function
                If isThere(place) Then Exit Function
                isThere(place) = True
                chosen(place) = CellOf(table, row, 2)
            End If
        Next row
    ElseIf Not (IsEmpty(table) Or IsNull(table)) Then
        Exit Function
    End If
    result = RulesOfPaket(WordOf(chosen(-1)))
    If Not IsArray(result) Then Exit Function
    For place = 0 To UBound(result)
        If WordOf(chosen(place)) <> "" Then result(place) = ChoiceOf(place, chosen(place))
        If IsErrorText(result(place)) Then Exit Function
    Next place
    ReadAturan = result
End Function

' A keyword of which a dash is a blank as well.
Private Function WordOf(ByVal cell As Variant) As String
    WordOf = Keyword(cell)
    If WordOf = "-" Then WordOf = ""
End Function

Private Function ChoiceOf(ByVal place As Long, ByVal cell As Variant) As Variant
    Dim number As Variant
    ChoiceOf = ERROR_VALUE
    If Not IsLimit(place) Then
        If IsPilihan(place, WordOf(cell)) Then ChoiceOf = WordOf(cell)
    ElseIf WordOf(cell) = TIDAK_ADA Then
        ChoiceOf = Empty
    Else
        number = AngkaOf(cell)
        If VarType(number) = vbDouble Then
            If TakesAnyNumber(place) Then
                ChoiceOf = number
            ElseIf IsPilihan(place, GeneralForm(number)) Then
                ChoiceOf = number
            End If
        End If
    End If
End Function

' ------------------------------------------------------------ one cell
Public Function CapaianOf(ByVal target As Variant, ByVal realisasi As Variant, ByVal arah As Variant, ByVal targetAtas As Variant, _
        ByVal batasAtas As Variant, ByRef aturan As Variant) As Variant
    Dim way As Variant, wanted As Variant, done As Variant, upper As Variant, limit As Variant, nearest As Double, result As Variant
    way = WayOf(aturan, arah)
    wanted = AngkaOf(target)
    done = AngkaOf(realisasi)
    upper = AngkaOf(targetAtas)
    limit = AngkaOf(batasAtas)
    CapaianOf = FirstError(Array(way, wanted, done, upper, limit))
    If CapaianOf <> "" Then Exit Function
    CapaianOf = Empty
    If IsEmpty(wanted) Or IsEmpty(done) Then Exit Function
    If (aturan(ATURAN_REALISASI_NOL) = "kosong") And (way = "naik") And (wanted > 0) And (done = 0) Then Exit Function
    If IsEmpty(limit) Then limit = aturan(ATURAN_BATAS_ATAS)
    nearest = wanted                                ' an end of the range, or the realisasi inside it
    If Not IsEmpty(upper) Then
        If done < upper Then upper = done
        If upper > nearest Then nearest = upper
    End If
    If wanted = 0 Then
        result = OfTargetZero(aturan, way, nearest, done, limit)
    ElseIf done = nearest Then
        result = CDbl(100)
    ElseIf (way = "turun rasio") And (done = 0) Then
        result = IIf(IsEmpty(limit), ERROR_DIV0, BEYOND)
    ElseIf (way <> "turun rasio") And (nearest = 0) Then
        result = ERROR_DIV0
    Else
        result = Reached(way, nearest, done)
    End If
    CapaianOf = Limited(aturan, result, limit)
End Function

' The direction with the office's formula in place of plain "turun"
Private Function WayOf(ByRef aturan As Variant, ByVal arah As Variant) As Variant
    WayOf = ArahOf(arah)
    If WayOf = "turun" Then WayOf = "turun " & aturan(ATURAN_RUMUS_TURUN)
End Function

' Rounded and within the limits; a blank and an error stay as they are.
Private Function Limited(ByRef aturan As Variant, ByVal result As Variant, ByVal limit As Variant) As Variant
    Limited = result
    If VarType(result) <> vbDouble Then Exit Function
    Limited = RoundedAs(aturan, result)
    If Not IsEmpty(aturan(ATURAN_BATAS_BAWAH)) Then
        If Limited < aturan(ATURAN_BATAS_BAWAH) Then Limited = aturan(ATURAN_BATAS_BAWAH)
    End If
    If Not IsEmpty(limit) Then
        If Limited > limit Then Limited = limit
    End If
End Function

Private Function OfTargetZero(ByRef aturan As Variant, ByVal way As String, ByVal nearest As Double, ByVal realisasi As Double, _
        ByVal limit As Variant) As Variant
    Dim better As Boolean
    If aturan(ATURAN_TARGET_NOL) = "galat" Then
        OfTargetZero = ERROR_DIV0
    ElseIf aturan(ATURAN_TARGET_NOL) = "kosong" Then
        OfTargetZero = Empty
    ElseIf realisasi = nearest Then
        OfTargetZero = CDbl(100)
    Else
        better = (way <> "rentang") And ((realisasi > nearest) = (way = "naik"))
        If Not better Then
            OfTargetZero = IIf(IsEmpty(aturan(ATURAN_BATAS_BAWAH)), CDbl(0), aturan(ATURAN_BATAS_BAWAH))
        Else
            OfTargetZero = IIf(IsEmpty(limit), CDbl(100), BEYOND)
        End If
    End If
End Function

' Percent, in the order of operations that every engine keeps
Private Function Reached(ByVal way As String, ByVal target As Double, ByVal realisasi As Double) As Variant
    Dim beyond As Double, part As Double
    If way = "turun rasio" Then
        Reached = Percent(target, realisasi)
        Exit Function
    End If
    If (way = "naik") Or ((way = "rentang") And (realisasi <= target)) Then
        Reached = Percent(realisasi, target)
        Exit Function
    End If
    On Error GoTo overflow
    beyond = realisasi - target
    part = target - beyond
    Reached = Percent(part, target)
    Exit Function
overflow:
    Reached = ERROR_NUM
End Function

' _rounded
Private Function RoundedAs(ByRef aturan As Variant, ByVal result As Double) As Double
    RoundedAs = result
    Select Case aturan(ATURAN_PEMBULATAN)
        Case "2 desimal"
            RoundedAs = Rounded(result, 2)
        Case "bulat"
            RoundedAs = Rounded(result, 0)
        Case "potong"
            RoundedAs = Cut(result, 2)
    End Select
End Function

Public Function SerapanOf(ByVal anggaran As Variant, ByVal realisasi As Variant) As Variant
    Dim amounts As Variant
    amounts = Budget(anggaran, realisasi)
    If IsArray(amounts) Then
        SerapanOf = Percent(amounts(1), amounts(0))
    Else
        SerapanOf = amounts
    End If
End Function

Public Function EfisiensiOf(ByVal anggaran As Variant, ByVal realisasi As Variant) As Variant
    Dim amounts As Variant
    amounts = Budget(anggaran, realisasi)
    If IsArray(amounts) Then
        EfisiensiOf = Percent(amounts(0) - amounts(1), amounts(0))
    Else
        EfisiensiOf = amounts
    End If
End Function

' Budget and spending in rupiah as an array, the budget above 0; Empty where there is nothing to compare.
Private Function Budget(ByVal anggaran As Variant, ByVal realisasi As Variant) As Variant
    Dim granted As Variant, spent As Variant
    granted = AngkaOf(anggaran)
    spent = AngkaOf(realisasi)
    If IsErrorText(granted) Then
        Budget = granted
    ElseIf IsErrorText(spent) Then
        Budget = spent
    ElseIf IsEmpty(granted) Or IsEmpty(spent) Then
        Budget = Empty
    ElseIf (granted < 0) Or (spent < 0) Then
        Budget = ERROR_NUM
    ElseIf (granted = 0) And (spent = 0) Then
        Budget = Empty
    ElseIf granted = 0 Then
        Budget = ERROR_DIV0
    Else
        Budget = Array(granted, spent)
    End If
End Function

' The quotient comes first, step by step in Doubles, so that every engine gives the same double.
Public Function Percent(ByVal part As Double, ByVal whole As Double) As Variant
    Dim result As Double
    On Error GoTo overflow
    result = part / whole
    result = result * 100
    Percent = result
    Exit Function
overflow:
    Percent = ERROR_NUM
End Function

Public Function KategoriOf(ByVal nilaiCapaian As Variant, ByRef bandsOfScale As Variant) As Variant
    Dim number As Variant, bounds As Variant, names As Variant, i As Long
    number = AngkaOf(nilaiCapaian)
    If VarType(number) <> vbDouble Then
        KategoriOf = number
        Exit Function
    End If
    bounds = bandsOfScale(0)
    names = bandsOfScale(1)
    number = Rounded(number, 2)
    KategoriOf = names(0)
    For i = 1 To UBound(names)
        If bounds(i) <= number Then KategoriOf = names(i)
    Next i
End Function

' Array(lower bounds, names), the bound of the first band unused; no array where the scale does not rise or lacks what is asked.
Private Function Bands(ByVal table As Variant, ByVal labelled As Boolean) As Variant
    Dim bounds() As Variant, names() As Variant, i As Long, number As Variant, nameAt As Long
    If Not IsArray(table) Then Exit Function
    nameAt = IIf(labelled, 3, 2)
    If (CountOf(table, 2) < nameAt) Or (CountOf(table, 2) < 2) Or (CountOf(table, 2) > 3) Then Exit Function
    ReDim bounds(0 To CountOf(table, 1) - 1)
    ReDim names(0 To UBound(bounds))
    For i = 0 To UBound(bounds)
        number = AngkaOf(CellOf(table, i + 1, 1))
        If VarType(number) = vbDouble Then
            bounds(i) = FifteenDigits(number)
        ElseIf (i > 0) Or (VarType(number) = vbString) Then
            Exit Function
        End If
        names(i) = BandName(CellOf(table, i + 1, nameAt))
        If names(i) = "" Then Exit Function
        If i > 0 Then
            If Not IsEmpty(bounds(i - 1)) Then
                If bounds(i - 1) >= bounds(i) Then Exit Function
            End If
        End If
    Next i
    Bands = Array(bounds, names)
End Function

' The code or label of a band; "" for what is none.
Private Function BandName(ByVal cell As Variant) As String
    If VarType(cell) = vbString Then
        If Stripped(cell) <> "" Then BandName = cell
    ElseIf (VarType(cell) = vbDouble) Or (VarType(cell) = vbLong) Or (VarType(cell) = vbInteger) Then
        BandName = GeneralForm(CDbl(cell))
    End If
End Function

' A keyword such as "turun": small letters without outer and double spaces, "" for a blank, "#VALUE!" for what is no text.
Public Function Keyword(ByVal cell As Variant) As String
    Select Case VarType(cell)
        Case vbEmpty, vbNull
            Keyword = ""
        Case vbString
            Keyword = LCase$(Spaced(cell))
        Case Else
            Keyword = ERROR_VALUE
    End Select
End Function

' raise_errors: the leftmost error value goes before everything else; "" where there is none.
Public Function FirstError(ByRef cell As Variant) As String
    Dim i As Long
    For i = LBound(cell) To UBound(cell)
        If IsErrorText(cell(i)) Then
            FirstError = cell(i)
            Exit Function
        End If
    Next i
End Function

' ------------------------------------------------------------ ranges
' An array as rows and columns: a single row may come with one dimension, from a cell as well as from Python. Anything else
' stays as it is.
Public Function RowsOf(ByRef content As Variant) As Variant
    Dim result() As Variant, i As Long
    If Not IsArray(content) Then
        RowsOf = content
        Exit Function
    End If
    Select Case DimensionCount(content)
        Case 1
            ReDim result(1 To 1, LBound(content) To UBound(content))
            For i = LBound(content) To UBound(content)
                result(1, i) = content(i)
            Next i
            RowsOf = result
        Case 2
            RowsOf = content
        Case Else
            RowsOf = ERROR_VALUE
    End Select
End Function

Private Function DimensionCount(ByRef content As Variant) As Long
    Dim bound As Long, dimension As Long
    On Error GoTo noMore
    For dimension = 1 To 3
        bound = UBound(content, dimension)
        DimensionCount = dimension
    Next dimension
noMore:
End Function

Public Function CountOf(ByRef table As Variant, ByVal dimension As Long) As Long
    CountOf = UBound(table, dimension) - LBound(table, dimension) + 1
End Function

' Counted from 1, whatever the bounds of the array
Public Function CellOf(ByRef table As Variant, ByVal row As Long, ByVal column As Long) As Variant
    CellOf = ErrorAsText(table(LBound(table, 1) + row - 1, LBound(table, 2) + column - 1))
End Function

' A rule for every cell of the ranges among its arguments; a single cell stretches over the others.
Private Function OverRanges(ByVal functionName As String, ByRef given As Variant, ByRef readOnce As Variant) As Variant
    Dim tables() As Variant, result() As Variant, high As Long, wide As Long, i As Long, row As Long, column As Long
    ReDim tables(0 To UBound(given))
    high = 1
    wide = 1
    For i = 0 To UBound(given)
        tables(i) = RowsOf(given(i))
        If IsArray(tables(i)) Then
            If CountOf(tables(i), 1) * CountOf(tables(i), 2) = 1 Then
                tables(i) = CellOf(tables(i), 1, 1)
            ElseIf high * wide = 1 Then
                high = CountOf(tables(i), 1)
                wide = CountOf(tables(i), 2)
            ElseIf (CountOf(tables(i), 1) <> high) Or (CountOf(tables(i), 2) <> wide) Then
                OverRanges = ERROR_VALUE
                Exit Function
            End If
        End If
    Next i
    If high * wide = 1 Then
        OverRanges = OfOneCell(functionName, Stretched(tables, 1, 1), readOnce)
        Exit Function
    End If
    ReDim result(1 To high, 1 To wide)
    For row = 1 To high
        For column = 1 To wide
            result(row, column) = OfOneCell(functionName, Stretched(tables, row, column), readOnce)
        Next column
    Next row
    OverRanges = result
End Function

' The arguments of the rule for one cell
Private Function Stretched(ByRef tables() As Variant, ByVal row As Long, ByVal column As Long) As Variant
    Dim result() As Variant, i As Long
    ReDim result(0 To UBound(tables))
    For i = 0 To UBound(tables)
        If IsArray(tables(i)) Then
            result(i) = CellOf(tables(i), row, column)
        Else
            result(i) = ErrorAsText(tables(i))
        End If
    Next i
    Stretched = result
End Function

Private Function OfOneCell(ByVal functionName As String, ByRef cell As Variant, ByRef readOnce As Variant) As Variant
    Dim result As Variant
    result = ""
    If Not TakesQuarters(functionName) Then result = FirstError(cell)   ' of these, the quarters stand between the cells
    If result = "" Then result = RuleOf(functionName, cell, readOnce)
    If IsEmpty(result) Then result = ""
    OfOneCell = result
End Function
