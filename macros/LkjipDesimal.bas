Attribute VB_Name = "LkjipDesimal"
' Doubles as decimal text and back, digit for digit as Python does it. VBA's own conversions follow the regional settings
' of the PC, and nothing documents how they round the last digit.
' A large number is an array of limbs of 7 digits, lowest first: a limb times a factor up to 10^7 is exact in a Double.
Option Explicit
Option Private Module

Private Const BASIS As Double = 10000000
Private Const DIGIT_SUKU As Long = 7
Private Const DIGIT_PASTI As Long = 15          ' a Double tells all numbers of 15 digits apart
Private Const PANGKAT_PASTI As Long = 22        ' and holds every power of ten up to this one
Private Const DIGIT_TERBANYAK As Long = 309     ' the largest Double has as many before its point
Private Const DUA_PANGKAT_53 As Double = 134217728# * 67108864#     ' the VBA editor cuts a literal to 15 digits
Private Const PANGKAT_TERKECIL As Long = -1074

' The Double nearest to digit / 10^skala, as Python's float(); "#NUM!" beyond the largest Double.
Public Function DariDigit(ByVal digit As String, ByVal skala As Long) As Variant
    digit = TanpaNolDepan(digit)
    If Len(digit) = 0 Then
        DariDigit = CDbl(0)
    ElseIf (Len(digit) <= DIGIT_PASTI) And (skala <= PANGKAT_PASTI) Then
        DariDigit = Val(digit) / SepuluhPangkat(skala)
    ElseIf Len(digit) - skala > DIGIT_TERBANYAK Then
        DariDigit = GALAT_BILANGAN
    Else
        DariDigit = Terdekat(digit, skala)
    End If
End Function

' The Double of a decimal text from 0 on: "94.37".
Public Function DariTeksDesimal(ByVal desimal As String) As Double
    Dim pecahan As String
    pecahan = BagianPecahan(desimal)
    DariTeksDesimal = DariDigit(BagianBulat(desimal) & pecahan, Len(pecahan))
End Function

' The 15-digit decimal form of a number from 0 on, written out: "94.372072523394", "0.0000001".
Public Function TeksDesimal(ByVal nilai As Double) As String
    Dim digit As String, skala As Long, buang As String
    digit = SemuaDigit(nilai, skala)
    If Len(digit) > DIGIT_PASTI Then
        buang = Mid$(digit, DIGIT_PASTI + 1)
        digit = Left$(digit, DIGIT_PASTI)
        skala = skala - Len(buang)
        If HarusNaik(digit, buang) Then digit = NaikSatu(digit)
    End If
    Do While (skala > 0) And (Right$(digit, 1) = "0")
        digit = Left$(digit, Len(digit) - 1)
        skala = skala - 1
    Loop
    TeksDesimal = DenganTitik(digit, skala)
End Function

' A decimal text from 0 on with two decimals, half rounded up.
Public Function DuaDesimal(ByVal desimal As String) As String
    Dim pecahan As String, digit As String
    pecahan = BagianPecahan(desimal)
    digit = BagianBulat(desimal) & Left$(pecahan & "00", 2)
    If Mid$(pecahan, 3, 1) >= "5" Then digit = NaikSatu(digit)
    DuaDesimal = DenganTitik(digit, 2)
End Function

Public Function BagianBulat(ByVal desimal As String) As String
    BagianBulat = Split(desimal, ".")(0)
End Function

Public Function BagianPecahan(ByVal desimal As String) As String
    BagianPecahan = Mid$(desimal, Len(BagianBulat(desimal)) + 2)
End Function

' Rounded to two decimals, half away from zero, from the 15-digit form: a spreadsheet's ROUND(x, 2), without asking one.
Public Function BulatDua(ByVal nilai As Double) As Double
    Dim desimal As String
    If JauhDariSetengah(nilai) Then
        BulatDua = Sgn(nilai) * (Fix(Abs(nilai) * 100 + 0.5) / 100)
        Exit Function
    End If
    desimal = TeksDesimal(Abs(nilai))
    If Len(BagianBulat(desimal)) <= DIGIT_PASTI Then desimal = DuaDesimal(desimal)
    BulatDua = Sgn(nilai) * DariTeksDesimal(desimal)
End Function

' The Double of the 15-digit form: numbers that look the same are the same.
Public Function LimaBelasDigit(ByVal nilai As Double) As Double
    LimaBelasDigit = Sgn(nilai) * DariTeksDesimal(TeksDesimal(Abs(nilai)))
End Function

