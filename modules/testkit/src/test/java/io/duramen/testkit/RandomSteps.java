// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random operations on a few names, in the root and in the directory {@code d}; those that make no sense are refused. */
final class RandomSteps {
    private RandomSteps() {}

    static void step(Storage storage, SplittableRandom random) {
        String name = name(random);
        try {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
                        change(file, random);
                    }
                }
                case 2, 3 -> {
                    try (StorageFile file = storage.open(name, OpenMode.READ_WRITE)) {
                        change(file, random);
                    }
                }
                case 4 -> storage.rename(name, name(random));
                case 5 -> storage.link(name, name(random));
                case 6 -> storage.delete(name);
                default -> storage.syncDirectory(random.nextBoolean() ? "d" : "");
            }
        } catch (StorageException refused) {
            if (refused.kind() != StorageException.Kind.NOT_FOUND
                    && refused.kind() != StorageException.Kind.ALREADY_EXISTS) {
                throw refused;
            }
        }
    }

    private static void change(StorageFile file, SplittableRandom random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> file.force(random.nextBoolean());
                case 1 -> file.truncate(random.nextLong(file.size() + 1));
                case 2 -> file.preallocate(random.nextInt(9000));
                default -> {
                    byte[] bytes = new byte[random.nextInt(3000)];
                    Arrays.fill(bytes, (byte) random.nextInt());
                    file.writeFully(ByteBuffer.wrap(bytes), random.nextInt(6000));
                }
            }
        }
    }

    private static String name(SplittableRandom random) {
        return (random.nextBoolean() ? "d/" : "") + (char) ('w' + random.nextInt(4));
    }
}
