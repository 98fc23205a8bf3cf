@rem SPDX-FileCopyrightText: The Duramen authors
@rem SPDX-License-Identifier: Apache-2.0
@rem
@rem Runs Maven from the distribution kept in .mvn\wrapper, so that every build uses the same Maven and none has to fetch one.
@rem The first run checks its SHA-256 and unpacks it below %MAVEN_USER_HOME% or %USERPROFILE%\.m2; later runs start it directly.
@echo off
setlocal EnableExtensions DisableDelayedExpansion

set "WRAPPER=%~dp0.mvn\wrapper"
set "PROPERTIES=%WRAPPER%\maven-wrapper.properties"
if not exist "%PROPERTIES%" (
  echo mvnw: cannot read "%PROPERTIES%" 1>&2
  exit /b 1
)
set "VERSION="
set "ZIP="
set "EXPECTED="
for /f "usebackq eol=# tokens=1,2 delims==" %%a in ("%PROPERTIES%") do (
  if "%%a"=="mavenVersion" set "VERSION=%%b"
  if "%%a"=="distributionFile" set "ZIP=%WRAPPER%\%%b"
  if "%%a"=="distributionSha256Sum" set "EXPECTED=%%b"
)
if not defined VERSION goto incomplete
if not defined ZIP goto incomplete
if not defined EXPECTED goto incomplete

set "JAR=jar"
if defined JAVA_HOME (
  if not exist "%JAVA_HOME%\bin\java.exe" (
    echo mvnw: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it; set it to a JDK 17 or later 1>&2
    exit /b 1
  )
  set "JAR=%JAVA_HOME%\bin\jar"
) else (
  where java >nul 2>&1
  if errorlevel 1 (
    echo mvnw: no java found; install a JDK 17 or later and set JAVA_HOME or PATH 1>&2
    exit /b 1
  )
)

if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%VERSION%"
set "MAVEN=%DISTS%\%EXPECTED:~0,8%"
if exist "%MAVEN%\bin\mvn.cmd" goto run

if not exist "%ZIP%" (
  echo mvnw: the distribution "%ZIP%" is missing; restore it from version control 1>&2
  exit /b 1
)
set "ACTUAL="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%ZIP%" SHA256') do if not defined ACTUAL set "ACTUAL=%%h"
if not defined ACTUAL (
  echo mvnw: certutil could not compute the SHA-256 of "%ZIP%" 1>&2
  exit /b 1
)
rem Paths are quoted in messages, too: a bracket in one would end the block it is printed from.
rem Older versions of certutil print the digest with blanks between the bytes.
set "ACTUAL=%ACTUAL: =%"
if /i not "%ACTUAL%"=="%EXPECTED%" (
  echo mvnw: SHA-256 of "%ZIP%" is %ACTUAL%, expected %EXPECTED%; restore the file from version control 1>&2
  exit /b 1
)

rem Unpacked aside and renamed, so that a broken or a second run never meets half a Maven.
set "TEMPDIR=%DISTS%\.unpack.%RANDOM%%RANDOM%"
mkdir "%TEMPDIR%" || exit /b 1
pushd "%TEMPDIR%" || exit /b 1
rem tar is part of Windows since 10 and reads zip files; the JDK's jar does elsewhere.
tar -xf "%ZIP%" 2>nul || "%JAR%" xf "%ZIP%"
popd
if not exist "%TEMPDIR%\apache-maven-%VERSION%\bin\mvn.cmd" (
  echo mvnw: cannot unpack "%ZIP%": neither tar nor the JDK's jar command could read it 1>&2
  rmdir /s /q "%TEMPDIR%"
  exit /b 1
)
if not exist "%MAVEN%" move "%TEMPDIR%\apache-maven-%VERSION%" "%MAVEN%" >nul
rmdir /s /q "%TEMPDIR%"
if not exist "%MAVEN%\bin\mvn.cmd" (
  echo mvnw: cannot rename the unpacked Maven to "%MAVEN%" 1>&2
  exit /b 1
)

:run
rem An installed Maven's home must not leak into this one.
set "M2_HOME="
set "MAVEN_HOME=%MAVEN%"
call "%MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:incomplete
echo mvnw: "%PROPERTIES%" must set mavenVersion, distributionFile and distributionSha256Sum 1>&2
exit /b 1
