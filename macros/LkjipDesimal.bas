Attribute VB_Name = "LkjipDesimal"
' Doubles as decimal text and back, digit for digit as Python does it: the twin of exact and rounded in xlfuncs/id_format.py. VBA's own
' conversions follow the regional settings of the PC, and nothing documents how they round the last digit.
' A large number is an array of limbs of 7 digits, lowest first: a limb times a factor up to 10^7 is exact in a Double.
Option Explicit
Option Private Module

Private Const LIMB_BASE As Double = 10000000
Private Const LIMB_DIGITS As Long = 7
Private Const SURE_DIGITS As Long = 15          ' a Double tells all numbers of 15 digits apart
Private Const SURE_POWER As Long = 22           ' and holds every power of ten up to this one
Private Const MOST_DIGITS As Long = 309         ' the largest Double has as many before its point
Private Const TWO_TO_53 As Double = 134217728# * 67108864#     ' the VBA editor cuts a literal to 15 digits
Private Const LEAST_POWER As Long = -1074
Private Const SURE_LIMIT As Double = 1000000    ' below, the fifteenth digit is far smaller than the decimals that count
Private Const SIDE_BELOW As Long = -1
Private Const SIDE_EQUAL As Long = 0
Private Const SIDE_ABOVE As Long = 1
Private Const SIDE_UNSURE As Long = 2

' The Double nearest to digits / 10^places, as Python's float(); "#NUM!" beyond the largest Double.
Public Function DoubleOfDigits(ByVal digits As String, ByVal places As Long) As Variant
    digits = WithoutLeadingZeros(digits)
    If Len(digits) = 0 Then
        DoubleOfDigits = CDbl(0)
    ElseIf (Len(digits) <= SURE_DIGITS) And (places <= SURE_POWER) Then
        DoubleOfDigits = Val(digits) / PowerOfTen(places)
    ElseIf Len(digits) - places > MOST_DIGITS Then
        DoubleOfDigits = ERROR_NUM
    Else
        DoubleOfDigits = Nearest(digits, places)
    End If
End Function

' The Double of a decimal text from 0 on: "94.37".
Public Function DoubleOfExact(ByVal exactForm As String) As Double
    Dim fraction As String
    fraction = FractionPart(exactForm)
    DoubleOfExact = DoubleOfDigits(WholePart(exactForm) & fraction, Len(fraction))
End Function

' The 15-digit decimal form of a number from 0 on, written out: "94.372072523394", "0.0000001".
Public Function Exact(ByVal number As Double) As String
    Dim digits As String, places As Long, dropped As String
    digits = AllDigits(number, places)
    If Len(digits) > SURE_DIGITS Then
        dropped = Mid$(digits, SURE_DIGITS + 1)
        digits = Left$(digits, SURE_DIGITS)
        places = places - Len(dropped)
        If RoundsUp(digits, dropped) Then digits = OneUp(digits)
    End If
    Do While (places > 0) And (Right$(digits, 1) = "0")
        digits = Left$(digits, Len(digits) - 1)
        places = places - 1
    Loop
    Exact = WithPoint(digits, places)
End Function

' A decimal text from 0 on with two decimals, half rounded up.
Public Function TwoDecimals(ByVal exactForm As String) As String
    TwoDecimals = ToPlaces(exactForm, 2, True)
End Function

' A decimal text from 0 on with as many decimals, half rounded up or cut off.
Private Function ToPlaces(ByVal exactForm As String, ByVal places As Long, ByVal rounding As Boolean) As String
    Dim fraction As String, digits As String
    fraction = FractionPart(exactForm)
    digits = WholePart(exactForm) & Left$(fraction & String$(places, "0"), places)
    If rounding And (Mid$(fraction, places + 1, 1) >= "5") Then digits = OneUp(digits)
    ToPlaces = WithPoint(digits, places)
End Function

Public Function WholePart(ByVal exactForm As String) As String
    WholePart = Split(exactForm, ".")(0)
End Function

