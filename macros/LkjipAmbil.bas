Attribute VB_Name = "LkjipAmbil"
' "Ambil dari Tabel 2.1": the indicators of Tabel 2.1 in the table in view. What is filled stays, and no row moves.
' What goes into which cell is decided by TakenCells over plain arrays; only the end of this module touches the workbook.
Option Explicit
Option Private Module

Private Const LONGEST_NAME As Long = 250
Private Const MOST_NAMED As Long = 3

' ------------------------------------------------------------ names
' key_of in lkjip/model/key.py: what all spellings of a name have in common
Public Function KeyOfName(ByVal content As Variant) As String
    Dim text As String, key As String, code As Long, i As Long
    text = LCase$(PlainText(content))
    For i = 1 To Len(text)
        code = AscW(Mid$(text, i, 1)) And &HFFFF&
        If code = 178 Then
            key = key & "2"
        ElseIf code = 179 Then
            key = key & "3"
        ElseIf code > 31 Then
            If Not IsIgnoredInNames(code) Then key = key & Mid$(text, i, 1)
        End If
    Next i
    KeyOfName = Left$(key, LONGEST_NAME)
End Function

' A text of which only case, and outer and double blanks, do not count
Private Function PlainOf(ByVal content As Variant) As String
    Dim text As String, letter As String, i As Long
    text = LCase$(PlainText(content))
    For i = 1 To Len(text)
        letter = Mid$(text, i, 1)
        If AscW(letter) = 160 Then letter = " "
        If letter <> " " Or Right$(PlainOf, 1) <> " " Then PlainOf = PlainOf & letter
    Next i
    PlainOf = Trim$(PlainOf)
End Function

Private Function PlainText(ByVal content As Variant) As String
    If Not (IsError(content) Or IsEmpty(content) Or IsNull(content)) Then PlainText = CStr(content)
End Function

Private Function IsBlankCell(ByVal content As Variant) As Boolean
    If IsError(content) Then Exit Function
    IsBlankCell = (Len(Trim$(PlainText(content))) = 0)
End Function

' ------------------------------------------------------------ deciding
' What goes into the cells of a table: a row for each of its rows and for each one to be appended, Empty for what stays.
' agreed: the rows of Tabel 2.1, one column for each that is taken; the first has the names.
' present: the same columns of the table. used: whether anything is typed in each of its rows. parent, group: which columns have
' the parents and the sasaran of namesakes, 0 for none. onlyAppended: for each column whether it is filled in appended rows alone.
Public Function TakenCells(ByRef agreed As Variant, ByRef present As Variant, ByRef used As Variant, ByRef onlyAppended As Variant, _
        ByVal parent As Long, ByVal group As Long, ByVal repeats As Boolean) As Variant
    Dim partners As Variant, cells() As Variant, isThere() As Boolean
    Dim row As Long, column As Long, width As Long, height As Long, appended As Long, last As Long, place As Long
    width = UBound(agreed, 2)
    height = UBound(present, 1)
    partners = PartnersOf(agreed, present, parent, group, repeats)
    ReDim isThere(1 To UBound(agreed, 1))
    For row = 1 To height
        If partners(row) > 0 Then isThere(partners(row)) = True
        If CBool(used(row, 1)) Then last = row
    Next row
    For place = 1 To UBound(agreed, 1)
        If Len(KeyOfName(agreed(place, 1))) > 0 And Not isThere(place) Then appended = appended + 1
    Next place
    If last + appended > height Then height = last + appended
    ReDim cells(1 To height, 1 To width)
    For row = 1 To UBound(present, 1)
        If partners(row) > 0 Then
            For column = 2 To width
                If Not CBool(onlyAppended(1, column)) And IsBlankCell(present(row, column)) Then
                    If Not IsBlankCell(agreed(partners(row), column)) Then cells(row, column) = agreed(partners(row), column)
                End If
            Next column
        End If
    Next row
    For place = 1 To UBound(agreed, 1)
        If Len(KeyOfName(agreed(place, 1))) > 0 And Not isThere(place) Then
            last = last + 1
            For column = 1 To width
                cells(last, column) = agreed(place, column)
                If PlainText(cells(last, column)) = ROW_NUMBER Then cells(last, column) = last
                If IsBlankCell(cells(last, column)) Then cells(last, column) = Empty
                If last <= UBound(present, 1) Then
                    If Not IsBlankCell(present(last, column)) Then cells(last, column) = Empty
                End If
            Next column
        End If
    Next place
    TakenCells = cells
