Attribute VB_Name = "LkjipAngka"
' Indonesian numbers, the twin of xlfuncs/angka.py: the same grammar, the same refusals, the same text.
' Characters are told apart by their codes, so nothing depends on the language of the PC.
Option Explicit
Option Private Module

' ------------------------------------------------------------ what the rules and the functions use
' What a cell's content stands for: a Double, Empty for a blank, or the text of an error value.
Public Function BacaAngka(ByVal isi As Variant) As Variant
    Select Case VarType(isi)
        Case vbDouble
            BacaAngka = isi
        Case vbString
            BacaAngka = DariTeks(isi)
        Case vbEmpty, vbNull
            BacaAngka = Empty
        Case vbByte, vbInteger, vbLong, vbSingle, vbCurrency, vbDate, 14, 20    ' 14: Decimal, 20: LongLong
            BacaAngka = CDbl(isi)
        Case Else
            BacaAngka = GALAT_NILAI
    End Select
End Function

' A keyword such as "turun": small letters without outer spaces, "" for a blank, "#VALUE!" for what is no text.
Public Function KataKunci(ByVal isi As Variant) As String
    Select Case VarType(isi)
        Case vbEmpty, vbNull
            KataKunci = ""
        Case vbString
            KataKunci = LCase$(TanpaSpasiLuar(isi))
        Case Else
            KataKunci = GALAT_NILAI
    End Select
End Function

Public Function TanpaSpasiLuar(ByVal teks As String) As String
    Dim awal As Long, akhir As Long
    awal = 1
    akhir = Len(teks)
    Do While AdalahSpasi(Kode(teks, awal))
        awal = awal + 1
    Loop
    Do While (akhir > awal) And AdalahSpasi(Kode(teks, akhir))
        akhir = akhir - 1
    Loop
    TanpaSpasiLuar = Mid$(teks, awal, akhir - awal + 1)
End Function

' An amount as the report prints it: "Rp 1.914.251.000,00"; "" for a blank.
Public Function TulisRupiah(ByVal isi As Variant) As String
    Dim desimal As String, minus As Boolean, tanda As String
    desimal = BentukTulis(isi, minus)
    If AdalahDigit(desimal, 1) Then
        desimal = DuaDesimal(desimal)
        If minus And (desimal <> "0.00") Then tanda = "-"
        TulisRupiah = "Rp " & tanda & Ribuan(BagianBulat(desimal)) & "," & BagianPecahan(desimal)
    Else
        TulisRupiah = desimal
    End If
End Function

' A number in words: "minus satu koma lima"; "" for a blank.
Public Function TulisTerbilang(ByVal isi As Variant) As String
    Dim desimal As String, minus As Boolean, kata As String
    desimal = BentukTulis(isi, minus)
    If AdalahDigit(desimal, 1) Then
        If minus Then kata = "minus "
        TulisTerbilang = kata & KataBulat(BagianBulat(desimal)) & KataPecahan(BagianPecahan(desimal))
    Else
        TulisTerbilang = desimal
    End If
End Function

' The 15-digit form of the number without its sign; "" for a blank, or the text of an error value.
Private Function BentukTulis(ByVal isi As Variant, ByRef minus As Boolean) As String
    Dim nilai As Variant, desimal As String
    nilai = BacaAngka(isi)
    If VarType(nilai) = vbDouble Then
        minus = (nilai < 0)
        desimal = TeksDesimal(Abs(nilai))
        If Len(BagianBulat(desimal)) > 15 Then desimal = GALAT_BILANGAN     ' a Double holds no more
        BentukTulis = desimal
    ElseIf VarType(nilai) = vbString Then
        BentukTulis = nilai
    End If
End Function

' ------------------------------------------------------------ reading
Private Function DariTeks(ByVal teks As String) As Variant
    Dim polos As String
    If NomorGalat(teks) > 0 Then
        DariTeks = teks
    Else
        polos = Trim$(Seragam(teks))
        If TanpaIsi(polos) Then
            DariTeks = Empty
        Else
            DariTeks = Urai(polos)
        End If
    End If
End Function

' Every kind of space as a blank, every minus sign as "-", capitals as small letters.
Private Function Seragam(ByVal teks As String) As String
    Dim letak As Long, huruf As String, hasil As String
    For letak = 1 To Len(teks)
        huruf = Mid$(teks, letak, 1)
        Select Case AscW(huruf)
            Case 33 To 64, 91 To 126
                ' most of what a number is written with stays as it is
            Case 65 To 90
                huruf = LCase$(huruf)
            Case &H2010 To &H2014, &H2212
                huruf = "-"
            Case Else
                If AdalahSpasi(Kode(teks, letak)) Then huruf = " "
        End Select
        hasil = hasil & huruf
    Next letak
    Seragam = hasil