Public Function FractionPart(ByVal exactForm As String) As String
    FractionPart = Mid$(exactForm, Len(WholePart(exactForm)) + 2)
End Function

' Rounded to as many decimals, half away from zero, from the 15-digit form: a spreadsheet's ROUND(x, places), without asking one.
Public Function Rounded(ByVal number As Double, ByVal places As Long) As Double
    Dim steps As Double, below As Double
    steps = PowerOfTen(places)
    If Abs(number) < SURE_LIMIT Then below = Fix(Abs(number) * steps)
    Select Case SideOf(Abs(number), (below + 0.5) / steps)
        Case SIDE_BELOW
            Rounded = Sgn(number) * (below / steps)
        Case SIDE_ABOVE, SIDE_EQUAL
            Rounded = Sgn(number) * ((below + 1) / steps)
        Case Else
            Rounded = ByDigits(number, places, True)
    End Select
End Function

' Cut off after as many decimals of the 15-digit form: a spreadsheet's TRUNC(x, places).
Public Function Cut(ByVal number As Double, ByVal places As Long) As Double
    Dim steps As Double, nearby As Double
    steps = PowerOfTen(places)
    If Abs(number) < SURE_LIMIT Then nearby = Fix(Abs(number) * steps + 0.5)
    Select Case SideOf(Abs(number), nearby / steps)
        Case SIDE_BELOW
            Cut = Sgn(number) * ((nearby - 1) / steps)
        Case SIDE_ABOVE, SIDE_EQUAL
            Cut = Sgn(number) * (nearby / steps)
        Case Else
            Cut = ByDigits(number, places, False)
    End Select
End Function

' The long way, digit by digit
Private Function ByDigits(ByVal number As Double, ByVal places As Long, ByVal rounding As Boolean) As Double
    Dim exactForm As String
    exactForm = Exact(Abs(number))
    If Len(WholePart(exactForm)) <= SURE_DIGITS Then exactForm = ToPlaces(exactForm, places, rounding)
    ByDigits = Sgn(number) * DoubleOfExact(exactForm)
End Function

' The Double of the 15-digit form: numbers that look the same are the same.
Public Function FifteenDigits(ByVal number As Double) As Double
    FifteenDigits = Sgn(number) * DoubleOfExact(Exact(Abs(number)))
End Function

' The 15-digit form, with an exponent where Python's format(x, ".15g") has one.
Public Function GeneralForm(ByVal number As Double) As String
    Dim exactForm As String, digits As String, power As Long, mark As String
    If number < 0 Then mark = "-"
    exactForm = Exact(Abs(number))
    digits = WithoutLeadingZeros(Replace(exactForm, ".", ""))
    power = Len(digits) - Len(FractionPart(exactForm)) - 1
    If (digits = "") Or ((power >= -4) And (power < SURE_DIGITS)) Then
        GeneralForm = mark & exactForm
        Exit Function
    End If
    Do While Right$(digits, 1) = "0"
        digits = Left$(digits, Len(digits) - 1)
    Loop
    If Len(digits) > 1 Then digits = Left$(digits, 1) & "." & Mid$(digits, 2)
    GeneralForm = mark & digits & "e" & IIf(power < 0, "-", "+") & IIf(Abs(power) < 10, "0", "") & CStr(Abs(power))
End Function

' ------------------------------------------------------------ digits
Private Function WithoutLeadingZeros(ByVal digits As String) As String
    Dim i As Long
    i = 1
    Do While Mid$(digits, i, 1) = "0"
        i = i + 1
    Loop
    WithoutLeadingZeros = Mid$(digits, i)
End Function

' digits / 10^places as text; negative places append zeros.
Private Function WithPoint(ByVal digits As String, ByVal places As Long) As String
    Dim whole As Long
    If places <= 0 Then
        WithPoint = digits & String$(-places, "0")
        Exit Function
    End If
    If Len(digits) <= places Then digits = String$(places - Len(digits) + 1, "0") & digits
    whole = Len(digits) - places
    WithPoint = Left$(digits, whole) & "." & Mid$(digits, whole + 1)
End Function

