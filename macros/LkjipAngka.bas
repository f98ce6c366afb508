Attribute VB_Name = "LkjipAngka"
' Indonesian numbers, the twin of xlfuncs/angka.py and scale_words.py: the same grammar, the same refusals, the same text.
' A pattern there is read here letter by letter. The words and characters are in LkjipDaftar, which the builder writes.
' Characters are told apart by their codes, so nothing depends on the language of the PC.
Option Explicit
Option Private Module

' What a cell's content stands for: a Double, Empty for a blank, or the text of an error value.
Public Function AngkaOf(ByVal content As Variant) As Variant
    Select Case VarType(content)
        Case vbDouble
            AngkaOf = content
        Case vbString
            AngkaOf = FromText(content)
        Case vbEmpty, vbNull
            AngkaOf = Empty
        Case vbByte, vbInteger, vbLong, vbSingle, vbCurrency, vbDate, 14, 20    ' 14: Decimal, 20: LongLong
            AngkaOf = CDbl(content)
        Case Else
            AngkaOf = ERROR_VALUE
    End Select
End Function

' ------------------------------------------------------------ reading
Private Function FromText(ByVal content As String) As Variant
    Dim clean As String
    If NumberOfError(content) > 0 Then
        FromText = content
    Else
        clean = Trim$(Plain(content))
        If IsBlank(clean) Then
            FromText = Empty
        Else
            FromText = Parsed(clean)
        End If
    End If
End Function

' With one kind of space, none of them outside and no two together
Public Function Spaced(ByVal content As String) As String
    Dim at As Long, code As Long, letter As String, result As String
    For at = 1 To Len(content)
        letter = Mid$(content, at, 1)
        code = AscW(letter)
        If (code < 33) Or (code > 126) Then             ' what nearly every letter is not
            If IsSpace(CodeAt(content, at)) Then letter = " "
        End If
        result = result & letter
    Next at
    result = Trim$(result)
    Do While InStr(result, "  ") > 0
        result = Replace(result, "  ", " ")
    Loop
    Spaced = result
End Function

' A text with one kind of space and of minus sign, and capitals as small letters
Private Function Plain(ByVal content As String) As String
    Dim at As Long, letter As String, result As String
    For at = 1 To Len(content)
        letter = Mid$(content, at, 1)
        Select Case AscW(letter)
            Case 33 To 64, 91 To 126
                ' most of what a number is written with stays as it is
            Case 65 To 90
                letter = LCase$(letter)
            Case Else
                If IsSpace(CodeAt(content, at)) Then
                    letter = " "
                ElseIf IsMinus(CodeAt(content, at)) Then
                    letter = "-"
                End If
        End Select
        result = result & letter
    Next at
    Plain = result
End Function

' "", "nihil", "-", "rp. -", "tidak diukur"
Private Function IsBlank(ByVal clean As String) As Boolean
    Dim at As Long
    at = 1
    SkipCurrency clean, at
    IsBlank = (clean = "") Or IsNothing(clean) Or (Mid$(clean, at) = "-") Or SaysNotMeasured(clean)
End Function

' One number with all that may stand around it, read from left to right; "#VALUE!" for any other text.
Private Function Parsed(ByVal clean As String) As Variant
    Dim at As Long, signs As Long, minus As Boolean, opened As Long, closed As Long, isMoney As Boolean, digits As String, number As Variant
    Parsed = ERROR_VALUE
    at = 1
    SkipSign clean, at, opened, signs, minus
    isMoney = SkipCurrency(clean, at)
    SkipSign clean, at, opened, signs, minus
    digits = TakeDigits(clean, at)
    If digits = "" Then Exit Function
    If Mid$(clean, at, 2) = ",-" Then at = at + 2
    SkipSpaces clean, at
    If Skip(clean, at, ")") Then closed = 1
    SkipSpaces clean, at
    If Skip(clean, at, "%") Then SkipSpaces clean, at
    If Not IsUnit(Mid$(clean, at), isMoney) Then Exit Function
    If (signs + opened > 1) Or (opened <> closed) Then Exit Function
    number = FromDigits(digits)
    If VarType(number) = vbDouble Then
        If (number <> 0) And (minus Or (opened = 1)) Then number = -number
    End If
    Parsed = number
