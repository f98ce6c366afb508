Attribute VB_Name = "LkjipTriwulan"
' The year in quarters for a PC without Python, the twin of xlfuncs/triwulan.py, with total and mean of xlfuncs/adding.py at the end:
' procedures in their order and by their names, the same double and error. What Python raises is an answer here, the text of the error
' value; a blank is Empty. The words for kinds, ways and quarters are in LkjipDaftar, which the builder writes.
Option Explicit
Option Private Module

Private Const LAST_QUARTER As Long = 4

' Where the array with what is typed for an indicator holds what: the quarter in question, from 1, its kind, whether sums from the
' beginning of the year are typed, target and realisasi of the quarters up to that one (arrays from 0 on of Doubles, Empty for a blank),
' the year's denominator (Empty unless it is above 0), and whether anything is typed for any quarter.
Private Const NUMBER_AT As Long = 0
Private Const JENIS_AT As Long = 1
Private Const CUMULATIVE_AT As Long = 2
Private Const TARGET_AT As Long = 3
Private Const REALISASI_AT As Long = 4
Private Const PENYEBUT_AT As Long = 5
Private Const USED_AT As Long = 6

' ------------------------------------------------------------ what is typed for an indicator
' Triwulan.missing: whether a quarter has a target but no realisasi
Private Function IsMissingOne(ByRef quarters As Variant) As Boolean
    Dim targets As Variant, done As Variant, place As Long
    targets = quarters(TARGET_AT)
    done = quarters(REALISASI_AT)
    For place = 0 To UBound(done)
        If IsEmpty(done(place)) And Not IsEmpty(targets(place)) Then IsMissingOne = True
    Next place
End Function

' Triwulan.filled: the numbers of the quarters that have a realisasi, Empty for the others
Private Function OfFilled(ByRef quarters As Variant, ByRef typed As Variant) As Variant
    Dim done As Variant, result() As Variant, place As Long
    done = quarters(REALISASI_AT)
    ReDim result(0 To UBound(done))
    For place = 0 To UBound(done)
        If Not IsEmpty(done(place)) Then result(place) = typed(place)
    Next place
    OfFilled = result
End Function

' The last quarter that has a realisasi, from 0; -1 for none
Private Function LastFilled(ByRef quarters As Variant) As Long
    Dim done As Variant, place As Long
    done = quarters(REALISASI_AT)
    LastFilled = -1
    For place = 0 To UBound(done)
        If Not IsEmpty(done(place)) Then LastFilled = place
    Next place
End Function

' Triwulan.sum: blank quarters as 0
Private Function SumOfQuarters(ByRef quarters As Variant, ByVal typed As Variant) As Variant
    Dim place As Long
    If Not quarters(CUMULATIVE_AT) Then
        SumOfQuarters = Total(typed)
        Exit Function
    End If
    SumOfQuarters = CDbl(0)
    For place = 0 To UBound(typed)
        If Not IsEmpty(typed(place)) Then SumOfQuarters = typed(place)
    Next place
End Function

' ------------------------------------------------------------ up to a quarter
' Array(target, realisasi), Empty where it is not known
Private Function Sampai(ByRef quarters As Variant) As Variant
    Dim targets As Variant, done As Variant, place As Long
    Sampai = Array(Empty, Empty)
    If Not IsArray(quarters) Then Exit Function
    If Not quarters(USED_AT) Then Exit Function
    targets = quarters(TARGET_AT)
    done = quarters(REALISASI_AT)
    Select Case quarters(JENIS_AT)
        Case "posisi akhir"
            place = LastFilled(quarters)
            If place >= 0 Then Sampai = Array(targets(place), done(place))
        Case "rata-rata"
            Sampai = Array(Mean(OfFilled(quarters, targets)), Mean(done))
        Case Else
            If IsMissingOne(quarters) Then
                done = Empty
            Else
                done = SumOfQuarters(quarters, done)
            End If
            Sampai = Array(OfWhole(quarters, SumOfQuarters(quarters, targets)), OfWhole(quarters, done))
    End Select
End Function

Private Function OfWhole(ByRef quarters As Variant, ByVal part As Variant) As Variant
    OfWhole = part
    If quarters(JENIS_AT) <> "pembilang/penyebut" Then Exit Function
    If IsErrorText(part) Then Exit Function
    If IsEmpty(part) Or IsEmpty(quarters(PENYEBUT_AT)) Then
        OfWhole = Empty
    Else
        OfWhole = Percent(part, quarters(PENYEBUT_AT))
    End If
End Function

