@echo off
rem LKjIP: tarik buku kerja tahun ini ke atas berkas ini; buku kerja tahun berikutnya dibuat di sebelahnya.
setlocal EnableExtensions DisableDelayedExpansion
set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
if "%~1"=="" goto tanpa_buku
"%PY%" -m lkjip tahun-baru "%~1" --keluaran "%~dpn1 - tahun berikutnya.xlsm"
set "HASIL=%ERRORLEVEL%"
if "%HASIL%"=="0" goto tutup
echo Buku kerja tahun berikutnya belum dibuat; pesan di atas menyebutkan sebabnya.
set "HASIL=2"

:tutup
pause
exit /b %HASIL%

:tanpa_buku
echo Tarik buku kerja tahun ini ke atas tahun-baru.cmd, atau tulis:
echo   lkjip.cmd tahun-baru "LKjIP 2020.xlsm" --keluaran "LKjIP 2021.xlsm"
pause
exit /b 2

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
pause
exit /b 2
