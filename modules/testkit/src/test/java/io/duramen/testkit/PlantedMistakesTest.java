// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash test is worth what it finds: a small store with every classical mistake, one at a time. */
class PlantedMistakesTest {
    enum Mistake {
        NO_FORCE,
        NO_DIRECTORY_SYNC,
        ACK_BEFORE_FORCE,
        RENAME_BEFORE_FORCE,
        DELETE_BEFORE_RENAME,
        WRITES_IN_PLACE
    }

    @Test
    void withoutAMistakeNothingIsFound() {
        CrashReport report =
                runner(EnumSet.noneOf(Mistake.class)).recoveryDepth(2).run();

        assertTrue(report.states() > 500, report::toString);
        assertTrue(report.recoveryCrashes() > 0, report::toString);
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void everyMistakeIsFoundAndFoundAgainWhenReplayed(Mistake mistake) {
        CrashFailure found = assertThrows(
                CrashFailure.class, () -> runner(EnumSet.of(mistake)).run());

        CrashFailure again = assertThrows(
                CrashFailure.class, () -> runner(EnumSet.of(mistake)).replay(found.point()));
        assertEquals(found.getMessage(), again.getMessage());
        assertTrue(found.getMessage().contains(found.point()), found::getMessage);
    }

    @Test
    void aForceTriedAgainIsOnlyFoundByAForceThatFails() {
        SimDisk disk = SimDisk.create();
        disk.failForce(0, ForceFailure.KEEP);
        try (StorageFile file = disk.open("f", OpenMode.CREATE_NEW)) {
            disk.syncDirectory("");
            file.writeFully(ByteBuffer.wrap(new byte[] {1}), 0);
            assertThrows(StorageException.class, () -> file.force(false));
            file.force(false); // the mistake: it succeeds
        }

        assertEquals(1, disk.files().get("f"));
        assertEquals(0, disk.crash(1).files().get("f"));
    }

    private static CrashRunner runner(Set<Mistake> mistakes) {
        return CrashRunner.of(
                (storage, log) -> {
                    Register register = new Register(storage, mistakes);
                    for (int i = 1; i <= 3; i++) {
                        log.tried(i);
                        if (mistakes.contains(Mistake.ACK_BEFORE_FORCE)) {
                            log.acked(i);
                        }
                        register.set(i);
                        log.acked(i);
                    }
                },
                (storage, log) -> {
                    long found = new Register(storage, mistakes).get();
                    log.requireRecovered(found);
                    log.acked(found);
                });
    }

    /** One number, replaced as a whole: written to a temporary file of three sectors that is then renamed. */
    private static final class Register {
        private static final int SIZE = 1500;

        private final Storage storage;
        private final Set<Mistake> mistakes;

        Register(Storage storage, Set<Mistake> mistakes) {
            this.storage = storage;
            this.mistakes = mistakes;
            if (storage.exists("new")) {
                storage.delete("new");
            }
        }

        void set(long number) {
            boolean inPlace = mistakes.contains(Mistake.WRITES_IN_PLACE) && storage.exists("register");
            String name = inPlace ? "register" : "new";
            try (StorageFile file = storage.open(name, inPlace ? OpenMode.READ_WRITE : OpenMode.CREATE_NEW)) {
                file.writeFully(encode(number), 0);
                if (mistakes.contains(Mistake.RENAME_BEFORE_FORCE)) {
                    storage.rename("new", "register");
                    storage.syncDirectory("");
                }
                if (!mistakes.contains(Mistake.NO_FORCE)) {
                    file.force(true);
                }
            }
            if (storage.exists("new")) {
                publish();
            }
        }

        private void publish() {
            if (mistakes.contains(Mistake.DELETE_BEFORE_RENAME) && storage.exists("register")) {
                storage.delete("register");
                storage.syncDirectory("");
            }
            storage.rename("new", "register");
            if (!mistakes.contains(Mistake.NO_DIRECTORY_SYNC)) {
                storage.syncDirectory("");
            }
        }

        long get() {
            if (!storage.exists("register")) {
                return 0;
            }
            try (StorageFile file = storage.open("register", OpenMode.READ)) {
                ByteBuffer found = ByteBuffer.allocate(SIZE);
                file.readFully(found, 0);
                long number = Long.parseLong(new String(found.array(), 0, 10, UTF_8).strip());
                if (!found.clear().equals(encode(number))) {
                    throw new AssertionError("damaged");
                }
                return number;
            } finally {
                storage.syncDirectory(""); // what was read is promised from now on
            }
        }

        private static ByteBuffer encode(long number) {
            ByteBuffer bytes = ByteBuffer.allocate(SIZE);
            bytes.put(String.format("%10d", number).getBytes(UTF_8));
            CRC32C crc = new CRC32C();
            crc.update(bytes.array(), 0, 10);
            bytes.putLong(SIZE - 8, crc.getValue());
            return bytes.clear();
        }
    }
}
