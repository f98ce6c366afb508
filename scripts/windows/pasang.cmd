@echo off
rem LKjIP: menyiapkan Excel di komputer ini, tanpa hak administrator dan tanpa internet.
rem Mencari Python, membuat lingkungan Python sendiri, memasang isi folder wheels, lalu menjalankan "lkjip pasang".
rem Pilihan /diam: tidak menunggu tombol ditekan.
setlocal EnableExtensions DisableDelayedExpansion
set "DIAM=%~1"
set "SUMBER=%~dp0"
set "RUMAH=%LOCALAPPDATA%\LKjIP"
set "LAMA=%RUMAH%\python.lama"
set "PY=%RUMAH%\python\Scripts\python.exe"
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYTHON="
set "SYARAT=import sys, sysconfig; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14) and sysconfig.get_platform() == 'win-amd64' and not sysconfig.get_config_var('Py_GIL_DISABLED')))"

if not defined LOCALAPPDATA goto tanpa_folder
if not exist "%SUMBER%wheels\kunci.txt" goto belum_diekstrak
for /f "delims=," %%T in ('tasklist /nh /fo csv /fi "imagename eq excel.exe" 2^>nul') do if /i "%%~T"=="excel.exe" goto excel_terbuka

for %%V in (3.13 3.12 3.11 3.14) do if not defined PYTHON for /f "delims=" %%P in ('py -%%V -c "import sys; print(sys.executable)" 2^>nul') do call :coba "%%P"
for /f "delims=" %%D in ('dir /b /ad /o-n "%LOCALAPPDATA%\Programs\Python\Python3*" 2^>nul') do call :coba "%LOCALAPPDATA%\Programs\Python\%%D\python.exe"
for /f "delims=" %%D in ('dir /b /ad /o-n "%LOCALAPPDATA%\Python\pythoncore-3*" 2^>nul') do call :coba "%LOCALAPPDATA%\Python\%%D\python.exe"
for /f "delims=" %%D in ('dir /b /ad /o-n "%ProgramFiles%\Python3*" 2^>nul') do call :coba "%ProgramFiles%\%%D\python.exe"
for /f "delims=" %%P in ('where python 2^>nul') do call :coba "%%P"
if not defined PYTHON goto tanpa_python

echo Memakai "%PYTHON%"
echo Memasang, satu atau dua menit ...
rem Folder yang bisa diganti namanya tidak dipakai siapa pun. Yang lama dikembalikan bila yang baru tidak jadi.
if not exist "%RUMAH%\python" if exist "%LAMA%" ren "%LAMA%" python
if exist "%LAMA%" rmdir /s /q "%LAMA%"
if exist "%RUMAH%\python" ren "%RUMAH%\python" python.lama
if exist "%RUMAH%\python" goto dipakai
"%PYTHON%" -m venv --clear "%RUMAH%\python"
if not "%ERRORLEVEL%"=="0" goto gagal
"%PY%" -m pip --isolated --disable-pip-version-check --quiet install --no-index --find-links "%SUMBER%wheels" --only-binary :all: --no-cache-dir --require-hashes -r "%SUMBER%wheels\kunci.txt"
if not "%ERRORLEVEL%"=="0" goto gagal
"%PY%" -m lkjip pasang --panduan "%SUMBER%panduan"
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
echo Sudah terpasang, tetapi baris "salah" di atas perlu dibenahi dulu.
echo Buku kerja tetap bisa dipakai: tanpa Python fungsinya dihitung oleh Excel sendiri.
goto akhir

:tanpa_python
echo.
echo Python 3.11 sampai 3.14 (64 bit) tidak ditemukan di komputer ini.
echo.
echo Tanpa Python buku kerja tetap bisa dipakai: buka LKjIP_template.xlsm.
echo Untuk memasang Python tanpa hak administrator:
echo   1. Buka https://www.python.org/downloads/windows/ dan unduh Python 3.13,
echo      "Windows installer (64-bit)". Tanpa internet: minta berkas itu ke bagian TI.
echo   2. Jalankan. Kosongkan "Use admin privileges when installing py.exe",
echo      lalu pilih "Install Now".
echo   3. Jalankan lagi pasang.cmd ini.
echo Jangan memakai Python dari Microsoft Store: Excel tidak bisa memakainya.
set "HASIL=2"
goto akhir

:belum_diekstrak
echo Folder wheels tidak ada di sebelah pasang.cmd.
echo Kalau rilis ini berupa zip: klik kanan, Extract All, lalu jalankan pasang.cmd dari folder hasilnya.
set "HASIL=2"
goto akhir

:excel_terbuka
echo Excel masih terbuka. Simpan pekerjaan, tutup semua jendela Excel, lalu jalankan lagi pasang.cmd.
set "HASIL=2"
goto akhir

:dipakai
echo Python LKjIP masih dipakai program lain. Tutup semua jendela Excel dan jendela perintah, tunggu sebentar,
echo lalu jalankan lagi pasang.cmd. Tidak ada yang diubah.
set "HASIL=2"
goto akhir

:tanpa_folder
echo Windows tidak menyebutkan LOCALAPPDATA. Keluar dari Windows, masuk lagi, lalu ulangi.
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
if /i not "%DIAM%"=="/diam" pause
exit /b %HASIL%

:coba
rem Python pertama yang cocok dipakai. Yang di WindowsApps hanya mengantar ke Microsoft Store, yang di LKjIP akan diganti.
if defined PYTHON exit /b
if not exist "%~1" exit /b
set "CALON=%~1"
if not "%CALON:\WindowsApps\=%"=="%CALON%" exit /b
if not "%CALON:\LKjIP\python\=%"=="%CALON%" exit /b
"%~1" -c "%SYARAT%" >nul 2>nul
if "%ERRORLEVEL%"=="0" set "PYTHON=%~1"
exit /b
