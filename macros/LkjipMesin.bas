Attribute VB_Name = "LkjipMesin"
' Which engine computes: Python where it is installed, else the same rules in VBA (LkjipAturan).
' Decided once per session, from what lies on the disk: without Python nothing is started, nothing waits, no dialog appears.
Option Explicit
Option Private Module

Private Const BELUM_DIPILIH As Long = 0
Private Const MESIN_PYTHON As Long = 1
Private Const MESIN_BAWAAN As Long = 2
Private Const TIDAK_DITEMUKAN As String = "Python tidak ditemukan di komputer ini"
Private Const TIDAK_MENJAWAB As String = "Python di komputer ini tidak menjawab"

Private m_mesin As Long
Private m_sebab As String
Private m_py As Object

' The answer of a cell function, as a cell takes it. masukan: its arguments, plain values.
Public Function Hitung(ByVal nama As String, ByRef masukan As Variant) As Variant
    Dim hasil As Variant
    On Error GoTo gagal
    If Not HitungPython(nama, masukan, hasil) Then hasil = HitungBawaan(nama, masukan)
    Hitung = KeSel(hasil)
    Exit Function
gagal:
    Hitung = CVErr(xlErrValue)
End Function

' What sheet Mulai says about the engine.
Public Function NamaMesin() As String
    SiapkanMesin
    If m_mesin = MESIN_PYTHON Then
        NamaMesin = "Python (xlwings " & XLWINGS_VERSION & ")"
    Else
        NamaMesin = "VBA bawaan: " & m_sebab & ", angka tetap benar"
    End If
End Function

' Chooses the engine and starts Python before the first cell asks: a cold start takes seconds.
Public Sub SiapkanMesin()
    If m_mesin = BELUM_DIPILIH Then PilihMesin
End Sub

' Lets the next cell look for Python again, for instance after it was installed.
Public Sub LupakanMesin()
    Set m_py = Nothing
    m_mesin = BELUM_DIPILIH
End Sub

' Has a Python of its own do something of ours; False where there is none, before xlwings would say so in English.
' Not in the server of the cells: what changes cells makes Excel ask that server for their values.
Public Function JalankanPython(ByVal perintah As String) As Boolean
    If Not AdaPython() Then Exit Function
    RunPython perintah
    JalankanPython = True
End Function

' Why there is no Python, as part of a sentence.
Public Function TanpaPython() As String
    TanpaPython = m_sebab
End Function

' The folder that holds the Python of pasang.cmd, three up from its python.exe; empty where nothing was installed.
Public Function FolderPasangan() As String
    On Error GoTo tidakAda
    If DiExcelPC() Then FolderPasangan = ParentFolder(ParentFolder(ParentFolder(GetConfig("INTERPRETER_WIN", ""))))
tidakAda:
End Function

' ------------------------------------------------------------ arguments
' An argument as plain values. A Range itself would cost Python a round trip to Excel for every property it reads.
Public Function IsiSel(Optional ByRef isi As Variant) As Variant
    If IsMissing(isi) Then
        IsiSel = Empty
    ElseIf IsObject(isi) Then
        IsiSel = IsiRentang(isi)
    Else
        IsiSel = isi
    End If
End Function

' Value2, since Value turns amounts in a currency format into Currency with 4 decimals. It tells of the first area alone.
Private Function IsiRentang(ByVal rentang As Object) As Variant
    On Error GoTo libreOffice
    IsiRentang = rentang.Value2
    If rentang.Areas.Count > 1 Then IsiRentang = GALAT_NILAI
    Exit Function
libreOffice:
    IsiRentang = NilaiLibreOffice(rentang)
End Function

' LibreOffice has no Value2, and hands error values to Basic in disguise.
Private Function NilaiLibreOffice(ByVal rentang As Object) As Variant
    Dim isi As Variant, baris As Long, kolom As Long
    isi = rentang.Value
    If Not IsArray(isi) Then
        NilaiLibreOffice = TanpaSamaran(isi, rentang, 1, 1)
        Exit Function
    End If
    For baris = LBound(isi, 1) To UBound(isi, 1)
        For kolom = LBound(isi, 2) To UBound(isi, 2)
            isi(baris, kolom) = TanpaSamaran(isi(baris, kolom), rentang, baris, kolom)
        Next kolom
    Next baris
    NilaiLibreOffice = isi
End Function

' An error cell reads as 0 there, and an error that a function of ours returned as the text "Error 2007".
Private Function TanpaSamaran(ByRef isi As Variant, ByVal rentang As Object, ByVal baris As Long, ByVal kolom As Long) As Variant
    Dim teks As String
    TanpaSamaran = isi
    If VarType(isi) = vbString Then
        If Left$(isi, 8) = "Error 20" Then TanpaSamaran = TeksGalat(Val(Mid$(isi, 7)))
    ElseIf VarType(isi) = vbDouble Then
        If isi = 0 Then
            teks = rentang.Cells(baris, kolom).Text
            If NomorGalat(teks) > 0 Then
                TanpaSamaran = teks
            ElseIf Left$(teks, 4) = "Err:" Then
                TanpaSamaran = GALAT_NILAI
            End If
        End If
    End If
