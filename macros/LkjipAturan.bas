Attribute VB_Name = "LkjipAturan"
' The rules of the numbers for a PC without Python, the twin of xlfuncs/rules.py: the same double, category, text and error.
' An error value is its text, a blank is Empty until the answer is handed out.
Option Explicit
Option Private Module

' The scale that was read last, as its arguments and its bands: nearly all cells of a workbook share one.
Private m_skala As Variant
Private m_bentuk As Variant
Private m_pita As Variant

' The answer of a cell function: a value, or a two-dimensional array of values. masukan: its arguments, plain values.
Public Function HitungBawaan(ByVal nama As String, ByRef masukan As Variant) As Variant
    Dim hasil As Variant
    If nama = "KATEGORI" Then
        hasil = HitungKategori(masukan(0), masukan(1), masukan(2))
    Else
        hasil = Langsung(nama, masukan)
        If IsEmpty(hasil) Then hasil = TiapSel(nama, masukan, Empty)
    End If
    HitungBawaan = hasil
End Function

' Plain numbers and a plain direction, as nearly every cell has them, need none of the checks below. Empty for anything else.
Private Function Langsung(ByVal nama As String, ByRef masukan As Variant) As Variant
    Dim dasar As Double, dicapai As Double
    Langsung = Empty                                ' in LibreOffice, a function that gave a number before begins with 0
    If UBound(masukan) = 0 Then Exit Function
    If (VarType(masukan(0)) <> vbDouble) Or (VarType(masukan(1)) <> vbDouble) Then Exit Function
    dasar = masukan(0)
    dicapai = masukan(1)
    If (dasar <= 0) Or (dicapai < 0) Then Exit Function
    Select Case nama
        Case "CAPAIAN"
            If VarType(masukan(2)) = vbEmpty Then
                Langsung = Persen(dicapai, dasar)
            ElseIf VarType(masukan(2)) = vbString Then
                If masukan(2) = "naik" Then Langsung = Persen(dicapai, dasar)
                If masukan(2) = "turun" Then Langsung = PersenTurun(dasar, dicapai)
            End If
        Case "SERAPAN"
            Langsung = Persen(dicapai, dasar)
        Case "EFISIENSI"
            Langsung = Persen(dasar - dicapai, dasar)
    End Select
End Function

' An array as rows and columns: a single row may come with one dimension, from a cell as well as from Python. Anything else
' stays as it is.
Public Function Tabel(ByRef nilai As Variant) As Variant
    Dim hasil() As Variant, i As Long
    If Not IsArray(nilai) Then
        Tabel = nilai
        Exit Function
    End If
    Select Case JumlahDimensi(nilai)
        Case 1
            ReDim hasil(1 To 1, LBound(nilai) To UBound(nilai))
            For i = LBound(nilai) To UBound(nilai)
                hasil(1, i) = nilai(i)
            Next i
            Tabel = hasil
        Case 2
            Tabel = nilai
        Case Else
            Tabel = GALAT_NILAI
    End Select
End Function

' ------------------------------------------------------------ ranges
' A rule for every cell of the ranges among its arguments; a single cell stretches over the others.
Private Function TiapSel(ByVal nama As String, ByRef masukan As Variant, ByRef pita As Variant) As Variant
    Dim isi() As Variant, hasil() As Variant, tinggi As Long, lebar As Long, i As Long, baris As Long, kolom As Long
    ReDim isi(0 To UBound(masukan))
    tinggi = 1
    lebar = 1
    For i = 0 To UBound(masukan)
        isi(i) = Tabel(masukan(i))
        If IsArray(isi(i)) Then
            If Banyaknya(isi(i), 1) * Banyaknya(isi(i), 2) = 1 Then
                isi(i) = SelTabel(isi(i), 1, 1)
            ElseIf tinggi * lebar = 1 Then
                tinggi = Banyaknya(isi(i), 1)
                lebar = Banyaknya(isi(i), 2)
            ElseIf (Banyaknya(isi(i), 1) <> tinggi) Or (Banyaknya(isi(i), 2) <> lebar) Then
                TiapSel = GALAT_NILAI
                Exit Function
            End If
        End If
    Next i
    If tinggi * lebar = 1 Then
        TiapSel = SatuSel(nama, Potongan(isi, 1, 1), pita)
        Exit Function
    End If
    ReDim hasil(1 To tinggi, 1 To lebar)
    For baris = 1 To tinggi
        For kolom = 1 To lebar
            hasil(baris, kolom) = SatuSel(nama, Potongan(isi, baris, kolom), pita)
        Next kolom
    Next baris
    TiapSel = hasil