End Function

' "", "nihil", "-", "rp. -"
Private Function TanpaIsi(ByVal polos As String) As Boolean
    Dim letak As Long
    letak = 1
    LewatiMataUang polos, letak
    TanpaIsi = (polos = "") Or (polos = "nihil") Or (Mid$(polos, letak) = "-")
End Function

' One number with all that may stand around it, read from left to right; "#VALUE!" for any other text.
Private Function Urai(ByVal polos As String) As Variant
    Dim letak As Long, tanda As Long, minus As Boolean, buka As Long, tutup As Long, uang As Boolean, digit As String, nilai As Variant
    Urai = GALAT_NILAI
    letak = 1
    LewatiTanda polos, letak, buka, tanda, minus
    uang = LewatiMataUang(polos, letak)
    LewatiTanda polos, letak, buka, tanda, minus
    digit = AmbilDigit(polos, letak)
    If digit = "" Then Exit Function
    If Mid$(polos, letak, 2) = ",-" Then letak = letak + 2
    LewatiSpasi polos, letak
    If Lewati(polos, letak, ")") Then tutup = 1
    LewatiSpasi polos, letak
    If Lewati(polos, letak, "%") Then LewatiSpasi polos, letak
    If Not AdalahSatuan(Mid$(polos, letak), uang) Then Exit Function
    If (tanda + buka > 1) Or (buka <> tutup) Then Exit Function
    nilai = NilaiDigit(digit)
    If VarType(nilai) = vbDouble Then
        If (nilai <> 0) And (minus Or (buka = 1)) Then nilai = -nilai
    End If
    Urai = nilai
End Function

' "(" and a sign; either may be absent.
Private Sub LewatiTanda(ByVal polos As String, ByRef letak As Long, ByRef buka As Long, ByRef tanda As Long, ByRef minus As Boolean)
    If Lewati(polos, letak, "(") Then buka = buka + 1
    LewatiSpasi polos, letak
    If Lewati(polos, letak, "-") Then
        tanda = tanda + 1
        minus = True
    ElseIf Lewati(polos, letak, "+") Then
        tanda = tanda + 1
    End If
    LewatiSpasi polos, letak
End Sub

' Whether there was a currency.
Private Function LewatiMataUang(ByVal polos As String, ByRef letak As Long) As Boolean
    LewatiMataUang = True
    If Not Lewati(polos, letak, "rp.") Then
        If Not Lewati(polos, letak, "rp") Then LewatiMataUang = Lewati(polos, letak, "idr")
    End If
    LewatiSpasi polos, letak
End Function

Private Sub LewatiSpasi(ByVal polos As String, ByRef letak As Long)
    Do While Lewati(polos, letak, " ")
    Loop
End Sub

Private Function Lewati(ByVal polos As String, ByRef letak As Long, ByVal bagian As String) As Boolean
    If Mid$(polos, letak, Len(bagian)) = bagian Then
        letak = letak + Len(bagian)
        Lewati = True
    End If
End Function

' Digits with marks between them: "1.234,5"
Private Function AmbilDigit(ByVal polos As String, ByRef letak As Long) As String
    Dim awal As Long
    awal = letak
    Do While AdalahDigit(polos, letak)
        letak = letak + 1
        If AdalahDigit(polos, letak + 1) And ((Mid$(polos, letak, 1) = ".") Or (Mid$(polos, letak, 1) = ",")) Then letak = letak + 1
    Loop
    AmbilDigit = Mid$(polos, awal, letak - awal)
End Function

' Nothing, or words without digits that begin with a letter, and no word of scale among them; behind money only "rupiah".
Private Function AdalahSatuan(ByVal sisa As String, ByVal uang As Boolean) As Boolean
    Dim letak As Long
    If (sisa = "") Or uang Then
        AdalahSatuan = (sisa = "") Or (sisa = "rupiah")
    ElseIf AdalahHuruf(sisa, 1) Then
        For letak = 1 To Len(sisa)
            If AdalahDigit(sisa, letak) Then Exit Function
        Next letak
        AdalahSatuan = Not AdaKataSkala(sisa)
    End If
End Function