' The 15-digit form, with an exponent where Python's format(x, ".15g") has one.
Public Function TeksRingkas(ByVal nilai As Double) As String
    Dim desimal As String, digit As String, pangkat As Long, tanda As String
    If nilai < 0 Then tanda = "-"
    desimal = TeksDesimal(Abs(nilai))
    digit = TanpaNolDepan(Replace(desimal, ".", ""))
    pangkat = Len(digit) - Len(BagianPecahan(desimal)) - 1
    If (digit = "") Or ((pangkat >= -4) And (pangkat < DIGIT_PASTI)) Then
        TeksRingkas = tanda & desimal
        Exit Function
    End If
    Do While Right$(digit, 1) = "0"
        digit = Left$(digit, Len(digit) - 1)
    Loop
    If Len(digit) > 1 Then digit = Left$(digit, 1) & "." & Mid$(digit, 2)
    TeksRingkas = tanda & digit & "e" & IIf(pangkat < 0, "-", "+") & IIf(Abs(pangkat) < 10, "0", "") & CStr(Abs(pangkat))
End Function

' ------------------------------------------------------------ digits
Private Function TanpaNolDepan(ByVal digit As String) As String
    Dim i As Long
    i = 1
    Do While Mid$(digit, i, 1) = "0"
        i = i + 1
    Loop
    TanpaNolDepan = Mid$(digit, i)
End Function

' digit / 10^skala as text; a negative skala appends zeros.
Private Function DenganTitik(ByVal digit As String, ByVal skala As Long) As String
    Dim bulat As Long
    If skala <= 0 Then
        DenganTitik = digit & String$(-skala, "0")
        Exit Function
    End If
    If Len(digit) <= skala Then digit = String$(skala - Len(digit) + 1, "0") & digit
    bulat = Len(digit) - skala
    DenganTitik = Left$(digit, bulat) & "." & Mid$(digit, bulat + 1)
End Function

' Whether hundredths round the same way however exactly one looks. That holds for nearly every figure and spares the long way:
' below a million, the 15-digit form and the product with 100 move them by less than 0.000001.
Private Function JauhDariSetengah(ByVal nilai As Double) As Boolean
    Dim perseratus As Double
    If Abs(nilai) >= 1000000 Then Exit Function
    perseratus = Abs(nilai) * 100
    JauhDariSetengah = (Abs(perseratus - Fix(perseratus) - 0.5) > 0.000001)
End Function

' Whether the digits left off round the others up: to the nearest, a tie to the even digit.
Private Function HarusNaik(ByVal digit As String, ByVal buang As String) As Boolean
    Dim setengah As String
    setengah = "5" & String$(Len(buang) - 1, "0")
    If buang = setengah Then
        HarusNaik = (InStr("13579", Right$(digit, 1)) > 0)
    Else
        HarusNaik = (buang > setengah)
    End If
End Function

Private Function NaikSatu(ByVal digit As String) As String
    Dim i As Long
    i = Len(digit)
    Do While i > 0
        If Mid$(digit, i, 1) <> "9" Then Exit Do
        i = i - 1
    Loop
    If i = 0 Then
        NaikSatu = "1" & String$(Len(digit), "0")
    Else
        NaikSatu = Left$(digit, i - 1) & Mid$("123456789", Val(Mid$(digit, i, 1)) + 1, 1) & String$(Len(digit) - i, "0")
    End If
End Function

' ------------------------------------------------------------ exact arithmetic
Private Function SepuluhPangkat(ByVal pangkat As Long) As Double
    Dim i As Long, hasil As Double
    hasil = 1
    For i = 1 To pangkat
        hasil = hasil * 10
    Next i
    SepuluhPangkat = hasil
End Function

' Every digit of a number from 0 on, which is the result / 10^skala.
Private Function SemuaDigit(ByVal nilai As Double, ByRef skala As Long) As String
    Dim suku() As Double, lipat As Long
    skala = 0
    Do While nilai <> Fix(nilai)
        nilai = nilai * 2
        skala = skala + 1
    Loop
    Do While nilai >= DUA_PANGKAT_53
        nilai = nilai / 2
        lipat = lipat + 1
    Loop
    ReDim suku(0 To 2)
    suku(2) = Fix(nilai / (BASIS * BASIS))
    nilai = nilai - suku(2) * (BASIS * BASIS)
    suku(1) = Fix(nilai / BASIS)
    suku(0) = nilai - suku(1) * BASIS
    KaliPangkat suku, 2, lipat
    KaliPangkat suku, 5, skala      ' n / 2^k = n * 5^k / 10^k
    SemuaDigit = Gabung(suku)
End Function

