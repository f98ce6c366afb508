@echo off
rem LKjIP: tarik buku kerja tahun ini ke atas berkas ini; buku kerja tahun berikutnya dibuat di sebelahnya.
rem Pilihan /diam di depan: tidak menunggu tombol ditekan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
if defined DIAM shift /1
set "PY=%~dp0python\python.exe"
if not exist "%PY%" set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
if not exist "%PY%" goto tidak_ada
if "%~1"=="" goto tanpa_buku
"%PY%" -m lkjip tahun-baru "%~1" --keluaran "%~dpn1 - tahun berikutnya.xlsm"
set "HASIL=%ERRORLEVEL%"
if "%HASIL%"=="0" goto tutup
echo Buku kerja tahun berikutnya belum dibuat; pesan di atas menyebutkan sebabnya.
set "HASIL=2"

:tutup
if not defined DIAM pause
exit /b %HASIL%

:tanpa_buku
echo Tarik buku kerja tahun ini ke atas tahun-baru.cmd, atau tulis:
echo   lkjip.cmd tahun-baru "LKjIP 2020.xlsm" --keluaran "LKjIP 2021.xlsm"
set "HASIL=2"
goto tutup

:tidak_ada
echo LKjIP belum terpasang untuk pengguna ini; jalankan pasang.cmd.
set "HASIL=2"
goto tutup