End Function

' The row of Tabel 2.1 that each row of a table is about, 0 for none; before them, how many names it has. Of several namesakes
' it is the one of the same parent and sasaran, then the next that no other row is about.
Private Function PartnersOf(ByRef agreed As Variant, ByRef present As Variant, ByVal parent As Long, ByVal group As Long, _
        ByVal repeats As Boolean) As Variant
    Dim partners() As Long, keys() As String, isTaken() As Boolean
    Dim row As Long, place As Long, key As String, fit As Long, best As Long
    ReDim partners(0 To UBound(present, 1))
    ReDim keys(1 To UBound(agreed, 1))
    ReDim isTaken(1 To UBound(agreed, 1))
    For place = 1 To UBound(agreed, 1)
        keys(place) = KeyOfName(agreed(place, 1))
        If Len(keys(place)) > 0 Then partners(0) = partners(0) + 1
    Next place
    For row = 1 To UBound(present, 1)
        key = KeyOfName(present(row, 1))
        best = 0
        If Len(key) > 0 Then
            For place = 1 To UBound(agreed, 1)
                If keys(place) = key Then
                    fit = FitOf(agreed, place, present, row, parent, group)
                    If Not isTaken(place) Then fit = fit + 1
                    If fit > best Then
                        best = fit
                        partners(row) = place
                    End If
                End If
            Next place
        End If
        If partners(row) > 0 And Not repeats Then isTaken(partners(row)) = True
    Next row
    PartnersOf = partners
End Function

' How well two rows of one name agree in what tells namesakes apart; 0 where their parents differ.
Private Function FitOf(ByRef agreed As Variant, ByVal place As Long, ByRef present As Variant, ByVal row As Long, _
        ByVal parent As Long, ByVal group As Long) As Long
    FitOf = 2
    If parent > 0 Then
        If PlainOf(agreed(place, parent)) = PlainOf(present(row, parent)) Then
            FitOf = FitOf + 8
        ElseIf Not (IsBlankCell(agreed(place, parent)) Or IsBlankCell(present(row, parent))) Then
            FitOf = -1
            Exit Function
        End If
    End If
    If group > 0 Then
        If PlainOf(agreed(place, group)) = PlainOf(present(row, group)) Then FitOf = FitOf + 4
    End If
End Function

' What is said after cells have been taken. headings: the names of the columns, as an array from 1 of one row.
Public Function TakenReport(ByRef agreed As Variant, ByRef present As Variant, ByRef taken As Variant, ByRef headings As Variant, _
        ByVal parent As Long, ByVal group As Long, ByVal repeats As Boolean) As String
    Dim partners As Variant, row As Long, column As Long, fresh As Long, filled As Long, others As Long, kept As Long, named As String
    partners = PartnersOf(agreed, present, parent, group, repeats)
    For row = 1 To UBound(taken, 1)
        If Not IsEmpty(taken(row, 1)) Then
            fresh = fresh + 1
        ElseIf row <= UBound(present, 1) Then
            For column = 2 To UBound(taken, 2)
                If Not IsEmpty(taken(row, column)) Then filled = filled + 1
            Next column
        End If
    Next row
    For row = 1 To UBound(present, 1)
        If partners(row) = 0 Then
            If Not IsBlankCell(present(row, 1)) Then others = others + 1
        Else
            For column = 2 To UBound(present, 2)
                If IsOtherwise(agreed(partners(row), column), present(row, column)) Then
                    kept = kept + 1
                    If kept <= MOST_NAMED Then
                        named = named & vbCrLf & "- " & headings(1, column) & " " & PlainText(present(row, 1)) & ": di sini " & _
                            PlainText(present(row, column)) & ", di sana " & PlainText(agreed(partners(row), column))
                    End If
                End If
            Next column
        End If
    Next row
    If partners(0) = 0 Then
        TakenReport = "Tabel 2.1 belum berisi indikator. Isi dulu di sana, lalu tekan tombol ini lagi."
        Exit Function
    ElseIf fresh + filled = 0 Then
        TakenReport = "Tidak ada yang perlu diambil: semua indikator Tabel 2.1 sudah ada di sini."
    Else
        TakenReport = "Dari Tabel 2.1 diambil " & fresh & " baris baru, dan " & filled & " sel kosong di baris yang sudah ada terisi."
    End If
    If kept > 0 Then TakenReport = TakenReport & vbCrLf & vbCrLf & kept & " sel berbeda dari Tabel 2.1 dan tidak diubah:" & named
    If kept > MOST_NAMED Then TakenReport = TakenReport & vbCrLf & "- dan " & (kept - MOST_NAMED) & " lagi"
    If others > 0 Then
        TakenReport = TakenReport & vbCrLf & vbCrLf & others & " baris bernama lain dari yang ada di Tabel 2.1, dan tidak diubah."
    End If
