Attribute VB_Name = "LkjipGalat"
' Excel's error values as text: the form in which both engines hand them over (xlfuncs/errors.py).
Option Explicit
Option Private Module

Public Const GALAT_BAGI_NOL As String = "#DIV/0!"
Public Const GALAT_NILAI As String = "#VALUE!"
Public Const GALAT_BILANGAN As String = "#NUM!"

' The number CVErr takes; 0 for a text that is no error value.
Public Function NomorGalat(ByVal teks As String) As Long
    If Left$(teks, 1) <> "#" Then Exit Function
    Select Case teks
        Case "#NULL!": NomorGalat = 2000
        Case "#DIV/0!": NomorGalat = 2007
        Case "#VALUE!": NomorGalat = 2015
        Case "#REF!": NomorGalat = 2023
        Case "#NAME?": NomorGalat = 2029
        Case "#NUM!": NomorGalat = 2036
        Case "#N/A": NomorGalat = 2042
        Case "#GETTING_DATA": NomorGalat = 2043
        Case "#SPILL!": NomorGalat = 2045
        Case "#CONNECT!": NomorGalat = 2046
        Case "#BLOCKED!": NomorGalat = 2047
        Case "#UNKNOWN!": NomorGalat = 2048
        Case "#FIELD!": NomorGalat = 2049
        Case "#CALC!": NomorGalat = 2050
        Case "#BUSY!": NomorGalat = 2051
    End Select
End Function

' Later Excels may know more errors; those count as #VALUE!.
Public Function TeksGalat(ByVal nomor As Long) As String
    Select Case nomor
        Case 2000: TeksGalat = "#NULL!"
        Case 2007: TeksGalat = "#DIV/0!"
        Case 2023: TeksGalat = "#REF!"
        Case 2029: TeksGalat = "#NAME?"
        Case 2036: TeksGalat = "#NUM!"
        Case 2042: TeksGalat = "#N/A"
        Case 2043: TeksGalat = "#GETTING_DATA"
        Case 2045: TeksGalat = "#SPILL!"
        Case 2046: TeksGalat = "#CONNECT!"
        Case 2047: TeksGalat = "#BLOCKED!"
        Case 2048: TeksGalat = "#UNKNOWN!"
        Case 2049: TeksGalat = "#FIELD!"
        Case 2050: TeksGalat = "#CALC!"
        Case 2051: TeksGalat = "#BUSY!"
        Case Else: TeksGalat = "#VALUE!"
    End Select
End Function

' A value as the rules take it: an error value becomes its text.
Public Function TanpaGalat(ByVal nilai As Variant) As Variant
    If IsError(nilai) Then
        TanpaGalat = TeksGalat(CLng(nilai))
    Else
        TanpaGalat = nilai
    End If
End Function
