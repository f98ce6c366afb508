Attribute VB_Name = "LkjipAturan"
' The rules of the numbers for a PC without Python, the twin of xlfuncs/rules.py: procedures in its order and by its names, the same
' double, category, text and error. A name that would be a cell function here ends with Of, since VBA tells no capitals apart.
' What Python raises is an answer here, the text of the error value; a blank is Empty until the answer is handed out.
' SKALA_LKJIP, is_falling and the words are in LkjipDaftar, which the builder writes.
Option Explicit
Option Private Module

' The scale that was read last, as its arguments and its bands: nearly all cells of a workbook share one.
Private m_skala As Variant
Private m_bentuk As Variant
Private m_bands As Variant

' The answer of a cell function: a value, or a two-dimensional array of values. given: its arguments, plain values.
Public Function AnswerOfRules(ByVal functionName As String, ByRef given As Variant) As Variant
    Dim result As Variant
    If functionName = "KATEGORI" Then
        result = KategoriOverRanges(given(0), given(1), given(2))
    Else
        result = OfPlainNumbers(functionName, given)
        If IsEmpty(result) Then result = OverRanges(functionName, given, Empty)
    End If
    AnswerOfRules = result
End Function

' Plain numbers and a plain direction, as nearly every cell has them, need none of the checks below. Empty for anything else.
Private Function OfPlainNumbers(ByVal functionName As String, ByRef given As Variant) As Variant
    Dim wanted As Double, done As Double
    OfPlainNumbers = Empty                          ' in LibreOffice, a function that gave a number before begins with 0
    If UBound(given) = 0 Then Exit Function
    If (VarType(given(0)) <> vbDouble) Or (VarType(given(1)) <> vbDouble) Then Exit Function
    wanted = given(0)
    done = given(1)
    If (wanted <= 0) Or (done < 0) Then Exit Function
    Select Case functionName
        Case "CAPAIAN"
            If VarType(given(2)) = vbEmpty Then
                OfPlainNumbers = Reached(wanted, done, False)
            ElseIf VarType(given(2)) = vbString Then
                If given(2) = "naik" Then OfPlainNumbers = Reached(wanted, done, False)
                If given(2) = "turun" Then OfPlainNumbers = Reached(wanted, done, True)
            End If
        Case "SERAPAN"
            OfPlainNumbers = Percent(done, wanted)
        Case "EFISIENSI"
            OfPlainNumbers = Percent(wanted - done, wanted)
    End Select
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
    Dim row As Long, column As Long
    If Not IsArray(m_bands) Then Exit Function
    On Error GoTo other
    If (VarType(skala) <> VarType(m_skala)) Or (VarType(bentuk) <> VarType(m_bentuk)) Then Exit Function
    If bentuk <> m_bentuk Then Exit Function
    If IsArray(skala) Then
        For column = 1 To 2
            If LBound(skala, column) <> LBound(m_skala, column) Then Exit Function
            If UBound(skala, column) <> UBound(m_skala, column) Then Exit Function
        Next column
        For row = LBound(skala, 1) To UBound(skala, 1)
            For column = LBound(skala, 2) To UBound(skala, 2)
                If VarType(skala(row, column)) <> VarType(m_skala(row, column)) Then Exit Function
                If skala(row, column) <> m_skala(row, column) Then Exit Function
            Next column
        Next row
    End If
    IsLastScale = True
other:
End Function

' The leftmost error value among the arguments, those of a scale in reading order. Errors in a range of capaian stay in their places.
Private Function ErrorOfKategori(ByRef nilaiCapaian As Variant, ByRef skala As Variant, ByRef bentuk As Variant) As String
    Dim errorText As String, table As Variant, row As Long, column As Long
    table = RowsOf(skala)
    errorText = FirstError(Array(ErrorAsText(nilaiCapaian), ErrorAsText(table)))
    If (errorText = "") And IsArray(table) Then
        For row = 1 To CountOf(table, 1)
            For column = 1 To CountOf(table, 2)
                If errorText = "" Then errorText = FirstError(Array(CellOf(table, row, column)))
            Next column
        Next row
    End If
    If errorText = "" Then errorText = FirstError(Array(ErrorAsText(bentuk)))
    ErrorOfKategori = errorText
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

' ------------------------------------------------------------ one cell
Public Function CapaianOf(ByVal target As Variant, ByVal realisasi As Variant, ByVal arah As Variant) As Variant
    Dim falling As Variant, wanted As Variant, done As Variant
    falling = IsFalling(arah)
    wanted = AngkaOf(target)
    done = AngkaOf(realisasi)
    If IsErrorText(falling) Then
        CapaianOf = falling
    ElseIf IsErrorText(wanted) Then
        CapaianOf = wanted
    ElseIf IsErrorText(done) Then
        CapaianOf = done
    ElseIf IsEmpty(wanted) Or IsEmpty(done) Then
        CapaianOf = Empty
    ElseIf wanted = 0 Then
        CapaianOf = ERROR_DIV0
    Else
        CapaianOf = Reached(wanted, done, CBool(falling))
    End If
End Function

' Percent, in the order of operations that every engine keeps
Private Function Reached(ByVal target As Double, ByVal realisasi As Double, ByVal falling As Boolean) As Variant
    Dim beyond As Double, part As Double
    If Not falling Then
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
Private Function Percent(ByVal part As Double, ByVal whole As Double) As Variant
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
    number = Rounded(number)
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

' A keyword such as "turun": small letters without outer spaces, "" for a blank, "#VALUE!" for what is no text.
Public Function Keyword(ByVal cell As Variant) As String
    Select Case VarType(cell)
        Case vbEmpty, vbNull
            Keyword = ""
        Case vbString
            Keyword = LCase$(Stripped(cell))
        Case Else
            Keyword = ERROR_VALUE
    End Select
End Function

' raise_errors: the leftmost error value goes before everything else; "" where there is none.
Private Function FirstError(ByRef cell As Variant) As String
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

Private Function CountOf(ByRef table As Variant, ByVal dimension As Long) As Long
    CountOf = UBound(table, dimension) - LBound(table, dimension) + 1
End Function

' Counted from 1, whatever the bounds of the array
Private Function CellOf(ByRef table As Variant, ByVal row As Long, ByVal column As Long) As Variant
    CellOf = ErrorAsText(table(LBound(table, 1) + row - 1, LBound(table, 2) + column - 1))
End Function

' A rule for every cell of the ranges among its arguments; a single cell stretches over the others.
Private Function OverRanges(ByVal functionName As String, ByRef given As Variant, ByRef bandsOfScale As Variant) As Variant
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
        OverRanges = OfOneCell(functionName, Stretched(tables, 1, 1), bandsOfScale)
        Exit Function
    End If
    ReDim result(1 To high, 1 To wide)
    For row = 1 To high
        For column = 1 To wide
            result(row, column) = OfOneCell(functionName, Stretched(tables, row, column), bandsOfScale)
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

Private Function OfOneCell(ByVal functionName As String, ByRef cell As Variant, ByRef bandsOfScale As Variant) As Variant
    Dim result As Variant
    result = FirstError(cell)
    If result = "" Then result = RuleOf(functionName, cell, bandsOfScale)
    If IsEmpty(result) Then result = ""
    OfOneCell = result
End Function