End Function

Private Function IsOtherwise(ByVal there As Variant, ByVal here As Variant) As Boolean
    If Not (IsBlankCell(there) Or IsBlankCell(here)) Then IsOtherwise = (PlainOf(there) <> PlainOf(here))
End Function

' The values that another table gives to names: those of its first row with the name, Empty where it has none.
Public Function GivenTo(ByRef names As Variant, ByRef theirNames As Variant, ByRef theirValues As Variant) As Variant
    Dim values() As Variant, row As Long, other As Long, key As String
    ReDim values(1 To UBound(names, 1), 1 To 1)
    For row = 1 To UBound(names, 1)
        key = KeyOfName(names(row, 1))
        If Len(key) > 0 Then
            For other = 1 To UBound(theirNames, 1)
                If IsEmpty(values(row, 1)) And KeyOfName(theirNames(other, 1)) = key Then
                    If Not IsBlankCell(theirValues(other, 1)) Then values(row, 1) = theirValues(other, 1)
                End If
            Next other
        End If
    Next row
    GivenTo = values
End Function

' ------------------------------------------------------------ the workbook
' Fills the table in view and says what came of it; empty where the sheet has no table that takes indicators.
Public Function TakenIntoView() As String
    Dim table As Object, sources As Variant
    Set table = TableInView()
    If table Is Nothing Then Exit Function
    sources = SourcesOf(table.Name)
    If IsEmpty(sources) Then Exit Function
    TakenIntoView = TakenInto(table, sources)
End Function

Private Function TableInView() As Object
    On Error GoTo absent
    Set TableInView = ActiveSheet.ListObjects(1)
absent:
End Function

Private Function TakenInto(ByVal table As Object, ByRef sources As Variant) As String
    Dim agreed As Variant, present As Variant, used As Variant, headings As Variant, onlyAppended As Variant, taken As Variant
    Dim giver As Object, names As Variant, values As Variant, parent As Long, group As Long, i As Long, row As Long, width As Long
    Set giver = TableNamed(CStr(sources(0)(1)))
    names = ColumnCells(giver, CStr(sources(0)(2)))
    width = UBound(sources) + 1
    If table.ListRows.Count = 0 Then table.ListRows.Add
    ReDim agreed(1 To UBound(names, 1), 1 To width)
    ReDim present(1 To table.ListRows.Count, 1 To width)
    ReDim headings(1 To 1, 1 To width)
    ReDim onlyAppended(1 To 1, 1 To width)
    For i = 1 To width
        headings(1, i) = sources(i - 1)(0)
        onlyAppended(1, i) = (Len(sources(i - 1)(1)) = 0)
        If headings(1, i) = "Induk" Then parent = i
        If headings(1, i) = "Sasaran" Then group = i
        values = GivenCells(names, CStr(sources(i - 1)(1)), CStr(sources(i - 1)(2)))
        For row = 1 To UBound(names, 1)
            If Not IsBlankCell(names(row, 1)) Then agreed(row, i) = values(row, 1)
        Next row
        values = ColumnCells(table, CStr(headings(1, i)))
        For row = 1 To UBound(present, 1)
            present(row, i) = values(row, 1)
        Next row
    Next i
    used = UsedRows(table)
    taken = TakenCells(agreed, present, used, onlyAppended, parent, group, HasRepeats(table.Name))
    PutIntoTable table, headings, taken
    TakenInto = TakenReport(agreed, present, taken, headings, parent, group, HasRepeats(table.Name))
