@echo off
rem LKjIP: menjalankan perintah lkjip, misalnya: lkjip.cmd periksa "LKjIP 2020.xlsm"
rem Dengan Python di sebelah berkas ini, atau yang terpasang.
setlocal EnableExtensions DisableDelayedExpansion
set "PY=%~dp0python\python.exe"
if not exist "%PY%" set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
"%PY%" -m lkjip %*
set "HASIL=%ERRORLEVEL%"
if "%HASIL%"=="0" goto akhir
if "%HASIL%"=="1" goto akhir
if "%HASIL%"=="2" goto akhir
echo Python berhenti sebelum selesai, kode %HASIL%. Jalankan cek.cmd.
set "HASIL=2"

:akhir
exit /b %HASIL%

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
exit /b 2
