@echo off
rem LKjIP: membatalkan pasang.cmd. Buku kerja dibiarkan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM=%~1"
set "PY=%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe"
set "HASIL=0"
if not exist "%PY%" goto tidak_ada
for /f "delims=," %%T in ('tasklist /nh /fo csv /fi "imagename eq excel.exe" 2^>nul') do if /i "%%~T"=="excel.exe" goto excel_terbuka
"%PY%" -m lkjip lepas
if errorlevel 1 goto gagal
rmdir /s /q "%LOCALAPPDATA%\LKjIP\python"
rmdir "%LOCALAPPDATA%\LKjIP" 2>nul
echo Selesai.
goto akhir

:tidak_ada
echo LKjIP tidak terpasang untuk pengguna ini.
goto akhir

:excel_terbuka
echo Excel masih terbuka. Simpan pekerjaan, tutup semua jendela Excel, lalu jalankan lagi lepas.cmd.
set "HASIL=2"
goto akhir

:gagal
echo Belum berhasil; pesan di atas menyebutkan sebabnya. Tidak ada yang dihapus setelah pesan itu.
set "HASIL=2"

:akhir
if /i not "%DIAM%"=="/diam" pause
exit /b %HASIL%
