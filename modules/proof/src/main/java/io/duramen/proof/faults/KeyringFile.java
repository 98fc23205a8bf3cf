// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A copy of a keyring, looked at as far as that goes before a password is asked for. */
final class KeyringFile implements Decoder {
    private static final String FILE = "keyring";

    @Override
    public String name() {
        return "keyring";
    }

    @Override
    public List<byte[]> samples() {
        SimDisk disk = SimDisk.create();
        KeyringOptions quick = KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));
        try (Keyring made = Keyring.create(disk, Unlock.password("fuzz me if you can".toCharArray()), quick)) {
            return List.of(disk.bytes(made.openReport() == null ? "" : FILE));
        }
    }

    @Override
    public byte[] mended(byte[] input) {
        return Mending.keyring(input.clone());
    }

    @Override
    public SimDisk image(byte[] input) {
        SimDisk disk = SimDisk.create();
        StorePart.write(disk, FILE, input);
        return disk;
    }

    @Override
    public void decode(Storage storage) {
        KeyringCopy.parse(FILE, bytes(storage, FILE));
    }

    static String text(Storage storage, String name) {
        return new String(bytes(storage, name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Storage storage, String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.readFully(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }
}
