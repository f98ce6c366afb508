@echo off
rem LKjIP: memeriksa komputer ini. Boleh juga menarik sebuah buku kerja ke atas berkas ini.
setlocal EnableExtensions DisableDelayedExpansion
set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
if "%~1"=="" ("%PY%" -m lkjip cek) else ("%PY%" -m lkjip cek "%~1")
set "HASIL=%ERRORLEVEL%"
pause
exit /b %HASIL%

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
pause
exit /b 1
