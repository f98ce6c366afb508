Attribute VB_Name = "LkjipBuku"
' What the workbook does when it opens, and the buttons of sheet Mulai.
Option Explicit

' For ThisWorkbook, when it opens. Nothing here may stop the opening: Protected View and a hidden window refuse some of it.
Public Sub LkjipSaatDibuka()
    Dim wasSaved As Boolean
    On Error Resume Next
    wasSaved = ThisWorkbook.Saved
    PrepareEngine
    DescribeFunctions
    ' The cell that says which engine computes keeps what the last PC said until it is asked for.
    ThisWorkbook.Worksheets("Mulai").UsedRange.Calculate
    ThisWorkbook.Saved = wasSaved
End Sub

' Button: looks for Python again, calculates everything and says who computed.
Public Sub LkjipHitungUlang()
    ForgetEngine
    CalculateAll
    MsgBox "Semua angka sudah dihitung ulang." & vbCrLf & vbCrLf & "Yang menghitung: " & EngineName() & ".", vbInformation, "LKjIP"
End Sub

' Button: says what is right and what is not on this PC. Python looks and shows it.
Public Sub LkjipPeriksaPemasangan()
    If Not DoneByPython("from lkjip import buttons; buttons.periksa_pemasangan()") Then
        MsgBox "Yang menghitung: " & EngineName() & "." & vbCrLf & vbCrLf & _
            "Untuk memasang Python jalankan pasang.cmd dari folder rilis. Sudah dipasang tetapi belum ditemukan? " & _
            "Jalankan cek.cmd dari folder yang sama: setiap baris menyebut apa yang perlu dibenahi.", vbInformation, "LKjIP"
    End If
End Sub

' Button: lays out the summary sheets for the rows that the tables have now. Python says what came of it.
Public Sub LkjipSinkronkan()
    If Not DoneByPython("from lkjip import buttons; buttons.sinkronkan()") Then
        MsgBox "Lembar ringkasan belum bisa disusun ulang dari sini: " & WhyNoPython() & "." & vbCrLf & vbCrLf & _
            "Angka Ringkasan tetap benar dan mengikuti isian. Untuk menyusun ulang baris dan kalimatnya, " & _
            "pasang Python dengan pasang.cmd atau tekan Sinkronkan di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

' Button: the copy for the superior and the draft of the mail, made of the workbook as it is saved. Python says what came of it.
Public Sub LkjipSiapkanKiriman()
    If Not DoneByPython("from lkjip import buttons; buttons.siapkan_kiriman()") Then
        MsgBox "Kiriman belum bisa disiapkan dari sini: " & WhyNoPython() & "." & vbCrLf & vbCrLf & _
            "Pasang Python dengan pasang.cmd, atau siapkan kiriman di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

' Button: the copy of the quarter that Profil names, and the draft of its mail. Python says what came of it.
Public Sub LkjipKirimTriwulan()
    If Not DoneByPython("from lkjip import buttons; buttons.kirim_triwulan()") Then
        MsgBox "Kiriman triwulan belum bisa disiapkan dari sini: " & WhyNoPython() & "." & vbCrLf & vbCrLf & _
            "Pasang Python dengan pasang.cmd, atau siapkan kiriman di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

' Button: the printed report as a Word document beside the workbook, of the workbook as it is saved. Python says what came of it.
Public Sub LkjipSusunNaskah()
    If Not DoneByPython("from lkjip import buttons; buttons.susun_naskah()") Then
        MsgBox "Naskah belum bisa disusun dari sini: " & WhyNoPython() & "." & vbCrLf & vbCrLf & _
            "Pasang Python dengan pasang.cmd, atau susun naskah di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

Private Sub CalculateAll()
    On Error Resume Next
    Application.CalculateFull
End Sub

' Button: opens the page of the guide about the sheet in view, or its first page for a sheet of somebody's own.
Public Sub LkjipBukaPanduan()
    Dim guidePath As String
    guidePath = GuidePage("lembar" & Application.PathSeparator & PageName(ActiveSheet.Name))
    If Len(guidePath) = 0 Then guidePath = GuidePage("index")
    If Len(guidePath) > 0 Then
        If IsShown(guidePath) Then Exit Sub
    End If
    MsgBox "Panduan belum ada di komputer ini. Jalankan pasang.cmd dari folder rilis, " & _
        "atau buka berkas Panduan LKjIP.pdf di folder panduan di sebelah pasang.cmd.", vbInformation, "LKjIP"
End Sub

' Button on the sheet of a table: one more row at its end, with formulas, looks and drop-downs.
Public Sub LkjipTambahBaris()
    If Not IsRowAdded() Then
        MsgBox "Baris tidak bisa ditambah di lembar ini. Pilih lembar yang berisi tabel isian, " & _
            "selesaikan dulu sel yang sedang diketik, lalu coba lagi.", vbExclamation, "LKjIP"
    End If
End Sub

' Button on the sheet of a table: the indicators of Tabel 2.1 in it; says what was taken and what was left alone. Needs no Python.
Public Sub LkjipAmbilIndikator()
    Dim said As String
    On Error GoTo failed
    said = TakenIntoView()
    If Len(said) = 0 Then
        said = "Lembar ini tidak mengambil dari Tabel 2.1. Pilih lembar tabel yang berisi indikator, misalnya Tabel 3.1, " & _
            "lalu coba lagi. Di program selain Excel, pilih nama dari daftar di kolom Indikator."
    End If
    MsgBox said, vbInformation, "LKjIP"
    Exit Sub
failed:
    MsgBox "Indikator belum bisa diambil. Selesaikan dulu sel yang sedang diketik, buka perlindungan lembar bila ada, " & _
        "lalu coba lagi.", vbExclamation, "LKjIP"
End Sub

Private Function IsRowAdded() As Boolean
    On Error GoTo failed
    With ActiveSheet.ListObjects(1)
        .ListRows.Add
        .ListRows(.ListRows.Count).Range.Cells(1, 1).Select
    End With
    IsRowAdded = True
failed:
End Function

' A page where pasang.cmd puts the guide, or where the release has it: beside the workbook. Empty where it is neither here nor there.
Private Function GuidePage(ByVal page As String) As String
    Dim folder As Variant, path As String
    On Error GoTo absent
    For Each folder In Array(InstalledFolder(), ThisWorkbook.Path)
        path = folder & Application.PathSeparator & "panduan" & Application.PathSeparator & page & ".html"
        If Len(folder) > 0 Then
            If FileExists(path) Then
                GuidePage = path
                Exit Function
            End If
        End If
    Next folder
absent:
End Function

' The page about a sheet: "Tabel 3.1" -> "tabel-3-1".
Private Function PageName(ByVal sheetName As String) As String
    Dim i As Long, letter As String
    For i = 1 To Len(sheetName)
        letter = LCase$(Mid$(sheetName, i, 1))
        If letter Like "[a-z0-9]" Then
            PageName = PageName & letter
        ElseIf Right$(PageName, 1) <> "-" Then
            PageName = PageName & "-"
        End If
    Next i
    If Right$(PageName, 1) = "-" Then PageName = Left$(PageName, Len(PageName) - 1)
End Function

Private Function IsShown(ByVal path As String) As Boolean
    On Error GoTo failed
    ThisWorkbook.FollowHyperlink Address:=path
    IsShown = True
failed:
End Function