End Function

Private Function JumlahDimensi(ByRef nilai As Variant) As Long
    Dim batas As Long, dimensi As Long
    On Error GoTo habis
    For dimensi = 1 To 3
        batas = UBound(nilai, dimensi)
        JumlahDimensi = dimensi
    Next dimensi
habis:
End Function

Private Function Banyaknya(ByRef rentang As Variant, ByVal dimensi As Long) As Long
    Banyaknya = UBound(rentang, dimensi) - LBound(rentang, dimensi) + 1
End Function

' Counted from 1, whatever the bounds of the array
Private Function SelTabel(ByRef rentang As Variant, ByVal baris As Long, ByVal kolom As Long) As Variant
    SelTabel = TanpaGalat(rentang(LBound(rentang, 1) + baris - 1, LBound(rentang, 2) + kolom - 1))
End Function

' The arguments of the rule for one cell
Private Function Potongan(ByRef isi() As Variant, ByVal baris As Long, ByVal kolom As Long) As Variant
    Dim hasil() As Variant, i As Long
    ReDim hasil(0 To UBound(isi))
    For i = 0 To UBound(isi)
        If IsArray(isi(i)) Then
            hasil(i) = SelTabel(isi(i), baris, kolom)
        Else
            hasil(i) = TanpaGalat(isi(i))
        End If
    Next i
    Potongan = hasil
End Function

' ------------------------------------------------------------ one cell
Private Function SatuSel(ByVal nama As String, ByRef isi As Variant, ByRef pita As Variant) As Variant
    Dim hasil As Variant
    hasil = GalatTerkiri(isi)
    If hasil = "" Then
        Select Case nama
            Case "CAPAIAN": hasil = CapaianSel(isi(0), isi(1), isi(2))
            Case "KATEGORI": hasil = KategoriSel(isi(0), pita)
            Case "SERAPAN": hasil = AnggaranSel(isi(0), isi(1), False)
            Case "EFISIENSI": hasil = AnggaranSel(isi(0), isi(1), True)
            Case "ANGKA": hasil = BacaAngka(isi(0))
            Case "TERBILANG": hasil = TulisTerbilang(isi(0))
            Case "RUPIAH": hasil = TulisRupiah(isi(0))
            Case Else: hasil = GALAT_NILAI
        End Select
    End If
    If IsEmpty(hasil) Then hasil = ""
    SatuSel = hasil
End Function

' The leftmost error value goes before everything else; "" where there is none.
Private Function GalatTerkiri(ByRef isi As Variant) As String
    Dim i As Long
    For i = LBound(isi) To UBound(isi)
        If AdalahGalat(isi(i)) Then
            GalatTerkiri = isi(i)
            Exit Function
        End If
    Next i
End Function

Private Function AdalahGalat(ByVal nilai As Variant) As Boolean
    If VarType(nilai) = vbString Then AdalahGalat = (NomorGalat(nilai) > 0)
End Function

Private Function CapaianSel(ByVal target As Variant, ByVal realisasi As Variant, ByVal arah As Variant) As Variant
    Dim sasaran As Variant, dicapai As Variant, turun As Boolean
    Select Case KataKunci(arah)
        Case "", "naik", "positif", "+"
            turun = False
        Case "turun", "negatif", "-"
            turun = True
        Case Else
            CapaianSel = GALAT_NILAI
            Exit Function
    End Select
    sasaran = BacaAngka(target)
    dicapai = BacaAngka(realisasi)
    If AdalahGalat(sasaran) Then
        CapaianSel = sasaran
    ElseIf AdalahGalat(dicapai) Then
        CapaianSel = dicapai
    ElseIf IsEmpty(sasaran) Or IsEmpty(dicapai) Then
        CapaianSel = Empty
    ElseIf sasaran = 0 Then
        CapaianSel = GALAT_BAGI_NOL
    ElseIf turun Then
        CapaianSel = PersenTurun(sasaran, dicapai)
    Else
        CapaianSel = Persen(dicapai, sasaran)
    End If