' left: what each quarter after this one must bring to reach the year's target
Private Function StillNeeded(ByRef quarters As Variant, ByVal wanted As Variant) As Variant
    Dim done As Variant, remaining As Double, result As Double, count As Long
    StillNeeded = Empty
    If Not IsArray(quarters) Then Exit Function
    remaining = LAST_QUARTER - quarters(NUMBER_AT)
    If IsEmpty(wanted) Or (remaining = 0) Or Not quarters(USED_AT) Then Exit Function
    If quarters(JENIS_AT) = "posisi akhir" Then
        StillNeeded = wanted
        Exit Function
    End If
    done = SumOfQuarters(quarters, quarters(REALISASI_AT))
    If IsErrorText(done) Then
        StillNeeded = done
        Exit Function
    End If
    On Error GoTo overflow
    result = wanted
    If quarters(JENIS_AT) = "rata-rata" Then
        count = CountOfNumbers(quarters(REALISASI_AT))
        If count = 0 Then Exit Function
        result = (count + remaining) * result
    Else
        If IsMissingOne(quarters) Then Exit Function
        If quarters(JENIS_AT) = "pembilang/penyebut" Then
            If IsEmpty(quarters(PENYEBUT_AT)) Then Exit Function
            result = result * quarters(PENYEBUT_AT)
            result = result / 100
        End If
    End If
    result = result - done
    result = result / remaining
    StillNeeded = result
    Exit Function
overflow:
    StillNeeded = ERROR_NUM
End Function

' ------------------------------------------------------------ the cell functions
' typed: Array(target, realisasi), the arguments that hold the four quarters
Public Function SampaiTriwulanOf(ByVal triwulan As Variant, ByVal jenis As Variant, ByVal caraIsi As Variant, ByVal penyebut As Variant, _
        ByVal bagian As Variant, ByRef typed As Variant) As Variant
    Dim quarters As Variant, part As Variant, found As Variant, errorText As String
    quarters = ReadCells(triwulan, jenis, caraIsi, penyebut, Array(caraIsi, penyebut, bagian), typed)
    If IsErrorText(quarters) Then
        SampaiTriwulanOf = quarters
        Exit Function
    End If
    part = BagianOf(bagian)
    If IsErrorText(part) Then
        SampaiTriwulanOf = part
        Exit Function
    End If
    found = Sampai(quarters)
    errorText = FirstError(found)
    If errorText <> "" Then
        SampaiTriwulanOf = errorText
    ElseIf part = "target" Then
        SampaiTriwulanOf = found(0)
    Else
        SampaiTriwulanOf = found(1)
    End If
End Function

Public Function SisaTriwulanOf(ByVal triwulan As Variant, ByVal jenis As Variant, ByVal targetPk As Variant, ByVal caraIsi As Variant, _
        ByVal penyebut As Variant, ByRef typed As Variant) As Variant
    Dim quarters As Variant, wanted As Variant
    quarters = ReadCells(triwulan, jenis, caraIsi, penyebut, Array(targetPk, caraIsi, penyebut), typed)
    wanted = AngkaOf(targetPk)
    If IsErrorText(quarters) Then
        SisaTriwulanOf = quarters
    ElseIf IsErrorText(wanted) Then
        SisaTriwulanOf = wanted
    Else
        SisaTriwulanOf = StillNeeded(quarters, wanted)
    End If
End Function

' What is typed for an indicator; Empty where its kind or the quarter is blank. after: the arguments to the right of the quarters.
Private Function ReadCells(ByVal triwulan As Variant, ByVal jenis As Variant, ByVal caraIsi As Variant, ByVal penyebut As Variant, _
        ByVal after As Variant, ByRef typed As Variant) As Variant
    Dim number As Long, counted As Long, targets As Variant, done As Variant, isUsed As Boolean
    Dim kind As Variant, sums As Variant, whole As Variant
    number = NumberOfQuarter(triwulan)
    counted = number
    If counted < 1 Then counted = LAST_QUARTER
    targets = LineOf(typed(0))
    done = LineOf(typed(1))
    isUsed = HasContent(targets) Or HasContent(done)
    targets = UpTo(targets, counted)
    done = UpTo(done, counted)
    ReadCells = FirstError(Array(triwulan, jenis, FirstError(targets), FirstError(done), FirstError(after)))
    If ReadCells <> "" Then Exit Function
    ReadCells = ERROR_VALUE
    If (number < 0) Or Not IsFour(typed(0)) Or Not IsFour(typed(1)) Then Exit Function
    kind = JenisOf(jenis)
    sums = IsCumulative(caraIsi)
    targets = NumbersOf(targets)
    done = NumbersOf(done)
    whole = AngkaOf(penyebut)
    If FirstError(Array(kind, sums, FirstError(targets), FirstError(done), whole)) <> "" Then Exit Function
    ReadCells = Empty
    If (number = 0) Or (kind = "") Then Exit Function
    If Not IsEmpty(whole) Then
        If whole <= 0 Then whole = Empty
    End If
    sums = sums And ((kind = "jumlah") Or (kind = "pembilang/penyebut"))
    ReadCells = Array(number, kind, sums, targets, done, whole, isUsed)
End Function

' The number of a quarter, from 1; 0 for a blank, -1 for what is no quarter
Private Function NumberOfQuarter(ByVal triwulan As Variant) As Long
    Dim number As Variant
    NumberOfQuarter = -1
    number = TriwulanOf(triwulan)
    If IsErrorText(number) Then
        number = AngkaOf(triwulan)
        If IsErrorText(number) Then Exit Function
        If IsEmpty(number) Then
            number = 0
        ElseIf (number < 1) Or (number > LAST_QUARTER) Or (number <> Int(number)) Then
            Exit Function
        End If
    End If
    NumberOfQuarter = number
