// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.SourceOpener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is only read. Nothing in it is opened for writing, locked, created or touched, and no symbolic link in it
 * is followed out of it.
 *
 * <p>Names are relative, their segments joined by {@code '/'}; {@code ""} is the directory itself. They are names as the file
 * system gives them, so that anything may be in them.
 */
public final class LegacySource {
    private final Path directory;
    private final @Nullable Path only;

    private final SourceOpener opener;

    private LegacySource(Path directory, @Nullable Path only, SourceOpener opener) {
        this.directory = directory;
        this.only = only;
        this.opener = opener;
    }

    /**
     * Reads a directory, or a file alone as if nothing else were in its directory.
     *
     * @param path the directory or the file; need not exist
     * @return the source
     */
    public static LegacySource at(Path path) {
        return at(path, file -> FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Reads a directory, or a file alone, whose files somebody else opens.
     *
     * @param path the directory or the file; need not exist
     * @param opener opens files
     * @return the source
     */
    public static LegacySource at(Path path, SourceOpener opener) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) {
            return new LegacySource(absolute, null, opener);
        }
        try {
            Path file = absolute.toRealPath(); // the file itself may be named by a link
            return new LegacySource(Objects.requireNonNull(file.getParent()), file.getFileName(), opener);
        } catch (IOException e) {
            throw new LegacyReadException(absolute.toString(), e);
        }
    }

    /**
     * Returns the source's own name.
     *
     * @return the last segment of the directory or file, possibly empty
     */
    public String name() {
        Path last = only == null ? directory.getFileName() : only;
        return last == null ? "" : last.toString();
    }

    /**
     * Returns a name as people should see it.
     *
     * @param name a file or directory
     * @return its absolute path
     */
    public String describe(String name) {
        return name.isEmpty() ? directory.toString() : directory.resolve(name).toString();
    }

    /**
     * Tells whether a name is there, whatever it stands for.
     *
     * @param name the name
     * @return {@code true} if so
     */
    public boolean exists(String name) {
        return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Tells whether there is a file. A symbolic link is none.
     *
     * @param name the name
     * @return {@code true} if it is a regular file
     */
    public boolean isFile(String name) {
        return Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Tells whether there is a directory. A symbolic link is none, except to the source itself.
     *
     * @param name the name
     * @return {@code true} if it is a directory
     */
    public boolean isDirectory(String name) {
        return name.isEmpty()
                ? Files.isDirectory(directory)
                : Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Lists a directory.
     *
     * @param name the directory
     * @return the last segments of the names in it, sorted, those of directories followed by {@code '/'}; empty if it is none
     */
    public List<String> list(String name) {
        if (!isDirectory(name)) {
            return List.of();
        }
        if (only != null) {
            return name.isEmpty() ? List.of(only.toString()) : List.of();
        }
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory.resolve(name))) {
            for (Path path : paths) {
                String last = String.valueOf(path.getFileName());
                names.add(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? last + "/" : last);
            }
        } catch (IOException e) {
            throw new LegacyReadException(describe(name), e);
        } catch (DirectoryIteratorException e) {
            throw new LegacyReadException(describe(name), Objects.requireNonNull(e.getCause()));
        }
        return new ArrayList<>(names);
    }

    /**
     * Opens a file for reading at any place.
     *
     * @param name the file
     * @return the file, to be closed; its size may grow meanwhile
     */
    public SourceFile open(String name) {
        try {
            return new SourceFile(opener.open(directory.resolve(name)), name, describe(name));
        } catch (IOException e) {
            throw new LegacyReadException(describe(name), e);
        }
    }

    /**
     * Reads a file as a whole.
     *
     * @param name the file
     * @param limit the most bytes it may have
     * @return its bytes
     * @throws LegacyReadException if it cannot be read, or is larger
     */
    public byte[] read(String name, int limit) {
        try (SourceFile file = open(name)) {
            InputStream in = file.stream(0, Long.MAX_VALUE);
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IOException("it has more than " + limit + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new LegacyReadException(describe(name), e);
        }
    }
}
