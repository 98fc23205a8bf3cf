@echo off
rem SPDX-FileCopyrightText: The Duramen authors
rem SPDX-License-Identifier: Apache-2.0

rem Runs the packaged command, and builds it first if it is not there: needs a JDK 17 and nothing else.
setlocal
set "COMMAND=%~dp0bundles\dist\target\duramen\bin\duramen.cmd"
if not exist "%COMMAND%" (
    echo duramen: building once, which takes some minutes ^(mvnw -DskipTests package^) 1>&2
    pushd "%~dp0"
    call mvnw.cmd -B -ntp -DskipTests package 1>&2 || exit /b 1
    popd
)
call "%COMMAND%" %*
exit /b %ERRORLEVEL%
