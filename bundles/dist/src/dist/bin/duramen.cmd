@echo off
rem SPDX-FileCopyrightText: The Duramen authors
rem SPDX-License-Identifier: Apache-2.0
rem
rem Runs the duramen command on the Java of JAVA_HOME, else on that of PATH.
rem DURAMEN_JAVA_OPTS holds options for the JVM, separated by spaces, for instance -Xmx2g.
setlocal

if defined JAVA_HOME goto named
set "JAVA=java.exe"
where /q java.exe
if not errorlevel 1 goto found
echo duramen: no Java found; install Java 17 or later and set JAVA_HOME, or put it on PATH>&2
exit /b 1

:named
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto found
echo duramen: JAVA_HOME is %JAVA_HOME%, but there is no %JAVA%; set it to a Java 17 or later, or unset it>&2
exit /b 1

:found
set "VERSION="
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined VERSION set "VERSION=%%~v"
set "FEATURE=0"
for /f "delims=.-+_" %%f in ("%VERSION%") do set "FEATURE=%%f"
if %FEATURE% geq 17 goto run
echo duramen: %JAVA% is Java "%VERSION%"; set JAVA_HOME to a Java 17 or later>&2
exit /b 1

:run
"%JAVA%" %DURAMEN_JAVA_OPTS% -jar "%~dp0..\duramen.jar" %*
exit /b %ERRORLEVEL%
