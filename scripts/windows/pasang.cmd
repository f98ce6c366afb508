@echo off
rem LKjIP: menyiapkan Excel di komputer ini, tanpa hak administrator dan tanpa internet.
rem Menyalin folder python di sebelah berkas ini ke folder pengguna, lalu menjalankan "lkjip pasang".
rem Pilihan /diam: tidak menunggu tombol ditekan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM="
if /i "%~1"=="/diam" set "DIAM=1"
set "SINI=%~dp0"
set "RUMAH=%LOCALAPPDATA%\LKjIP"
set "LAMA=%RUMAH%\python.lama"
set "BARU=%RUMAH%\python.baru"
set "PY=%RUMAH%\python\Scripts\python.exe"

if not defined LOCALAPPDATA goto tanpa_folder
if not exist "%SINI%python\python.exe" goto belum_diekstrak
set "FOLDER=%SINI%"
set "BATAS=140"
if not "%SINI:~0,140%"=="%SINI%" goto folder_panjang
if not "%SINI:;=%"=="%SINI%" goto folder_titik_koma
set "FOLDER=%RUMAH%"
set "BATAS=120"
if not "%RUMAH:~0,120%"=="%RUMAH%" goto folder_panjang
if not "%RUMAH:;=%"=="%RUMAH%" goto folder_titik_koma
for /f "delims=," %%T in ('tasklist /nh /fo csv /fi "imagename eq excel.exe" 2^>nul') do if /i "%%~T"=="excel.exe" goto excel_terbuka

echo Memasang, kurang dari satu menit ...
rem Yang lama tetap di tempatnya sampai yang baru tersalin utuh, dan kembali bila yang baru tidak jalan.
rem Folder yang bisa diganti namanya tidak dipakai siapa pun.
if not exist "%RUMAH%\python" if exist "%LAMA%" ren "%LAMA%" python
if exist "%LAMA%" rmdir /s /q "%LAMA%"
if exist "%LAMA%" goto dipakai
if exist "%BARU%" rmdir /s /q "%BARU%"
if exist "%BARU%" goto dipakai
xcopy "%SINI%python" "%BARU%\Scripts" /e /i /q /h /r /y >nul
if not "%ERRORLEVEL%"=="0" goto tidak_tersalin
if not exist "%BARU%\Scripts\python.exe" goto tidak_tersalin
if exist "%RUMAH%\python" ren "%RUMAH%\python" python.lama
if exist "%RUMAH%\python" goto dipakai
ren "%BARU%" python
if not exist "%PY%" goto gagal
rem Hanya supaya Excel lebih cepat mulai; tanpa ini pun semuanya jalan.
"%PY%" -m compileall -q "%RUMAH%\python\Scripts\Lib" >nul 2>nul
"%PY%" -m lkjip pasang --panduan "%SINI%panduan"
set "HASIL=%ERRORLEVEL%"
if "%HASIL%"=="0" goto selesai
if "%HASIL%"=="1" goto ada_catatan
goto gagal

:selesai
if exist "%LAMA%" rmdir /s /q "%LAMA%" 2>nul
echo.
echo Selesai. Buka LKjIP_template.xlsm di folder Documents.
goto akhir

:ada_catatan
if exist "%LAMA%" rmdir /s /q "%LAMA%" 2>nul
echo.
echo Terpasang, tetapi ada yang perlu dibenahi dulu: lihat baris "salah" di atas.
goto akhir

:belum_diekstrak
echo Folder python tidak ada di sebelah pasang.cmd.
echo Kalau rilis ini berupa zip: klik kanan, Extract All, lalu jalankan pasang.cmd dari folder hasilnya.
set "HASIL=2"
goto akhir

:folder_panjang
echo Nama folder ini terlalu panjang; paling panjang %BATAS% huruf:
echo   "%FOLDER%"
echo Pindahkan folder rilis ke tempat yang lebih pendek, misalnya C:\LKjIP, lalu jalankan lagi pasang.cmd.
set "HASIL=2"
goto akhir

:folder_titik_koma
echo Nama folder ini memuat titik koma, yang tidak bisa dibaca Excel:
echo   "%FOLDER%"
echo Pindahkan folder rilis ke tempat lain, misalnya C:\LKjIP, lalu jalankan lagi pasang.cmd.
set "HASIL=2"
goto akhir

:excel_terbuka
echo Excel masih terbuka. Simpan pekerjaan, tutup semua jendela Excel, lalu jalankan lagi pasang.cmd.
set "HASIL=2"
goto akhir

:dipakai
if exist "%RUMAH%\python" if exist "%BARU%" rmdir /s /q "%BARU%" 2>nul
echo Python LKjIP masih dipakai program lain. Tutup semua jendela Excel dan jendela perintah, tunggu sebentar,
echo lalu jalankan lagi pasang.cmd. Pemasangan yang ada tidak diubah.
set "HASIL=2"
goto akhir

:tanpa_folder
echo Windows tidak menyebutkan LOCALAPPDATA. Keluar dari Windows, masuk lagi, lalu ulangi.
set "HASIL=2"
goto akhir

:tidak_tersalin
if exist "%BARU%" rmdir /s /q "%BARU%" 2>nul
echo Folder python tidak tersalin utuh ke "%RUMAH%".
echo Periksa ruang disk dan antivirus, lalu jalankan lagi pasang.cmd. Pemasangan yang ada tidak diubah.
set "HASIL=2"
goto akhir

:gagal
if exist "%LAMA%" rmdir /s /q "%RUMAH%\python" 2>nul
if exist "%LAMA%" ren "%LAMA%" python
echo.
echo Pemasangan belum berhasil; pesan di atas menyebutkan sebabnya. Buku kerja Anda tidak disentuh.
echo Perbaiki lalu jalankan lagi pasang.cmd, atau kirim gambar layar ini ke bagian TI.
set "HASIL=2"

:akhir
if not defined DIAM pause
exit /b %HASIL%
