Attribute VB_Name = "LkjipMesin"
' Which engine computes: Python where it is installed, else the same rules in VBA (LkjipAturan).
' Decided once per session, from what lies on the disk: without Python nothing is started, nothing waits, no dialog appears.
Option Explicit
Option Private Module

Private Const NOT_CHOSEN As Long = 0
Private Const ENGINE_PYTHON As Long = 1
Private Const ENGINE_VBA As Long = 2
Private Const NOT_FOUND As String = "Python tidak ditemukan di komputer ini"
Private Const NO_ANSWER As String = "Python di komputer ini tidak menjawab"

Private m_engine As Long
Private m_reason As String
Private m_py As Object

' The answer of a cell function, as a cell takes it. given: its arguments, plain values.
Public Function Answer(ByVal functionName As String, ByRef given As Variant) As Variant
    Dim result As Variant
    On Error GoTo failed
    If Not AnswerOfPython(functionName, given, result) Then result = AnswerOfRules(functionName, given)
    Answer = ToCells(result)
    Exit Function
failed:
    Answer = CVErr(xlErrValue)
End Function

' What sheet Mulai says about the engine.
Public Function EngineName() As String
    PrepareEngine
    If m_engine = ENGINE_PYTHON Then
        EngineName = "Python (xlwings " & XLWINGS_VERSION & ")"
    Else
        EngineName = "VBA bawaan: " & m_reason & ", angka tetap benar"
    End If
End Function

' Chooses the engine and starts Python before the first cell asks: a cold start takes seconds.
Public Sub PrepareEngine()
    If m_engine = NOT_CHOSEN Then ChooseEngine
End Sub

' Lets the next cell look for Python again, for instance after it was installed.
Public Sub ForgetEngine()
    Set m_py = Nothing
    m_engine = NOT_CHOSEN
End Sub

' Has a Python of its own do something of ours; False where there is none, before xlwings would say so in English.
' Not in the server of the cells: what changes cells makes Excel ask that server for their values.
Public Function DoneByPython(ByVal statement As String) As Boolean
    If Not HasPython() Then Exit Function
    RunPython statement
    DoneByPython = True
End Function

' Why there is no Python, as part of a sentence.
Public Function WhyNoPython() As String
    WhyNoPython = m_reason
End Function

' The folder that holds the Python of pasang.cmd, three up from its python.exe; empty where nothing was installed.
Public Function InstalledFolder() As String
    On Error GoTo absent
    If InExcelOnPC() Then InstalledFolder = ParentFolder(ParentFolder(ParentFolder(GetConfig("INTERPRETER_WIN", ""))))
absent:
End Function

' ------------------------------------------------------------ arguments
' An argument as plain values. A Range itself would cost Python a round trip to Excel for every property it reads.
Public Function CellContent(Optional ByRef content As Variant) As Variant
    If IsMissing(content) Then
        CellContent = Empty
    ElseIf IsObject(content) Then
        CellContent = RangeContent(content)
    Else
        CellContent = content
    End If
End Function

' Value2, since Value turns amounts in a currency format into Currency with 4 decimals. It tells of the first area alone.
Private Function RangeContent(ByVal area As Object) As Variant
    On Error GoTo libreOffice
    RangeContent = area.Value2
    If area.Areas.Count > 1 Then RangeContent = ERROR_VALUE
    Exit Function
libreOffice:
    RangeContent = LibreOfficeContent(area)
End Function

' LibreOffice has no Value2, and hands error values to Basic in disguise.
Private Function LibreOfficeContent(ByVal area As Object) As Variant
    Dim content As Variant, row As Long, column As Long
    content = area.Value
    If Not IsArray(content) Then
        LibreOfficeContent = Undisguised(content, area, 1, 1)
        Exit Function
    End If
    For row = LBound(content, 1) To UBound(content, 1)
        For column = LBound(content, 2) To UBound(content, 2)
            content(row, column) = Undisguised(content(row, column), area, row, column)
        Next column
    Next row
    LibreOfficeContent = content
End Function

' An error cell reads as 0 there, and an error that a function of ours returned as the text "Error 2007".
Private Function Undisguised(ByRef content As Variant, ByVal area As Object, ByVal row As Long, ByVal column As Long) As Variant
    Dim shown As String
    Undisguised = content
    If VarType(content) = vbString Then
        If Left$(content, 8) = "Error 20" Then Undisguised = TextOfError(Val(Mid$(content, 7)))
    ElseIf VarType(content) = vbDouble Then
        If content = 0 Then
            shown = area.Cells(row, column).Text
            If NumberOfError(shown) > 0 Then
                Undisguised = shown
            ElseIf Left$(shown, 4) = "Err:" Then
                Undisguised = ERROR_VALUE
            End If
        End If
    End If
