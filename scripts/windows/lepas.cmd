@echo off
rem LKjIP: membatalkan pasang.cmd. Buku kerja dibiarkan.
rem Pilihan /diam: tidak menunggu tombol ditekan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
set "SINI=%~dp0"
set "RUMAH=%LOCALAPPDATA%\LKjIP"
set "SISA=%RUMAH%\python.dihapus"
set "PY=%RUMAH%\python\Scripts\python.exe"
set "HASIL=0"
if not defined LOCALAPPDATA goto tanpa_folder
for /f "delims=," %%T in ('tasklist /nh /fo csv /fi "imagename eq excel.exe" 2^>nul') do if /i "%%~T"=="excel.exe" goto excel_terbuka
if exist "%PY%" goto lepas
set "PY=%SINI%python\python.exe"
if exist "%RUMAH%\pasang.json" if exist "%PY%" goto lepas
if exist "%RUMAH%\python" goto hapus
if exist "%SISA%" goto hapus
echo LKjIP tidak terpasang untuk pengguna ini.
goto akhir

:lepas
"%PY%" -m lkjip lepas
if not "%ERRORLEVEL%"=="0" goto gagal

:hapus
rem Folder yang bisa diganti namanya tidak dipakai siapa pun; yang masih dipakai tidak dihapus sebagian.
if exist "%RUMAH%\python.baru" rmdir /s /q "%RUMAH%\python.baru" 2>nul
if exist "%RUMAH%\python.lama" rmdir /s /q "%RUMAH%\python.lama" 2>nul
if exist "%SISA%" rmdir /s /q "%SISA%"
if exist "%SISA%" goto dipakai
if exist "%RUMAH%\python" ren "%RUMAH%\python" python.dihapus
if exist "%RUMAH%\python" goto dipakai
if exist "%SISA%" rmdir /s /q "%SISA%"
if exist "%SISA%" goto dipakai
rmdir "%RUMAH%" 2>nul
echo Selesai.
goto akhir

:dipakai
echo Pengaturan Excel sudah dikembalikan, tetapi folder Python LKjIP masih dipakai program lain dan belum terhapus:
if exist "%RUMAH%\python" echo   "%RUMAH%\python"
if exist "%SISA%" echo   "%SISA%"
echo Tutup semua jendela Excel dan jendela perintah, tunggu sebentar, lalu jalankan lagi lepas.cmd.
set "HASIL=2"
goto akhir

:excel_terbuka
echo Excel masih terbuka. Simpan pekerjaan, tutup semua jendela Excel, lalu jalankan lagi lepas.cmd.
set "HASIL=2"
goto akhir

:tanpa_folder
echo Windows tidak menyebutkan LOCALAPPDATA. Keluar dari Windows, masuk lagi, lalu ulangi.
set "HASIL=2"
goto akhir

:gagal
echo Belum berhasil; pesan di atas menyebutkan sebabnya. Tidak ada yang dihapus setelah pesan itu.
set "HASIL=2"

:akhir
if not defined DIAM pause
exit /b %HASIL%
