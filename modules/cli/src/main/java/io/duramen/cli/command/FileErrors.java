// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says in words what NIO says in types. */
public final class FileErrors {
    private FileErrors() {}

    /**
     * Says what went wrong with a file.
     *
     * @param e what NIO threw
     * @return a few words
     */
    public static String said(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "the name is taken";
        }
        return String.valueOf(e.getMessage());
    }
}