End Function

' Serapan, or efisiensi: what is left instead of what was spent.
Private Function AnggaranSel(ByVal anggaran As Variant, ByVal realisasi As Variant, ByVal sisa As Boolean) As Variant
    Dim pagu As Variant, terpakai As Variant
    pagu = BacaAngka(anggaran)
    terpakai = BacaAngka(realisasi)
    If AdalahGalat(pagu) Then
        AnggaranSel = pagu
    ElseIf AdalahGalat(terpakai) Then
        AnggaranSel = terpakai
    ElseIf IsEmpty(pagu) Or IsEmpty(terpakai) Then
        AnggaranSel = Empty
    ElseIf (pagu < 0) Or (terpakai < 0) Then
        AnggaranSel = GALAT_BILANGAN
    ElseIf (pagu = 0) And (terpakai = 0) Then
        AnggaranSel = Empty
    ElseIf pagu = 0 Then
        AnggaranSel = GALAT_BAGI_NOL
    ElseIf sisa Then
        AnggaranSel = Persen(pagu - terpakai, pagu)
    Else
        AnggaranSel = Persen(terpakai, pagu)
    End If
End Function

' The quotient comes first, step by step in Doubles, so that every engine gives the same double.
Private Function Persen(ByVal bagian As Double, ByVal seluruh As Double) As Variant
    Dim hasil As Double
    On Error GoTo meluap
    hasil = bagian / seluruh
    hasil = hasil * 100
    Persen = hasil
    Exit Function
meluap:
    Persen = GALAT_BILANGAN
End Function

Private Function PersenTurun(ByVal target As Double, ByVal realisasi As Double) As Variant
    Dim lebih As Double, bagian As Double
    On Error GoTo meluap
    lebih = realisasi - target
    bagian = target - lebih
    PersenTurun = Persen(bagian, target)
    Exit Function
meluap:
    PersenTurun = GALAT_BILANGAN
End Function

' ------------------------------------------------------------ kategori
Private Function HitungKategori(ByRef nilaiCapaian As Variant, ByRef skala As Variant, ByRef bentuk As Variant) As Variant
    Dim galat As String, pita As Variant
    If Not PitaTerakhir(skala, bentuk) Then
        galat = GalatKategori(nilaiCapaian, skala, bentuk)
        If galat = "" Then pita = BacaPita(skala, bentuk)
        If Not IsArray(pita) Then
            HitungKategori = IIf(galat = "", GALAT_NILAI, galat)
            Exit Function
        End If
        m_skala = skala
        m_bentuk = bentuk
        m_pita = pita
    End If
    If VarType(nilaiCapaian) = vbDouble Then
        HitungKategori = KategoriSel(nilaiCapaian, m_pita)
    Else
        HitungKategori = TiapSel("KATEGORI", Array(nilaiCapaian), m_pita)
    End If
End Function

' Whether the scale is the one that m_pita was read from: the same values, of the same types.
Private Function PitaTerakhir(ByRef skala As Variant, ByRef bentuk As Variant) As Boolean
    Dim baris As Long, kolom As Long
    If Not IsArray(m_pita) Then Exit Function
    On Error GoTo lain
    If (VarType(skala) <> VarType(m_skala)) Or (VarType(bentuk) <> VarType(m_bentuk)) Then Exit Function
    If bentuk <> m_bentuk Then Exit Function
    If IsArray(skala) Then
        For kolom = 1 To 2
            If LBound(skala, kolom) <> LBound(m_skala, kolom) Then Exit Function
            If UBound(skala, kolom) <> UBound(m_skala, kolom) Then Exit Function
        Next kolom
        For baris = LBound(skala, 1) To UBound(skala, 1)
            For kolom = LBound(skala, 2) To UBound(skala, 2)
                If VarType(skala(baris, kolom)) <> VarType(m_skala(baris, kolom)) Then Exit Function
                If skala(baris, kolom) <> m_skala(baris, kolom) Then Exit Function
            Next kolom
        Next baris
    End If
    PitaTerakhir = True
lain:
End Function