End Function

' "(" and a sign; either may be absent.
Private Sub SkipSign(ByVal clean As String, ByRef at As Long, ByRef opened As Long, ByRef signs As Long, ByRef minus As Boolean)
    If Skip(clean, at, "(") Then opened = opened + 1
    SkipSpaces clean, at
    If Skip(clean, at, "-") Then
        signs = signs + 1
        minus = True
    ElseIf Skip(clean, at, "+") Then
        signs = signs + 1
    End If
    SkipSpaces clean, at
End Sub

' Whether there was a currency.
Private Function SkipCurrency(ByVal clean As String, ByRef at As Long) As Boolean
    SkipCurrency = True
    If Not Skip(clean, at, "rp.") Then
        If Not Skip(clean, at, "rp") Then SkipCurrency = Skip(clean, at, "idr")
    End If
    SkipSpaces clean, at
End Function

Private Sub SkipSpaces(ByVal clean As String, ByRef at As Long)
    Do While Skip(clean, at, " ")
    Loop
End Sub

Private Function Skip(ByVal clean As String, ByRef at As Long, ByVal part As String) As Boolean
    If Mid$(clean, at, Len(part)) = part Then
        at = at + Len(part)
        Skip = True
    End If
End Function

' Digits with marks between them: "1.234,5"
Private Function TakeDigits(ByVal clean As String, ByRef at As Long) As String
    Dim first As Long
    first = at
    Do While IsDigit(clean, at)
        at = at + 1
        If IsDigit(clean, at + 1) And ((Mid$(clean, at, 1) = ".") Or (Mid$(clean, at, 1) = ",")) Then at = at + 1
    Loop
    TakeDigits = Mid$(clean, first, at - first)
End Function

' Nothing, or words without digits that begin with a letter, and no word of scale among them; behind money only "rupiah".
Private Function IsUnit(ByVal rest As String, ByVal isMoney As Boolean) As Boolean
    Dim at As Long
    If (rest = "") Or isMoney Then
        IsUnit = (rest = "") Or (rest = "rupiah")
    ElseIf IsLetter(rest, 1) Then
        For at = 1 To Len(rest)
            If IsDigit(rest, at) Then Exit Function
        Next at
        IsUnit = Not HasScale(rest)
    End If
End Function

' ------------------------------------------------------------ words of scale, the twin of xlfuncs/scale_words.py
' Whether a word makes the number larger: "miliar", "jutaan", "5 M". Words joined by "/" or "&" are one.
Private Function HasScale(ByVal content As String) As Boolean
    Dim at As Long, first As Long, word As String, isFirst As Boolean, parts As Variant, i As Long
    isFirst = True
    at = 1
    Do While at <= Len(content)
        first = at
        Do While IsWordLetter(content, at)
            at = at + 1
        Loop
        word = Mid$(content, first, at - first)
        If (word <> "") And Not IsCurrency(word) Then
            If Not IsUnitLikeScale(word) Then
                parts = Split(word, "/")
                For i = 0 To UBound(parts)
                    If IsScale(CStr(parts(i)), isFirst) Then HasScale = True
                Next i
            End If
            isFirst = False
        End If
        at = at + 1
    Loop
End Function

Private Function IsScale(ByVal word As String, ByVal isFirst As Boolean) As Boolean
    Dim bare As String
    If isFirst And IsRightBehind(word) Then
        IsScale = True
        Exit Function
    End If
    bare = word
    If Right$(bare, 6) = "rupiah" Then bare = Left$(bare, Len(bare) - 6)
    If (Len(bare) > 3) And (Right$(bare, 2) = "an") Then bare = Left$(bare, Len(bare) - 2)
    IsScale = IsTimes(bare)
    If Not IsScale Then IsScale = IsTimesHoweverSpelled(Skeleton(bare))
End Function

' A word without i, y, j and with single l: "mlar" is left of miliar, milyar, miliyar and milliar.
Private Function Skeleton(ByVal word As String) As String
    Dim bare As String
    bare = Replace(Replace(Replace(word, "i", ""), "y", ""), "j", "")
    Do While InStr(bare, "ll") > 0
        bare = Replace(bare, "ll", "l")
    Loop
    Skeleton = bare