' ------------------------------------------------------------ words of scale, the twin of xlfuncs/scale_words.py
' Whether a word makes the number larger: "miliar", "jutaan", "5 M". Words joined by "/" or "&" are one.
Private Function AdaKataSkala(ByVal teks As String) As Boolean
    Dim letak As Long, awal As Long, kata As String, pertama As Boolean, bagian As Variant, i As Long
    pertama = True
    letak = 1
    Do While letak <= Len(teks)
        awal = letak
        Do While AdalahHurufKata(teks, letak)
            letak = letak + 1
        Loop
        kata = Mid$(teks, awal, letak - awal)
        If (kata <> "") And (kata <> "rp") And (kata <> "idr") Then
            If (kata <> "k/l") And (kata <> "t/ha") Then
                bagian = Split(kata, "/")
                For i = 0 To UBound(bagian)
                    If AdalahKataSkala(CStr(bagian(i)), pertama) Then AdaKataSkala = True
                Next i
            End If
            pertama = False
        End If
        letak = letak + 1
    Loop
End Function

Private Function AdalahKataSkala(ByVal kata As String, ByVal pertama As Boolean) As Boolean
    Dim polos As String
    Select Case kata
        Case "k", "b", "bn", "mn", "mio", "bio"
            AdalahKataSkala = pertama
    End Select
    polos = kata
    If Right$(polos, 6) = "rupiah" Then polos = Left$(polos, Len(polos) - 6)
    If (Len(polos) > 3) And (Right$(polos, 2) = "an") Then polos = Left$(polos, Len(polos) - 2)
    Select Case polos
        Case "puluh", "ratus", "hundred", "hundreds", "ribu", "rbu", "rb", "thousand", "thousands", "juta", "jta", "jut", "jt", _
            "tr", "trl", "tril", "trn", "trln", "m", "t"
            AdalahKataSkala = True
    End Select
    Select Case Kerangka(polos)
        Case "mlon", "mlons", "mlun", "mlar", "mlard", "mlart", "mlr", "mlrd", "mld", "blon", "blons", "blun", "trlun", "trlon", "trlons"
            AdalahKataSkala = True
    End Select
End Function

' A word without i, y, j and with single l: "mlar" is left of miliar, milyar, miliyar and milliar.
Private Function Kerangka(ByVal kata As String) As String
    Dim polos As String
    polos = Replace(Replace(Replace(kata, "i", ""), "y", ""), "j", "")
    Do While InStr(polos, "ll") > 0
        polos = Replace(polos, "ll", "l")
    Loop
    Kerangka = polos
End Function

' The value of digits with marks: decimal, thousands or, where they could be both, thousands.
Private Function NilaiDigit(ByVal digit As String) As Variant
    Dim titik As Long, koma As Long
    titik = Banyak(digit, ".")
    koma = Banyak(digit, ",")
    If titik + koma = 0 Then
        NilaiDigit = DariDigit(digit, 0)
    ElseIf (koma = 0) And Berkelompok(digit, ".") Then
        NilaiDigit = DariDigit(Replace(digit, ".", ""), 0)
    ElseIf (titik = 0) And (koma > 1) And Berkelompok(digit, ",") Then
        NilaiDigit = DariDigit(Replace(digit, ",", ""), 0)
    ElseIf (koma = 1) And (InStr(digit, ",") > InStrRev(digit, ".")) Then
        NilaiDigit = NilaiPecahan(digit, ",", ".", titik)
    ElseIf (titik = 1) And (InStr(digit, ".") > InStrRev(digit, ",")) Then
        NilaiDigit = NilaiPecahan(digit, ".", ",", koma)
    Else
        NilaiDigit = GALAT_NILAI
    End If
End Function

' tanda is the decimal mark; the digits before it may be grouped by pemisah.
Private Function NilaiPecahan(ByVal digit As String, ByVal tanda As String, ByVal pemisah As String, ByVal banyakPemisah As Long) As Variant
    Dim bulat As String, pecahan As String
    bulat = Left$(digit, InStr(digit, tanda) - 1)
    pecahan = Mid$(digit, InStr(digit, tanda) + 1)
    NilaiPecahan = GALAT_NILAI
    If banyakPemisah > 0 Then
        If Not Berkelompok(bulat, pemisah) Then Exit Function
    ElseIf (tanda = ".") And (Len(pecahan) = 3) And (Left$(bulat, 1) <> "0") Then
        Exit Function                               ' "1234.567": thousands or decimals, nobody knows
    End If
    NilaiPecahan = DariDigit(Replace(bulat, pemisah, "") & pecahan, Len(pecahan))
End Function