' The first error value among the arguments; those of a scale in reading order. Errors in a range of capaian stay in their places.
Private Function GalatKategori(ByRef nilaiCapaian As Variant, ByRef skala As Variant, ByRef bentuk As Variant) As String
    Dim galat As String, isi As Variant, baris As Long, kolom As Long
    isi = Tabel(skala)
    galat = GalatTerkiri(Array(TanpaGalat(nilaiCapaian), TanpaGalat(isi)))
    If (galat = "") And IsArray(isi) Then
        For baris = 1 To Banyaknya(isi, 1)
            For kolom = 1 To Banyaknya(isi, 2)
                If galat = "" Then galat = GalatTerkiri(Array(SelTabel(isi, baris, kolom)))
            Next kolom
        Next baris
    End If
    If galat = "" Then galat = GalatTerkiri(Array(TanpaGalat(bentuk)))
    GalatKategori = galat
End Function

Private Function KategoriSel(ByVal nilaiCapaian As Variant, ByRef pita As Variant) As Variant
    Dim nilai As Variant, batas As Variant, nama As Variant, i As Long
    nilai = BacaAngka(nilaiCapaian)
    If VarType(nilai) <> vbDouble Then
        KategoriSel = nilai
        Exit Function
    End If
    batas = pita(0)
    nama = pita(1)
    nilai = BulatDua(nilai)
    KategoriSel = nama(0)
    For i = 1 To UBound(nama)
        If batas(i) <= nilai Then KategoriSel = nama(i)
    Next i
End Function

' The bands of a scale as Array(lower bounds, names), the bound of the first unused; no array where the scale is none.
Private Function BacaPita(ByRef skala As Variant, ByRef bentuk As Variant) As Variant
    Dim label As Boolean
    Select Case KataKunci(bentuk)
        Case "", "kode"
            label = False
        Case "lengkap"
            label = True
        Case Else
            Exit Function
    End Select
    If IsArray(skala) Then
        BacaPita = PitaTabel(Tabel(skala), IIf(label, 3, 2))
    ElseIf IsEmpty(skala) Or IsNull(skala) Then
        BacaPita = PitaLkjip(label)
    End If
End Function

Private Function PitaLkjip(ByVal label As Boolean) As Variant
    Dim batas As Variant
    batas = Array(Empty, 55#, 75.01, 100.01)
    If label Then
        PitaLkjip = Array(batas, Array("Kurang", "Cukup", "Baik", "Sangat baik"))
    Else
        PitaLkjip = Array(batas, Array("K", "C", "B", "SB"))
    End If
End Function

Private Function PitaTabel(ByVal isi As Variant, ByVal kolomNama As Long) As Variant
    Dim batas() As Variant, nama() As Variant, i As Long, nilai As Variant
    If Not IsArray(isi) Then Exit Function
    If (Banyaknya(isi, 2) < kolomNama) Or (Banyaknya(isi, 2) < 2) Or (Banyaknya(isi, 2) > 3) Then Exit Function
    ReDim batas(0 To Banyaknya(isi, 1) - 1)
    ReDim nama(0 To UBound(batas))
    For i = 0 To UBound(batas)
        nilai = BacaAngka(SelTabel(isi, i + 1, 1))
        If VarType(nilai) = vbDouble Then
            batas(i) = LimaBelasDigit(nilai)
        ElseIf (i > 0) Or (VarType(nilai) = vbString) Then
            Exit Function
        End If
        nama(i) = NamaPita(SelTabel(isi, i + 1, kolomNama))
        If nama(i) = "" Then Exit Function
        If i > 0 Then
            If Not IsEmpty(batas(i - 1)) Then
                If batas(i - 1) >= batas(i) Then Exit Function
            End If
        End If
    Next i
    PitaTabel = Array(batas, nama)
End Function

' The code or label of a band; "" for what is none.
Private Function NamaPita(ByVal isi As Variant) As String
    If VarType(isi) = vbString Then
        If TanpaSpasiLuar(isi) <> "" Then NamaPita = isi
    ElseIf (VarType(isi) = vbDouble) Or (VarType(isi) = vbLong) Or (VarType(isi) = vbInteger) Then
        NamaPita = TeksRingkas(CDbl(isi))
    End If
End Function
