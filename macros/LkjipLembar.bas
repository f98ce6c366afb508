Attribute VB_Name = "LkjipLembar"
' Groups of sheets: buttons on sheet Mulai and in the ribbon show them, and hide again what is empty.
Option Explicit
Option Private Module

' On Mulai, a row for each sheet: its group, its code name, how many of its cells are filled in.
Private Const SHEET_LIST As String = "daftar_lembar"
Private Const LIST_GROUP As Long = 1
Private Const LIST_CODE_NAME As Long = 2
Private Const LIST_FILLED As Long = 3

' Shows all sheets of a group; where all are seen already, hides those on which nothing was filled in, and never others.
Public Sub ToggleGroup(ByVal groupKey As String)
    Dim list As Object, hiddenOnes As Long, changed As Long
    On Error GoTo failed
    Set list = ThisWorkbook.Names(SHEET_LIST).RefersToRange
    list.Calculate
    hiddenOnes = CountHidden(list, groupKey)
    changed = ShowOrHide(list, groupKey, hiddenOnes > 0)
    If changed = 0 Then
        MsgBox "Semua lembar kelompok ini sudah ada isinya, jadi tetap tampak.", vbInformation, "LKjIP"
    End If
    Exit Sub
failed:
    MsgBox "Lembar tidak bisa ditampilkan atau disembunyikan. Bila struktur buku kerja terkunci, buka dulu kuncinya " & _
        "lewat Review, Protect Workbook; atau klik kanan salah satu tab, pilih Unhide (Tampilkan).", vbExclamation, "LKjIP"
End Sub

Private Function CountHidden(ByVal list As Object, ByVal groupKey As String) As Long
    Dim i As Long, found As Object
    For i = 1 To list.Rows.Count
        Set found = ListedSheet(list, i, groupKey)
        If Not found Is Nothing Then
            If Not IsSeen(found) Then CountHidden = CountHidden + 1
        End If
    Next i
End Function

' How many sheets were shown, or hidden because they are empty.
Private Function ShowOrHide(ByVal list As Object, ByVal groupKey As String, ByVal showing As Boolean) As Long
    Dim i As Long, found As Object
    For i = 1 To list.Rows.Count
        Set found = ListedSheet(list, i, groupKey)
        If Not found Is Nothing Then
            If IsSeen(found) <> showing And (showing Or IsBlankSheet(list.Cells(i, LIST_FILLED).Value)) Then
                found.Visible = showing
                ShowOrHide = ShowOrHide + 1
            End If
        End If
    Next i
End Function

' The sheet of a row of the list, if it belongs to the group and was not deleted; its title may be another by now.
' Formula, not Value: LibreOffice takes the value of a text for what its format shows.
Private Function ListedSheet(ByVal list As Object, ByVal i As Long, ByVal groupKey As String) As Object
    Dim place As Long
    Set ListedSheet = Nothing
    If CStr(list.Cells(i, LIST_GROUP).Formula) <> groupKey Then Exit Function
    For place = 1 To ThisWorkbook.Worksheets.Count
        If ThisWorkbook.Worksheets(place).CodeName = CStr(list.Cells(i, LIST_CODE_NAME).Formula) Then
            Set ListedSheet = ThisWorkbook.Worksheets(place)
        End If
    Next place
End Function

' Visible is -1 in Excel and True elsewhere; 0 and 2 are two ways of being hidden.
Private Function IsSeen(ByVal found As Object) As Boolean
    IsSeen = (CLng(found.Visible) = -1)
End Function

' What is no number is no proof that the sheet is empty.
Private Function IsBlankSheet(ByVal filled As Variant) As Boolean
    If IsError(filled) Or IsEmpty(filled) Then Exit Function
    If IsNumeric(filled) Then IsBlankSheet = (CDbl(filled) = 0)
End Function