' On which side of a mark of few decimals the 15-digit form of a number from 0 on lies; SIDE_UNSURE for the few that only their digits
' tell. It spares the long way: the 15-digit form moves a number by half of its last digit at most, the mark is off by a ninth of one.
Private Function SideOf(ByVal number As Double, ByVal mark As Double) As Long
    Dim gap As Double, share As Double
    gap = number - mark
    SideOf = SIDE_UNSURE
    If number >= SURE_LIMIT Then Exit Function
    share = 1
    If gap = 0 Then
        share = 0
    ElseIf Abs(gap) < 0.000001 Then
        If number < 1 Then Exit Function
        share = Abs(gap) / LastDigit(number)
    End If
    If share < 0.35 Then
        SideOf = SIDE_EQUAL
    ElseIf share > 0.65 Then
        SideOf = IIf(gap > 0, SIDE_ABOVE, SIDE_BELOW)
    End If
End Function

' What the fifteenth digit of a number from 1 to a million counts
Private Function LastDigit(ByVal number As Double) As Double
    LastDigit = 0.00000000000001
    Do While number >= 10
        number = number / 10
        LastDigit = LastDigit * 10
    Loop
End Function

' Whether the digits left off round the others up: to the nearest, a tie to the even digit.
Private Function RoundsUp(ByVal digits As String, ByVal dropped As String) As Boolean
    Dim half As String
    half = "5" & String$(Len(dropped) - 1, "0")
    If dropped = half Then
        RoundsUp = (InStr("13579", Right$(digits, 1)) > 0)
    Else
        RoundsUp = (dropped > half)
    End If
End Function

Private Function OneUp(ByVal digits As String) As String
    Dim i As Long
    i = Len(digits)
    Do While i > 0
        If Mid$(digits, i, 1) <> "9" Then Exit Do
        i = i - 1
    Loop
    If i = 0 Then
        OneUp = "1" & String$(Len(digits), "0")
    Else
        OneUp = Left$(digits, i - 1) & Mid$("123456789", Val(Mid$(digits, i, 1)) + 1, 1) & String$(Len(digits) - i, "0")
    End If
End Function

' ------------------------------------------------------------ exact arithmetic
Private Function PowerOfTen(ByVal power As Long) As Double
    Dim i As Long, result As Double
    result = 1
    For i = 1 To power
        result = result * 10
    Next i
    PowerOfTen = result
End Function

' Every digit of a number from 0 on, which is the result / 10^places.
Private Function AllDigits(ByVal number As Double, ByRef places As Long) As String
    Dim limbs() As Double, doublings As Long
    places = 0
    Do While number <> Fix(number)
        number = number * 2
        places = places + 1
    Loop
    Do While number >= TWO_TO_53
        number = number / 2
        doublings = doublings + 1
    Loop
    ReDim limbs(0 To 2)
    limbs(2) = Fix(number / (LIMB_BASE * LIMB_BASE))
    number = number - limbs(2) * (LIMB_BASE * LIMB_BASE)
    limbs(1) = Fix(number / LIMB_BASE)
    limbs(0) = number - limbs(1) * LIMB_BASE
    MultiplyByPower limbs, 2, doublings
    MultiplyByPower limbs, 5, places      ' n / 2^k = n * 5^k / 10^k
    AllDigits = FromLimbs(limbs)
End Function

Private Function Nearest(ByVal digits As String, ByVal places As Long) As Variant
    Dim limbs() As Double, power As Long, number As Double, half As Boolean, more As Boolean
    On Error GoTo overflow
    ' Scaled up, so that more than 53 bits are left after the division by 10^places
    power = -20 * (places \ 5 + 4)
    ToLimbs digits, limbs
    MultiplyByPower limbs, 2, -power
    more = DivideByPower(limbs, 10, places)
    Do While UBound(limbs) > 3
        more = DivideByPower(limbs, 2, 20) Or more
        power = power + 20
    Loop
    ' Down to 53 bits; what falls off decides on the rounding, a tie goes to the even number
    Do While (Top(limbs) >= TWO_TO_53) Or (power < LEAST_POWER)
        more = more Or half
        half = DivideByPower(limbs, 2, 1)
        power = power + 1
    Loop
    number = Top(limbs)
    If half And (more Or (number <> 2 * Fix(number / 2))) Then number = number + 1
    Nearest = TimesTwo(number, power)
    Exit Function