End Function

' ------------------------------------------------------------ digits with marks
' The value of digits with marks: decimal, thousands or, where they could be both, thousands.
Private Function FromDigits(ByVal digits As String) As Variant
    Dim points As Long, commas As Long
    points = CountIn(digits, ".")
    commas = CountIn(digits, ",")
    If points + commas = 0 Then
        FromDigits = DoubleOfDigits(digits, 0)
    ElseIf (commas = 0) And IsGrouped(digits, ".") Then
        FromDigits = DoubleOfDigits(Replace(digits, ".", ""), 0)
    ElseIf (points = 0) And (commas > 1) And IsGrouped(digits, ",") Then
        FromDigits = DoubleOfDigits(Replace(digits, ",", ""), 0)
    ElseIf (commas = 1) And (InStr(digits, ",") > InStrRev(digits, ".")) Then
        FromDigits = FromFraction(digits, ",", ".", points)
    ElseIf (points = 1) And (InStr(digits, ".") > InStrRev(digits, ",")) Then
        FromDigits = FromFraction(digits, ".", ",", commas)
    Else
        FromDigits = ERROR_VALUE
    End If
End Function

' mark is the decimal mark; the digits before it may be grouped by separator.
Private Function FromFraction(ByVal digits As String, ByVal mark As String, ByVal separator As String, ByVal separators As Long) As Variant
    Dim whole As String, fraction As String
    whole = Left$(digits, InStr(digits, mark) - 1)
    fraction = Mid$(digits, InStr(digits, mark) + 1)
    FromFraction = ERROR_VALUE
    If separators > 0 Then
        If Not IsGrouped(whole, separator) Then Exit Function
    ElseIf (mark = ".") And (Len(fraction) = 3) And (Left$(whole, 1) <> "0") Then
        Exit Function                               ' "1234.567": thousands or decimals, nobody knows
    End If
    FromFraction = DoubleOfDigits(Replace(whole, separator, "") & fraction, Len(fraction))
End Function

' Groups of three digits; the first has one to three and no leading zero.
Private Function IsGrouped(ByVal digits As String, ByVal separator As String) As Boolean
    Dim groups As Variant, i As Long
    groups = Split(digits, separator)
    If (Len(groups(0)) > 3) Or (Left$(groups(0), 1) = "0") Then Exit Function
    For i = 1 To UBound(groups)
        If Len(groups(i)) <> 3 Then Exit Function
    Next i
    IsGrouped = True
End Function

' ------------------------------------------------------------ writing
' The 15-digit form of the number without its sign; "" for a blank, or the text of an error value.
Private Function Writable(ByVal content As Variant, ByRef minus As Boolean) As String
    Dim number As Variant, exactForm As String
    number = AngkaOf(content)
    If VarType(number) = vbDouble Then
        minus = (number < 0)
        exactForm = Exact(Abs(number))
        If Len(WholePart(exactForm)) > 15 Then exactForm = ERROR_NUM     ' a Double holds no more
        Writable = exactForm
    ElseIf VarType(number) = vbString Then
        Writable = number
    End If
End Function

' An amount as the report prints it: "Rp 1.914.251.000,00"; "" for a blank.
Public Function RupiahOf(ByVal content As Variant) As String
    Dim exactForm As String, minus As Boolean, sign As String
    exactForm = Writable(content, minus)
    If IsDigit(exactForm, 1) Then
        exactForm = TwoDecimals(exactForm)
        If minus And (exactForm <> "0.00") Then sign = "-"
        RupiahOf = "Rp " & sign & Thousands(WholePart(exactForm)) & "," & FractionPart(exactForm)
    Else
        RupiahOf = exactForm
    End If
End Function

Private Function Thousands(ByVal whole As String) As String
    Dim rest As String, result As String
    rest = whole
    Do While Len(rest) > 3
        result = "." & Right$(rest, 3) & result
        rest = Left$(rest, Len(rest) - 3)
    Loop
    Thousands = rest & result
End Function

