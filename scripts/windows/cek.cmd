@echo off
rem LKjIP: memeriksa komputer ini, dengan Python di sebelah berkas ini atau yang terpasang.
rem Boleh juga menarik sebuah buku kerja ke atas berkas ini. Pilihan /diam: tidak menunggu tombol ditekan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
if defined DIAM shift /1
set "PY=%~dp0python\python.exe"
if not exist "%PY%" set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
if "%~1"=="" goto komputer
"%PY%" -m lkjip cek "%~1"
set "HASIL=%ERRORLEVEL%"
goto akhir

:komputer
"%PY%" -m lkjip cek
set "HASIL=%ERRORLEVEL%"

:akhir
if "%HASIL%"=="0" goto tutup
if "%HASIL%"=="1" goto tutup
echo Pemeriksaan tidak selesai. Jalankan lagi pasang.cmd; bila tetap begini, kirim gambar layar ini ke bagian TI.
set "HASIL=2"

:tutup
if not defined DIAM pause
exit /b %HASIL%

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
set "HASIL=1"
goto tutup