' Groups of three digits; the first has one to three and no leading zero.
Private Function Berkelompok(ByVal digit As String, ByVal pemisah As String) As Boolean
    Dim kelompok As Variant, i As Long
    kelompok = Split(digit, pemisah)
    If (Len(kelompok(0)) > 3) Or (Left$(kelompok(0), 1) = "0") Then Exit Function
    For i = 1 To UBound(kelompok)
        If Len(kelompok(i)) <> 3 Then Exit Function
    Next i
    Berkelompok = True
End Function

' ------------------------------------------------------------ writing
Private Function Ribuan(ByVal bulat As String) As String
    Dim sisa As String, hasil As String
    sisa = bulat
    Do While Len(sisa) > 3
        hasil = "." & Right$(sisa, 3) & hasil
        sisa = Left$(sisa, Len(sisa) - 3)
    Loop
    Ribuan = sisa & hasil
End Function

' At most 15 digits, group by group of three
Private Function KataBulat(ByVal bulat As String) As String
    Dim nama As Variant, i As Long, nilai As Long, kata As String
    nama = Array(" triliun", " miliar", " juta", " ribu", "")
    bulat = Right$(String$(15, "0") & bulat, 15)
    For i = 0 To 4
        nilai = CLng(Mid$(bulat, 3 * i + 1, 3))
        If (nilai = 1) And (i = 3) Then
            kata = kata & " seribu"
        ElseIf nilai > 0 Then
            kata = kata & " " & KataRatusan(nilai) & nama(i)
        End If
    Next i
    If kata = "" Then kata = " nol"
    KataBulat = Mid$(kata, 2)
End Function

' 1 to 999
Private Function KataRatusan(ByVal nilai As Long) As String
    Select Case nilai
        Case Is < 12
            KataRatusan = KataSatuan(nilai)
        Case Is < 20
            KataRatusan = KataSatuan(nilai - 10) & " belas"
        Case Is < 100
            KataRatusan = KataSatuan(nilai \ 10) & " puluh" & KataSisa(nilai Mod 10)
        Case Is < 200
            KataRatusan = "seratus" & KataSisa(nilai Mod 100)
        Case Else
            KataRatusan = KataSatuan(nilai \ 100) & " ratus" & KataSisa(nilai Mod 100)
    End Select
End Function

Private Function KataSisa(ByVal nilai As Long) As String
    If nilai > 0 Then KataSisa = " " & KataRatusan(nilai)
End Function

' Decimals are read digit by digit.
Private Function KataPecahan(ByVal pecahan As String) As String
    Dim i As Long, kata As String
    If pecahan <> "" Then kata = " koma"
    For i = 1 To Len(pecahan)
        kata = kata & " " & KataSatuan(CLng(Mid$(pecahan, i, 1)))
    Next i
    KataPecahan = kata
End Function

' 0 to 11
Private Function KataSatuan(ByVal nilai As Long) As String
    KataSatuan = Split("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas", " ")(nilai)
End Function

' ------------------------------------------------------------ characters
' The code of a character, 0 beyond the ends. AscW is negative from &H8000 on.
Private Function Kode(ByVal teks As String, ByVal letak As Long) As Long
    Dim nomor As Long
    If (letak < 1) Or (letak > Len(teks)) Then Exit Function
    nomor = AscW(Mid$(teks, letak, 1))
    If nomor < 0 Then nomor = nomor + 65536
    Kode = nomor
End Function

Private Function AdalahDigit(ByVal teks As String, ByVal letak As Long) As Boolean
    Select Case Kode(teks, letak)
        Case 48 To 57
            AdalahDigit = True
    End Select
End Function

' A small letter from a to z
Private Function AdalahHuruf(ByVal teks As String, ByVal letak As Long) As Boolean
    Select Case Kode(teks, letak)
        Case 97 To 122
            AdalahHuruf = True
    End Select
End Function

' A letter of a word of scale: a to z, what joins words, and the marks of m2 and m3 (square and cubic metres)
Private Function AdalahHurufKata(ByVal teks As String, ByVal letak As Long) As Boolean
    Select Case Kode(teks, letak)
        Case 97 To 122, 38, 47, 178, 179
            AdalahHurufKata = True
    End Select
End Function

' The blank, tab to carriage return, and the spaces that word processors and web pages leave behind
Private Function AdalahSpasi(ByVal nomor As Long) As Boolean
    Select Case nomor
        Case 32, 9 To 13, 160, &H2007, &H2009, &H200B, &H202F, 65279
            AdalahSpasi = True
    End Select
End Function

Private Function Banyak(ByVal teks As String, ByVal tanda As String) As Long
    Banyak = Len(teks) - Len(Replace(teks, tanda, ""))
End Function
