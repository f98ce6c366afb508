Attribute VB_Name = "LkjipFungsi"
' The cell functions as staff type them. They hand plain values on and compute nothing themselves.
' No argument is named like a function: the VBA editor gives one spelling to both, and cells would show it.
Option Explicit

Public Function CAPAIAN(target As Variant, realisasi As Variant, Optional arah As Variant) As Variant
    CAPAIAN = Hitung("CAPAIAN", Array(IsiSel(target), IsiSel(realisasi), IsiSel(arah)))
End Function

Public Function KATEGORI(nilai_capaian As Variant, Optional skala As Variant, Optional bentuk As Variant) As Variant
    KATEGORI = Hitung("KATEGORI", Array(IsiSel(nilai_capaian), IsiSel(skala), IsiSel(bentuk)))
End Function

Public Function SERAPAN(anggaran As Variant, realisasi As Variant) As Variant
    SERAPAN = Hitung("SERAPAN", Array(IsiSel(anggaran), IsiSel(realisasi)))
End Function

Public Function EFISIENSI(anggaran As Variant, realisasi As Variant) As Variant
    EFISIENSI = Hitung("EFISIENSI", Array(IsiSel(anggaran), IsiSel(realisasi)))
End Function

Public Function ANGKA(teks As Variant) As Variant
    ANGKA = Hitung("ANGKA", Array(IsiSel(teks)))
End Function

Public Function TERBILANG(bilangan As Variant) As Variant
    TERBILANG = Hitung("TERBILANG", Array(IsiSel(bilangan)))
End Function

Public Function RUPIAH(bilangan As Variant) As Variant
    RUPIAH = Hitung("RUPIAH", Array(IsiSel(bilangan)))
End Function

' Not volatile: Excel would ask at every close whether to save. LkjipSaatDibuka asks anew, and the button "Hitung ulang".
Public Function MESIN_LKJIP() As Variant
    MESIN_LKJIP = NamaMesin()
End Function