Private Function Terdekat(ByVal digit As String, ByVal skala As Long) As Variant
    Dim suku() As Double, pangkat As Long, nilai As Double, setengah As Boolean, lebih As Boolean
    On Error GoTo meluap
    ' Scaled up, so that more than 53 bits are left after the division by 10^skala
    pangkat = -20 * (skala \ 5 + 4)
    Pecah digit, suku
    KaliPangkat suku, 2, -pangkat
    lebih = BagiPangkat(suku, 10, skala)
    Do While UBound(suku) > 3
        lebih = BagiPangkat(suku, 2, 20) Or lebih
        pangkat = pangkat + 20
    Loop
    ' Down to 53 bits; what falls off decides on the rounding, a tie goes to the even number
    Do While (Puncak(suku) >= DUA_PANGKAT_53) Or (pangkat < PANGKAT_TERKECIL)
        lebih = lebih Or setengah
        setengah = BagiPangkat(suku, 2, 1)
        pangkat = pangkat + 1
    Loop
    nilai = Puncak(suku)
    If setengah And (lebih Or (nilai <> 2 * Fix(nilai / 2))) Then nilai = nilai + 1
    Terdekat = KaliDua(nilai, pangkat)
    Exit Function
meluap:
    Terdekat = GALAT_BILANGAN
End Function

' nilai * 2^pangkat
Private Function KaliDua(ByVal nilai As Double, ByVal pangkat As Long) As Double
    Dim i As Long
    For i = 1 To pangkat
        nilai = nilai * 2
    Next i
    For i = 1 To -pangkat
        nilai = nilai / 2
    Next i
    KaliDua = nilai
End Function

' ------------------------------------------------------------ limbs: at least three, the highest of more is not 0
Private Sub Pecah(ByVal digit As String, ByRef suku() As Double)
    Dim i As Long, banyak As Long
    banyak = (Len(digit) + DIGIT_SUKU - 1) \ DIGIT_SUKU
    If banyak < 3 Then banyak = 3
    digit = String$(banyak * DIGIT_SUKU - Len(digit), "0") & digit
    ReDim suku(0 To banyak - 1)
    For i = 0 To banyak - 1
        suku(i) = Val(Mid$(digit, (banyak - 1 - i) * DIGIT_SUKU + 1, DIGIT_SUKU))
    Next i
End Sub

Private Function Gabung(ByRef suku() As Double) As String
    Dim i As Long, digit As String
    For i = UBound(suku) To 0 Step -1
        digit = digit & Right$("0000000" & CStr(CLng(suku(i))), DIGIT_SUKU)
    Next i
    digit = TanpaNolDepan(digit)
    If Len(digit) = 0 Then digit = "0"
    Gabung = digit
End Function

' The number itself where it is below 2^53, else something from there on.
Private Function Puncak(ByRef suku() As Double) As Double
    If UBound(suku) > 2 Then
        Puncak = DUA_PANGKAT_53
    Else
        Puncak = (suku(2) * BASIS + suku(1)) * BASIS + suku(0)
    End If
End Function

Private Sub KaliPangkat(ByRef suku() As Double, ByVal dasar As Double, ByVal pangkat As Long)
    Dim i As Long, faktor As Double
    faktor = 1
    For i = 1 To pangkat
        faktor = faktor * dasar
        If (faktor * dasar > BASIS) Or (i = pangkat) Then
            Kali suku, faktor
            faktor = 1
        End If
    Next i
End Sub

' Whether the division leaves a remainder
Private Function BagiPangkat(ByRef suku() As Double, ByVal dasar As Double, ByVal pangkat As Long) As Boolean
    Dim i As Long, pembagi As Double
    pembagi = 1
    For i = 1 To pangkat
        pembagi = pembagi * dasar
        If (pembagi * dasar > BASIS) Or (i = pangkat) Then
            If Bagi(suku, pembagi) > 0 Then BagiPangkat = True
            pembagi = 1
        End If
    Next i
End Function

Private Sub Kali(ByRef suku() As Double, ByVal faktor As Double)
    Dim i As Long, hasil As Double, simpanan As Double
    For i = 0 To UBound(suku)
        hasil = suku(i) * faktor + simpanan
        simpanan = Fix(hasil / BASIS)
        suku(i) = hasil - simpanan * BASIS
    Next i
    If simpanan > 0 Then
        ReDim Preserve suku(0 To UBound(suku) + 1)
        suku(UBound(suku)) = simpanan
    End If
End Sub

' Divides and returns the remainder.
Private Function Bagi(ByRef suku() As Double, ByVal pembagi As Double) As Double
    Dim i As Long, hasil As Double, sisa As Double
    For i = UBound(suku) To 0 Step -1
        sisa = sisa * BASIS + suku(i)
        hasil = Fix(sisa / pembagi)
        sisa = sisa - hasil * pembagi
        suku(i) = hasil
    Next i
    If (UBound(suku) > 2) And (suku(UBound(suku)) = 0) Then
        ReDim Preserve suku(0 To UBound(suku) - 1)
    End If
    Bagi = sisa
End Function
