Attribute VB_Name = "LkjipGalat"
' Excel's error values as text: the form in which both engines hand them over (xlfuncs/errors.py).
Option Explicit
Option Private Module

Public Const ERROR_DIV0 As String = "#DIV/0!"
Public Const ERROR_VALUE As String = "#VALUE!"
Public Const ERROR_NUM As String = "#NUM!"

' The number CVErr takes; 0 for a text that is no error value.
Public Function NumberOfError(ByVal errorText As String) As Long
    If Left$(errorText, 1) <> "#" Then Exit Function
    Select Case errorText
        Case "#NULL!": NumberOfError = 2000
        Case "#DIV/0!": NumberOfError = 2007
        Case "#VALUE!": NumberOfError = 2015
        Case "#REF!": NumberOfError = 2023
        Case "#NAME?": NumberOfError = 2029
        Case "#NUM!": NumberOfError = 2036
        Case "#N/A": NumberOfError = 2042
        Case "#GETTING_DATA": NumberOfError = 2043
        Case "#SPILL!": NumberOfError = 2045
        Case "#CONNECT!": NumberOfError = 2046
        Case "#BLOCKED!": NumberOfError = 2047
        Case "#UNKNOWN!": NumberOfError = 2048
        Case "#FIELD!": NumberOfError = 2049
        Case "#CALC!": NumberOfError = 2050
        Case "#BUSY!": NumberOfError = 2051
    End Select
End Function

' Later Excels may know more errors; those count as #VALUE!.
Public Function TextOfError(ByVal number As Long) As String
    Select Case number
        Case 2000: TextOfError = "#NULL!"
        Case 2007: TextOfError = "#DIV/0!"
        Case 2023: TextOfError = "#REF!"
        Case 2029: TextOfError = "#NAME?"
        Case 2036: TextOfError = "#NUM!"
        Case 2042: TextOfError = "#N/A"
        Case 2043: TextOfError = "#GETTING_DATA"
        Case 2045: TextOfError = "#SPILL!"
        Case 2046: TextOfError = "#CONNECT!"
        Case 2047: TextOfError = "#BLOCKED!"
        Case 2048: TextOfError = "#UNKNOWN!"
        Case 2049: TextOfError = "#FIELD!"
        Case 2050: TextOfError = "#CALC!"
        Case 2051: TextOfError = "#BUSY!"
        Case Else: TextOfError = "#VALUE!"
    End Select
End Function

' A value as the rules take it: an error value becomes its text.
Public Function ErrorAsText(ByVal content As Variant) As Variant
    If IsError(content) Then
        ErrorAsText = TextOfError(CLng(content))
    Else
        ErrorAsText = content
    End If
End Function

' Whether a value is the text of an error value
Public Function IsErrorText(ByVal content As Variant) As Boolean
    If VarType(content) = vbString Then IsErrorText = (NumberOfError(content) > 0)
End Function