End Function

' What a table gives to the names of Tabel 2.1, or the text itself where no table gives.
Private Function GivenCells(ByRef names As Variant, ByVal tableName As String, ByVal given As String) As Variant
    Dim giver As Object, values As Variant, row As Long
    If tableName = "tbl_21" Then
        GivenCells = ColumnCells(TableNamed(tableName), given)
        Exit Function
    End If
    ReDim values(1 To UBound(names, 1), 1 To 1)
    If Len(tableName) = 0 Then
        For row = 1 To UBound(names, 1)
            values(row, 1) = given
        Next row
    Else
        Set giver = TableNamed(tableName)
        If Not giver Is Nothing Then values = GivenTo(names, ColumnCells(giver, NamesOf(tableName)), ColumnCells(giver, given))
    End If
    GivenCells = values
End Function

' Whether anything is typed in each row of a table
Private Function UsedRows(ByVal table As Object) As Variant
    Dim used() As Variant, values As Variant, columns As Variant, i As Long, row As Long
    ReDim used(1 To table.ListRows.Count, 1 To 1)
    For row = 1 To UBound(used, 1)
        used(row, 1) = False
    Next row
    columns = TypedColumnsOf(table.Name)
    For i = LBound(columns) To UBound(columns)
        values = ColumnCells(table, CStr(columns(i)))
        For row = 1 To UBound(used, 1)
            If Not IsBlankCell(values(row, 1)) Then used(row, 1) = True
        Next row
    Next i
    UsedRows = used
End Function

' A table anywhere in the workbook, Nothing where an office has deleted its sheet.
Private Function TableNamed(ByVal tableName As String) As Object
    Dim sheet As Object, table As Object
    For Each sheet In ThisWorkbook.Worksheets
        For Each table In sheet.ListObjects
            If table.Name = tableName Then Set TableNamed = table
        Next table
    Next sheet
End Function

' The cells of a column as an array of one column; blank where the table lacks it.
Private Function ColumnCells(ByVal table As Object, ByVal columnName As String) As Variant
    Dim content As Variant, cells() As Variant
    ReDim cells(1 To 1, 1 To 1)
    ColumnCells = cells
    If table.ListRows.Count = 0 Then Exit Function
    ReDim cells(1 To table.ListRows.Count, 1 To 1)
    ColumnCells = cells
    If Not HasColumn(table, columnName) Then Exit Function
    content = table.ListColumns(columnName).DataBodyRange.Value2
    If IsArray(content) Then
        ColumnCells = content
    Else
        cells(1, 1) = content
        ColumnCells = cells
    End If
End Function

Private Function HasColumn(ByVal table As Object, ByVal columnName As String) As Boolean
    On Error GoTo absent
    HasColumn = Len(table.ListColumns(columnName).Name) > 0
absent:
End Function

Private Sub PutIntoTable(ByVal table As Object, ByRef headings As Variant, ByRef taken As Variant)
    Dim row As Long, column As Long
    For row = table.ListRows.Count + 1 To UBound(taken, 1)
        table.ListRows.Add
    Next row
    For column = 1 To UBound(taken, 2)
        If HasColumn(table, CStr(headings(1, column))) Then
            For row = 1 To UBound(taken, 1)
                If Not IsEmpty(taken(row, column)) Then
                    table.ListColumns(CStr(headings(1, column))).DataBodyRange.Cells(row, 1).Value = AsTyped(taken(row, column))
                End If
            Next row
        End If
    Next column
End Sub

' A text that begins like a formula stays the text that it is.
Private Function AsTyped(ByVal content As Variant) As Variant
    AsTyped = content
    If VarType(content) = vbString Then
        If InStr("=+-@", Left$(content, 1)) > 0 Then AsTyped = "'" & content
    End If
End Function