End Function

' _line: the cells of a range in reading order, from 0 on, or the single one
Private Function LineOf(ByRef typed As Variant) As Variant
    Dim table As Variant, result() As Variant, row As Long, column As Long
    table = RowsOf(typed)
    If Not IsArray(table) Then
        LineOf = Array(ErrorAsText(table))
        Exit Function
    End If
    ReDim result(0 To CountOf(table, 1) * CountOf(table, 2) - 1)
    For row = 1 To CountOf(table, 1)
        For column = 1 To CountOf(table, 2)
            result((row - 1) * CountOf(table, 2) + column - 1) = CellOf(table, row, column)
        Next column
    Next row
    LineOf = result
End Function

' Whether a range is a row or a column of four cells
Private Function IsFour(ByRef typed As Variant) As Boolean
    Dim table As Variant
    table = RowsOf(typed)
    If IsArray(table) Then
        IsFour = (CountOf(table, 1) * CountOf(table, 2) = LAST_QUARTER) And (CountOf(table, 1) <> 2)
    End If
End Function

' The first cells of a line
Private Function UpTo(ByRef typed As Variant, ByVal counted As Long) As Variant
    Dim result() As Variant, place As Long
    If UBound(typed) < counted Then
        UpTo = typed
        Exit Function
    End If
    ReDim result(0 To counted - 1)
    For place = 0 To counted - 1
        result(place) = typed(place)
    Next place
    UpTo = result
End Function

' Whether anything is typed in a line of cells
Private Function HasContent(ByRef typed As Variant) As Boolean
    Dim place As Long
    For place = 0 To UBound(typed)
        If VarType(typed(place)) = vbString Then
            If Len(typed(place)) > 0 Then HasContent = True
        ElseIf Not (IsEmpty(typed(place)) Or IsNull(typed(place))) Then
            HasContent = True
        End If
    Next place
End Function

' The numbers in a line of cells
Private Function NumbersOf(ByRef typed As Variant) As Variant
    Dim result() As Variant, place As Long
    ReDim result(0 To UBound(typed))
    For place = 0 To UBound(typed)
        result(place) = AngkaOf(typed(place))
    Next place
    NumbersOf = result
End Function

Private Function CountOfNumbers(ByVal numbers As Variant) As Long
    Dim place As Long
    For place = 0 To UBound(numbers)
        If Not IsEmpty(numbers(place)) Then CountOfNumbers = CountOfNumbers + 1
    Next place
End Function

' ------------------------------------------------------------ xlfuncs/adding.py
' The sum of numbers, exact up to the last step as Python's math.fsum: what a sum of two loses is kept as a number of its own. Blanks are
' left out.
Private Function Total(ByVal numbers As Variant) As Variant
    Dim parts() As Double, count As Long, kept As Long, place As Long, i As Long
    Dim one As Double, other As Double, sum As Double, difference As Double, lost As Double
    On Error GoTo overflow
    ReDim parts(0 To UBound(numbers) + 1)
    For place = 0 To UBound(numbers)
        If Not IsEmpty(numbers(place)) Then
            one = numbers(place)
            kept = 0
            For i = 0 To count - 1
                other = parts(i)
                If Abs(one) < Abs(other) Then
                    sum = one
                    one = other
                    other = sum
                End If
                sum = one + other
                difference = sum - one
                lost = other - difference
                If lost <> 0 Then
                    parts(kept) = lost
                    kept = kept + 1
                End If
                one = sum
            Next i
            If one <> 0 Then
                parts(kept) = one
                kept = kept + 1
            End If
            count = kept
        End If
    Next place
    Total = Joined(parts, count)
    Exit Function
overflow:
    Total = ERROR_NUM
End Function

' The double nearest to the sum of parts that rise and do not overlap, a half to the even one
Private Function Joined(ByRef parts() As Double, ByVal count As Long) As Double
    Dim sum As Double, one As Double, difference As Double, lost As Double
    Do While count > 0
        one = sum
        count = count - 1
        sum = one + parts(count)
        difference = sum - one
        lost = parts(count) - difference
        If lost <> 0 Then Exit Do
    Loop
    If count > 0 Then
        If ((lost < 0) And (parts(count - 1) < 0)) Or ((lost > 0) And (parts(count - 1) > 0)) Then
            lost = lost * 2
            one = sum + lost
            difference = one - sum
            If difference = lost Then sum = one
        End If
    End If
    Joined = sum
End Function

Private Function Mean(ByVal numbers As Variant) As Variant
    Dim result As Variant, count As Long
    Mean = Empty
    count = CountOfNumbers(numbers)
    If count = 0 Then Exit Function
    result = Total(numbers)
    If Not IsErrorText(result) Then result = result / count
    Mean = result
End Function
