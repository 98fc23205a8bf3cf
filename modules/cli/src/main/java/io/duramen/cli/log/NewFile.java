// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file for its owner only that has its name once it is complete and durable, and is gone if it is never completed. */
public final class NewFile implements AutoCloseable {
    private static final int BATCH = 1 << 16;

    private final Storage storage;
    private final String name;
    private final StorageFile file;
    private final StringBuilder waiting = new StringBuilder(BATCH);
    private long end;
    private boolean complete;

    private NewFile(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
        if (storage.exists(part())) {
            storage.delete(part());
        }
        this.file = storage.open(part(), OpenMode.CREATE_NEW);
    }

    /**
     * Begins a file, whose name must be free and whose directory must be there.
     *
     * @param file the file
     * @return the file, to be closed
     */
    public static NewFile at(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw refused(file, "a directory", null);
        }
        NioStorage storage = NioStorage.at(directory);
        if (storage.exists(name.toString())) {
            throw refused(file, "the name is taken", null);
        }
        try {
            return new NewFile(storage, name.toString());
        } catch (StorageException e) {
            throw refused(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static CommandException refused(Path file, String found, @Nullable Throwable cause) {
        return new CommandException(
                cause == null ? ExitCode.FAILED : ExitCode.of(cause),
                "OUTPUT_FILE",
                "cannot write " + file + ": " + found,
                Map.of(
                        "file",
                        file.toString(),
                        "expected",
                        "a name that is free in a directory that is there",
                        "found",
                        found),
                "choose another file",
                cause);
    }

    private String part() {
        return name + ".part";
    }

    /**
     * Adds a line.
     *
     * @param line the line, without its end
     */
    public void line(String line) {
        waiting.append(line).append('\n');
        if (waiting.length() >= BATCH) {
            flush();
        }
    }

    private void flush() {
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        waiting.setLength(0);
        append(bytes, 0, bytes.length);
    }

    private void append(byte[] bytes, int offset, int length) {
        file.writeFully(ByteBuffer.wrap(bytes, offset, length), end);
        end += length;
    }

    /**
     * Returns a stream that adds bytes, instead of lines. Closing it does not close the file.
     *
     * @return the stream
     */
    public OutputStream bytes() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                append(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                append(bytes, offset, length);
            }
        };
    }

    /** Makes all of it durable and gives it its name. */
    public void complete() {
        flush();
        file.force(true);
        storage.rename(part(), name);
        storage.syncDirectory("");
        complete = true;
    }

    /** Closes the file, and removes it if it was not completed. */
    @Override
    public void close() {
        file.close();
        if (!complete) {
            storage.delete(part());
        }
    }
}
