@echo off
rem LKjIP: menjalankan perintah lkjip, misalnya: lkjip.cmd periksa "LKjIP 2020.xlsm"
setlocal EnableExtensions DisableDelayedExpansion
set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
"%PY%" -m lkjip %*
exit /b %ERRORLEVEL%

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
exit /b 2