End Function

' ------------------------------------------------------------ results
' Both engines hand error values over as text; here they become error values.
Private Function KeSel(ByRef hasil As Variant) As Variant
    Dim sel As Variant, baris As Long, kolom As Long
    If Not IsArray(hasil) Then
        KeSel = SatuKeSel(hasil)
        Exit Function
    End If
    sel = Tabel(hasil)
    For baris = LBound(sel, 1) To UBound(sel, 1)
        For kolom = LBound(sel, 2) To UBound(sel, 2)
            sel(baris, kolom) = SatuKeSel(sel(baris, kolom))
        Next kolom
    Next baris
    KeSel = sel
End Function

Private Function SatuKeSel(ByVal nilai As Variant) As Variant
    Dim nomor As Long
    If VarType(nilai) = vbString Then nomor = NomorGalat(nilai)
    If nomor > 0 Then
        SatuKeSel = CVErr(nomor)
    Else
        SatuKeSel = nilai
    End If
End Function

' ------------------------------------------------------------ choosing the engine
Private Sub PilihMesin()
    ' While Python starts, Excel may calculate other cells; those use the rules in VBA.
    m_mesin = MESIN_BAWAAN
    m_sebab = TIDAK_DITEMUKAN
    If Not PythonTerpasang() Then Exit Sub
    m_sebab = TIDAK_MENJAWAB
    If Sambungkan() Then m_mesin = MESIN_PYTHON
End Sub

' Whether all that xlwings needs is on the disk. The interpreter by its full path: a bare "python" may start the Store, and a
' share that does not answer would keep Excel waiting.
Private Function PythonTerpasang() As Boolean
    Dim python As String
    On Error GoTo tidakAda
    If Not DiExcelPC() Then Exit Function
    python = GetConfig("INTERPRETER_WIN", "")
    If Mid$(python, 2, 2) <> ":\" Then Exit Function
    If Not FileExists(python) Then Exit Function
    PythonTerpasang = PustakaAda(ParentFolder(python))
tidakAda:
End Function

' On a PC an interpreter that answers with our rules; on a Mac, where none serves cells, one that is there.
Private Function AdaPython() As Boolean
    Dim python As String
    On Error GoTo tidakAda
    If m_mesin <> MESIN_PYTHON Then LupakanMesin
    SiapkanMesin
    If DiExcelPC() Then
        AdaPython = (m_mesin = MESIN_PYTHON)
    ElseIf Left$(Application.OperatingSystem, 3) = "Mac" Then
        python = GetConfig("INTERPRETER_MAC", "")
        If Len(python) > 0 Then AdaPython = FileExists(python)
    End If
tidakAda:
End Function

' On a Mac xlwings knows no cell functions.
Private Function DiExcelPC() As Boolean
    DiExcelPC = (Application.Name = "Microsoft Excel") And (Left$(Application.OperatingSystem, 3) = "Win")
End Function

' The DLL of the xlwings version in this workbook, beside python.exe or, for a venv, one folder up.
Private Function PustakaAda(ByVal folder As String) As Boolean
    Dim pustaka As String
    #If Win64 Then
        pustaka = "\xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        pustaka = "\xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
    If FileExists(folder & pustaka) Then
        PustakaAda = True
    Else
        PustakaAda = FileExists(ParentFolder(folder) & pustaka)
    End If
End Function

' ------------------------------------------------------------ calling Python
Private Function HitungPython(ByVal nama As String, ByRef masukan As Variant, ByRef hasil As Variant) As Boolean
    SiapkanMesin
    If m_mesin <> MESIN_PYTHON Then Exit Function
    HitungPython = Panggil(nama, masukan, hasil)
    If HitungPython Then Exit Function
    ' The server may have been ended meanwhile: once more, then the rules in VBA for the rest of the session.
    m_mesin = MESIN_BAWAAN
    m_sebab = TIDAK_MENJAWAB
    If Not Sambungkan() Then Exit Function
    HitungPython = Panggil(nama, masukan, hasil)
    If HitungPython Then m_mesin = MESIN_PYTHON
End Function

' The server object is kept, since XLPy() reads the settings files each time. ANGKA(0) shows that this Python has our rules.
Private Function Sambungkan() As Boolean
    On Error GoTo gagal
    Set m_py = Nothing
    Set m_py = XLPy()
    Sambungkan = (m_py.CallUDF("xlfuncs.udf", "ANGKA", Array(0)) = 0)
gagal:
End Function

' Without workbook and calling cell: fewer round trips, and nothing depends on which file is active or what it is called.
Private Function Panggil(ByVal nama As String, ByRef masukan As Variant, ByRef hasil As Variant) As Boolean
    On Error GoTo gagal
    hasil = m_py.CallUDF("xlfuncs.udf", nama, masukan)
    Panggil = True
gagal:
End Function
