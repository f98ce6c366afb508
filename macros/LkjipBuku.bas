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
    ThisWorkbook.Saved = tersimpan
End Sub

' Button: looks for Python again, calculates everything and says who computed.
Public Sub LkjipHitungUlang()
    LupakanMesin
    HitungSemua
    MsgBox "Semua angka sudah dihitung ulang." & vbCrLf & vbCrLf & "Yang menghitung: " & NamaMesin() & ".", vbInformation, "LKjIP"
End Sub

' Button: lays out the summary sheets for the rows that the tables have now. Python says what came of it.
Public Sub LkjipSinkronkan()
    If Not JalankanPython("from lkjip.sync import live; live.button()") Then
        MsgBox "Lembar ringkasan belum bisa disusun ulang dari sini: " & TanpaPython() & "." & vbCrLf & vbCrLf & _
            "Angka Ringkasan tetap benar dan mengikuti isian. Untuk menyusun ulang baris dan kalimatnya, " & _
            "pasang Python dengan pasang.cmd atau tekan Sinkronkan di komputer lain.", vbExclamation, "LKjIP"
    End If
End Sub

Private Sub HitungSemua()
    On Error Resume Next
    Application.CalculateFull
End Sub
