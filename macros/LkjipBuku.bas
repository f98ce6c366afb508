Attribute VB_Name = "LkjipBuku"
' What the workbook does when it opens, and the buttons of sheet Mulai.
Option Explicit

' For ThisWorkbook, when it opens. Nothing here may stop the opening: Protected View and a hidden window refuse some of it.
Public Sub LkjipSaatDibuka()
    Dim tersimpan As Boolean
    On Error Resume Next
    tersimpan = ThisWorkbook.Saved
    SiapkanMesin
    DaftarkanBantuan
    ' The cell that says which engine computes keeps what the last PC said until it is asked for.
    ThisWorkbook.Worksheets("Mulai").UsedRange.Calculate
    ThisWorkbook.Saved = tersimpan
End Sub

' Button: looks for Python again, calculates everything and says who computed.
Public Sub LkjipHitungUlang()
    LupakanMesin
    HitungSemua
    MsgBox "Semua angka sudah dihitung ulang." & vbCrLf & vbCrLf & "Yang menghitung: " & NamaMesin() & ".", vbInformation, "LKjIP"
End Sub

' Button: says what is right and what is not on this PC. Python looks and shows it.
Public Sub LkjipPeriksaPemasangan()
    If Not JalankanPython("from lkjip import buttons; buttons.periksa_pemasangan()") Then
        MsgBox "Yang menghitung: " & NamaMesin() & "." & vbCrLf & vbCrLf & _
            "Untuk memasang Python jalankan pasang.cmd dari folder rilis. Sudah dipasang tetapi belum ditemukan? " & _
            "Jalankan cek.cmd dari folder yang sama: setiap baris menyebut apa yang perlu dibenahi.", vbInformation, "LKjIP"
    End If
End Sub

' Button: lays out the summary sheets for the rows that the tables have now. Python says what came of it.
Public Sub LkjipSinkronkan()
    If Not JalankanPython("from lkjip import buttons; buttons.sinkronkan()") Then
        MsgBox "Lembar ringkasan belum bisa disusun ulang dari sini: " & TanpaPython() & "." & vbCrLf & vbCrLf & _
            "Angka Ringkasan tetap benar dan mengikuti isian. Untuk menyusun ulang baris dan kalimatnya, " & _
            "pasang Python dengan pasang.cmd atau tekan Sinkronkan di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

' Button: the copy for the superior and the draft of the mail, made of the workbook as it is saved. Python says what came of it.
Public Sub LkjipSiapkanKiriman()
    If Not JalankanPython("from lkjip import buttons; buttons.siapkan_kiriman()") Then
        MsgBox "Kiriman belum bisa disiapkan dari sini: " & TanpaPython() & "." & vbCrLf & vbCrLf & _
            "Pasang Python dengan pasang.cmd, atau siapkan kiriman di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

Private Sub HitungSemua()
    On Error Resume Next
    Application.CalculateFull
End Sub

' Button: opens the page of the guide about the sheet in view, or its first page for a sheet of somebody's own.
Public Sub LkjipBukaPanduan()
    Dim halaman As String
    halaman = HalamanPanduan("lembar" & Application.PathSeparator & NamaHalaman(ActiveSheet.Name))
    If Len(halaman) = 0 Then halaman = HalamanPanduan("index")
    If Len(halaman) > 0 Then
        If BukaBerkas(halaman) Then Exit Sub
    End If
    MsgBox "Panduan belum ada di komputer ini. Jalankan pasang.cmd dari folder rilis, " & _
        "atau buka berkas Panduan LKjIP.pdf di folder panduan di sebelah pasang.cmd.", vbInformation, "LKjIP"
End Sub

' Button on the sheet of a table: one more row at its end, with formulas, looks and drop-downs.
Public Sub LkjipTambahBaris()
    If Not BarisBertambah() Then
        MsgBox "Baris tidak bisa ditambah di lembar ini. Pilih lembar yang berisi tabel isian, " & _
            "selesaikan dulu sel yang sedang diketik, lalu coba lagi.", vbExclamation, "LKjIP"
    End If
End Sub

Private Function BarisBertambah() As Boolean
    On Error GoTo gagal
    With ActiveSheet.ListObjects(1)
        .ListRows.Add
        .ListRows(.ListRows.Count).Range.Cells(1, 1).Select
    End With
    BarisBertambah = True
gagal:
End Function

' A page where pasang.cmd puts the guide, or where the release has it: beside the workbook. Empty where it is neither here nor there.
Private Function HalamanPanduan(ByVal nama As String) As String
    Dim folder As Variant, berkas As String
    On Error GoTo tidakAda
    For Each folder In Array(FolderPasangan(), ThisWorkbook.Path)
        berkas = folder & Application.PathSeparator & "panduan" & Application.PathSeparator & nama & ".html"
        If Len(folder) > 0 Then
            If FileExists(berkas) Then
                HalamanPanduan = berkas
                Exit Function
            End If
        End If
    Next folder
tidakAda:
End Function

' The page about a sheet: "Tabel 3.1" -> "tabel-3-1".
Private Function NamaHalaman(ByVal lembar As String) As String
    Dim i As Long, huruf As String
    For i = 1 To Len(lembar)
        huruf = LCase$(Mid$(lembar, i, 1))
        If huruf Like "[a-z0-9]" Then
            NamaHalaman = NamaHalaman & huruf
        ElseIf Right$(NamaHalaman, 1) <> "-" Then
            NamaHalaman = NamaHalaman & "-"
        End If
    Next i
    If Right$(NamaHalaman, 1) = "-" Then NamaHalaman = Left$(NamaHalaman, Len(NamaHalaman) - 1)
End Function

Private Function BukaBerkas(ByVal berkas As String) As Boolean
    On Error GoTo gagal
    ThisWorkbook.FollowHyperlink Address:=berkas
    BukaBerkas = True
gagal:
End Function