End Function

' ------------------------------------------------------------ results
' Both engines hand error values over as text; here they become error values.
Private Function ToCells(ByRef result As Variant) As Variant
    Dim sheetCells As Variant, row As Long, column As Long
    If Not IsArray(result) Then
        ToCells = ToCell(result)
        Exit Function
    End If
    sheetCells = RowsOf(result)
    For row = LBound(sheetCells, 1) To UBound(sheetCells, 1)
        For column = LBound(sheetCells, 2) To UBound(sheetCells, 2)
            sheetCells(row, column) = ToCell(sheetCells(row, column))
        Next column
    Next row
    ToCells = sheetCells
End Function

Private Function ToCell(ByVal content As Variant) As Variant
    Dim number As Long
    If VarType(content) = vbString Then number = NumberOfError(content)
    If number > 0 Then
        ToCell = CVErr(number)
    Else
        ToCell = content
    End If
End Function

' ------------------------------------------------------------ choosing the engine
Private Sub ChooseEngine()
    ' While Python starts, Excel may calculate other cells; those use the rules in VBA.
    m_engine = ENGINE_VBA
    m_reason = NOT_FOUND
    If Not IsPythonInstalled() Then Exit Sub
    m_reason = NO_ANSWER
    If Connect() Then m_engine = ENGINE_PYTHON
End Sub

' Whether all that xlwings needs is on the disk. The interpreter by its full path: a bare "python" may start the Store, and a
' share that does not answer would keep Excel waiting.
Private Function IsPythonInstalled() As Boolean
    Dim python As String
    On Error GoTo absent
    If Not InExcelOnPC() Then Exit Function
    python = GetConfig("INTERPRETER_WIN", "")
    If Mid$(python, 2, 2) <> ":\" Then Exit Function
    If Not FileExists(python) Then Exit Function
    IsPythonInstalled = HasLibrary(ParentFolder(python))
absent:
End Function

' On a PC an interpreter that answers with our rules; on a Mac, where none serves cells, one that is there.
Private Function HasPython() As Boolean
    Dim python As String
    On Error GoTo absent
    If m_engine <> ENGINE_PYTHON Then ForgetEngine
    PrepareEngine
    If InExcelOnPC() Then
        HasPython = (m_engine = ENGINE_PYTHON)
    ElseIf Left$(Application.OperatingSystem, 3) = "Mac" Then
        python = GetConfig("INTERPRETER_MAC", "")
        If Len(python) > 0 Then HasPython = FileExists(python)
    End If
absent:
End Function

' On a Mac xlwings knows no cell functions.
Private Function InExcelOnPC() As Boolean
    InExcelOnPC = (Application.Name = "Microsoft Excel") And (Left$(Application.OperatingSystem, 3) = "Win")
End Function

' The DLL of the xlwings version in this workbook, beside python.exe or, for a venv, one folder up.
Private Function HasLibrary(ByVal folder As String) As Boolean
    Dim library As String
    #If Win64 Then
        library = "\xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        library = "\xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
    If FileExists(folder & library) Then
        HasLibrary = True
    Else
        HasLibrary = FileExists(ParentFolder(folder) & library)
    End If
End Function

' ------------------------------------------------------------ calling Python
Private Function AnswerOfPython(ByVal functionName As String, ByRef given As Variant, ByRef result As Variant) As Boolean
    PrepareEngine
    If m_engine <> ENGINE_PYTHON Then Exit Function
    AnswerOfPython = Ask(functionName, given, result)
    If AnswerOfPython Then Exit Function
    ' The server may have been ended meanwhile: once more, then the rules in VBA for the rest of the session.
    m_engine = ENGINE_VBA
    m_reason = NO_ANSWER
    If Not Connect() Then Exit Function
    AnswerOfPython = Ask(functionName, given, result)
    If AnswerOfPython Then m_engine = ENGINE_PYTHON
End Function

' The server object is kept, since XLPy() reads the settings files each time. ANGKA(0) shows that this Python has our rules.
Private Function Connect() As Boolean
    On Error GoTo failed
    Set m_py = Nothing
    Set m_py = XLPy()
    Connect = (m_py.CallUDF("xlfuncs.udf", "ANGKA", Array(0)) = 0)
failed:
End Function

' Without workbook and calling cell: fewer round trips, and nothing depends on which file is active or what it is called.
Private Function Ask(ByVal functionName As String, ByRef given As Variant, ByRef result As Variant) As Boolean
    On Error GoTo failed
    result = m_py.CallUDF("xlfuncs.udf", functionName, given)
    Ask = True
failed:
End Function
