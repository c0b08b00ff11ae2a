@echo off
rem The command line of the installed program. Administrators only: nobody else can open the folder of the desk.
setlocal
if not defined DESKBRIDGE_CONFIG set "DESKBRIDGE_CONFIG=%ProgramData%\deskbridge\deskbridge.yaml"
"%~dp0bin\node.exe" "%~dp0dist\deskbridge.js" %*