overflow:
    Nearest = ERROR_NUM
End Function

' number * 2^power
Private Function TimesTwo(ByVal number As Double, ByVal power As Long) As Double
    Dim i As Long
    For i = 1 To power
        number = number * 2
    Next i
    For i = 1 To -power
        number = number / 2
    Next i
    TimesTwo = number
End Function

' ------------------------------------------------------------ limbs: at least three, the highest of more is not 0
Private Sub ToLimbs(ByVal digits As String, ByRef limbs() As Double)
    Dim i As Long, count As Long
    count = (Len(digits) + LIMB_DIGITS - 1) \ LIMB_DIGITS
    If count < 3 Then count = 3
    digits = String$(count * LIMB_DIGITS - Len(digits), "0") & digits
    ReDim limbs(0 To count - 1)
    For i = 0 To count - 1
        limbs(i) = Val(Mid$(digits, (count - 1 - i) * LIMB_DIGITS + 1, LIMB_DIGITS))
    Next i
End Sub

Private Function FromLimbs(ByRef limbs() As Double) As String
    Dim i As Long, digits As String
    For i = UBound(limbs) To 0 Step -1
        digits = digits & Right$("0000000" & CStr(CLng(limbs(i))), LIMB_DIGITS)
    Next i
    digits = WithoutLeadingZeros(digits)
    If Len(digits) = 0 Then digits = "0"
    FromLimbs = digits
End Function

' The number itself where it is below 2^53, else something from there on.
Private Function Top(ByRef limbs() As Double) As Double
    If UBound(limbs) > 2 Then
        Top = TWO_TO_53
    Else
        Top = (limbs(2) * LIMB_BASE + limbs(1)) * LIMB_BASE + limbs(0)
    End If
End Function

Private Sub MultiplyByPower(ByRef limbs() As Double, ByVal radix As Double, ByVal power As Long)
    Dim i As Long, factor As Double
    factor = 1
    For i = 1 To power
        factor = factor * radix
        If (factor * radix > LIMB_BASE) Or (i = power) Then
            Multiply limbs, factor
            factor = 1
        End If
    Next i
End Sub

' Whether the division leaves a remainder
Private Function DivideByPower(ByRef limbs() As Double, ByVal radix As Double, ByVal power As Long) As Boolean
    Dim i As Long, divisor As Double
    divisor = 1
    For i = 1 To power
        divisor = divisor * radix
        If (divisor * radix > LIMB_BASE) Or (i = power) Then
            If Divide(limbs, divisor) > 0 Then DivideByPower = True
            divisor = 1
        End If
    Next i
End Function

Private Sub Multiply(ByRef limbs() As Double, ByVal factor As Double)
    Dim i As Long, result As Double, carry As Double
    For i = 0 To UBound(limbs)
        result = limbs(i) * factor + carry
        carry = Fix(result / LIMB_BASE)
        limbs(i) = result - carry * LIMB_BASE
    Next i
    If carry > 0 Then
        ReDim Preserve limbs(0 To UBound(limbs) + 1)
        limbs(UBound(limbs)) = carry
    End If
End Sub

' Divides and returns the remainder.
Private Function Divide(ByRef limbs() As Double, ByVal divisor As Double) As Double
    Dim i As Long, result As Double, rest As Double
    For i = UBound(limbs) To 0 Step -1
        rest = rest * LIMB_BASE + limbs(i)
        result = Fix(rest / divisor)
        rest = rest - result * divisor
        limbs(i) = result
    Next i
    If (UBound(limbs) > 2) And (limbs(UBound(limbs)) = 0) Then
        ReDim Preserve limbs(0 To UBound(limbs) - 1)
    End If
    Divide = rest
End Function