' A number in words: "minus satu koma lima"; "" for a blank.
Public Function TerbilangOf(ByVal content As Variant) As String
    Dim exactForm As String, minus As Boolean, words As String
    exactForm = Writable(content, minus)
    If IsDigit(exactForm, 1) Then
        If minus Then words = "minus "
        TerbilangOf = words & InWords(WholePart(exactForm)) & FractionInWords(FractionPart(exactForm))
    Else
        TerbilangOf = exactForm
    End If
End Function

' At most 15 digits, group by group of three
Private Function InWords(ByVal whole As String) As String
    Dim names As Variant, i As Long, number As Long, words As String
    names = Array(" triliun", " miliar", " juta", " ribu", "")
    whole = Right$(String$(15, "0") & whole, 15)
    For i = 0 To 4
        number = CLng(Mid$(whole, 3 * i + 1, 3))
        If (number = 1) And (i = 3) Then
            words = words & " seribu"
        ElseIf number > 0 Then
            words = words & " " & HundredsInWords(number) & names(i)
        End If
    Next i
    If words = "" Then words = " nol"
    InWords = Mid$(words, 2)
End Function

' 1 to 999
Private Function HundredsInWords(ByVal number As Long) As String
    Select Case number
        Case Is < 12
            HundredsInWords = OnesInWords(number)
        Case Is < 20
            HundredsInWords = OnesInWords(number - 10) & " belas"
        Case Is < 100
            HundredsInWords = OnesInWords(number \ 10) & " puluh" & RestInWords(number Mod 10)
        Case Is < 200
            HundredsInWords = "seratus" & RestInWords(number Mod 100)
        Case Else
            HundredsInWords = OnesInWords(number \ 100) & " ratus" & RestInWords(number Mod 100)
    End Select
End Function

Private Function RestInWords(ByVal number As Long) As String
    If number > 0 Then RestInWords = " " & HundredsInWords(number)
End Function

' Decimals are read digit by digit.
Private Function FractionInWords(ByVal fraction As String) As String
    Dim i As Long, words As String
    If fraction <> "" Then words = " koma"
    For i = 1 To Len(fraction)
        words = words & " " & OnesInWords(CLng(Mid$(fraction, i, 1)))
    Next i
    FractionInWords = words
End Function

' 0 to 11
Private Function OnesInWords(ByVal number As Long) As String
    OnesInWords = Split("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas", " ")(number)
End Function

' ------------------------------------------------------------ characters
' Without outer spaces
Public Function Stripped(ByVal content As String) As String
    Dim first As Long, last As Long
    first = 1
    last = Len(content)
    Do While IsSpace(CodeAt(content, first))
        first = first + 1
    Loop
    Do While (last > first) And IsSpace(CodeAt(content, last))
        last = last - 1
    Loop
    Stripped = Mid$(content, first, last - first + 1)
End Function

' The code of a character, 0 beyond the ends. AscW is negative from &H8000 on.
Private Function CodeAt(ByVal content As String, ByVal at As Long) As Long
    Dim code As Long
    If (at < 1) Or (at > Len(content)) Then Exit Function
    code = AscW(Mid$(content, at, 1))
    If code < 0 Then code = code + 65536
    CodeAt = code
End Function

Private Function IsDigit(ByVal content As String, ByVal at As Long) As Boolean
    Select Case CodeAt(content, at)
        Case 48 To 57
            IsDigit = True
    End Select
End Function

' A small letter from a to z
Private Function IsLetter(ByVal content As String, ByVal at As Long) As Boolean
    Select Case CodeAt(content, at)
        Case 97 To 122
            IsLetter = True
    End Select
End Function

' A letter of a word of scale: a to z, what joins words, and the marks of m2 and m3 (square and cubic metres)
Private Function IsWordLetter(ByVal content As String, ByVal at As Long) As Boolean
    Select Case CodeAt(content, at)
        Case 97 To 122, 38, 47, 178, 179
            IsWordLetter = True
    End Select
End Function

Private Function CountIn(ByVal content As String, ByVal mark As String) As Long
    CountIn = Len(content) - Len(Replace(content, mark, ""))
End Function
