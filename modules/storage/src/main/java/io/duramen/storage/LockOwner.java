// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * The note beside a lock file that says which process holds it. It is a file of its own because nothing but the lock's own
 * channel may open the lock file.
 *
 * @param pid the process
 * @param started when that process started, which tells it from a later one with the same number
 */
record LockOwner(long pid, Instant started) {

    /** The process that runs this code. */
    static LockOwner self() {
        ProcessHandle self = ProcessHandle.current();
        return new LockOwner(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Where the note to a lock file stands. */
    static Path noteOf(Path lock) {
        return lock.resolveSibling(lock.getFileName() + ".owner");
    }

    /** Reads a note; empty if there is none or it cannot be understood, for instance because it is being written. */
    static Optional<LockOwner> read(Path note) {
        try {
            String[] words = Files.readString(note).strip().split(" ", -1);
            return words.length == 2
                    ? Optional.of(new LockOwner(Long.parseLong(words[0]), Instant.parse(words[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException | DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Writes the note, readable by its owner only. */
    void write(Path note, OwnerOnly ownerOnly) throws IOException {
        Files.deleteIfExists(note);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(note, options, ownerOnly.fileAttributes())) {
            ownerOnly.restrictFile(note);
            ByteBuffer text = StandardCharsets.UTF_8.encode(pid + " " + started + "\n");
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
    }

    /**
     * Tells whether this is another process that still runs. A process that died and was not waited for keeps its number
     * and start time, but has no command any more.
     */
    boolean isAnotherLiveProcess() {
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid)
                        .map(ProcessHandle::info)
                        .filter(info -> info.command().isPresent())
                        .flatMap(ProcessHandle.Info::startInstant)
                        .filter(started::equals)
                        .isPresent();
    }

    /** Names the process for people. */
    String describe() {
        return "process " + pid + ", which started at " + started;
    }
}
