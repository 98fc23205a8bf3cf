// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Feature;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.RandomSource;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches everything the keyring says and writes for its keys and its password, raw, in hexadecimal and in Base64. The keys
 * are known because the random source is.
 */
class NothingSecretIsToldTest {
    private static final String PASSWORD = "canary-in-the-coal-mine";
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);

    @TempDir
    private Path temp;

    private final List<byte[]> secrets = new ArrayList<>();
    private final StringBuilder told = new StringBuilder();
    private final SimDisk disk = SimDisk.create();
    private final KeyringOptions options =
            TestKeyrings.QUICK.withEvents(event -> told.append(event)).withSecretMemory(new ListeningMemory());

    /** Keeps a copy of every key that is put into protected memory. */
    private final class ListeningMemory implements SecretMemoryProvider {
        private final SecretMemoryProvider real = SecretMemories.best();

        @Override
        public SecretMemory protect(byte[] secret) {
            secrets.add(secret.clone());
            return real.protect(secret);
        }

        @Override
        public String name() {
            return "listening";
        }

        @Override
        public int priority() {
            return BY_NAME;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public List<Feature> probe() {
            return List.of();
        }
    }

    @Test
    @Tag("F28")
    @Tag("S3.51")
    @Tag("S3.50")
    @Tag("S3.18")
    void noKeyAndNoPasswordAppearsInAnythingToldOrWritten() throws Exception {
        secrets.add(PASSWORD.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (Keyring keyring = Keyring.create(disk, password(), options)) {
            keyring.startEpoch("a drill");
            tellOfSlots(keyring);
            NewSegment segment = keyring.newSegment(SEGMENT);
            written.write(segment.slot().array());
            keyring.sealStream("file", written).close();
            told.append(keyring).append(segment).append(segment.cipher()).append(keyring.openReport());
            told.append(password()).append(options);
            fail(() -> keyring.openSegment(new SegmentIdentity(new UUID(1, 2), 2, 1), segment.slot()));
            fail(() -> keyring.openSegment(
                    SEGMENT, segment.slot().duplicate().clear().put(13, (byte) 9)));
            fail(() -> keyring.openStream("other", new ByteArrayInputStream(written.toByteArray(), 512, 9999)));
            fail(() -> segment.cipher().seal(-1, new byte[64], new byte[16], new byte[1], 0, 1, new byte[25], 0));
            fail(() -> Keyring.create(disk, password(), options));
            fail(() -> Keyring.unlock(SimDisk.create(), password(), options));
            fail(() -> Keyring.unlock(disk, TestKeyrings.password(PASSWORD + "!"), options));
        }
        byte[] damaged = disk.bytes("keyring");
        damaged[90] ^= 1;
        fail(() -> Keyring.unlock(TestFiles.with(damaged, damaged), password(), options));
        for (String name : disk.list("")) {
            told.append(name);
            written.write(disk.bytes(name));
        }

        assertTrue(secrets.size() >= 4, "password, root keys and epoch keys");
        assertTrue(told.length() > 1000);
        for (byte[] secret : secrets) {
            assertFalse(mentions(told.toString(), secret), "told");
            assertFalse(mentions(new String(written.toByteArray(), StandardCharsets.ISO_8859_1), secret), "written");
        }
    }

    /** Makes slots of the other kinds, and another root key. */
    private void tellOfSlots(Keyring keyring) throws Exception {
        byte[] raw = new DeterministicRandom(7).bytes(32);
        secrets.add(raw);
        told.append(Unlock.rawKey(raw)).append(keyring.addSlot(Unlock.rawKey(raw), "raw"));
        try (RecoveryKey recovery = keyring.exportRecovery("drawer")) {
            secrets.add(recovery.copy());
            secrets.add(new String(recovery.text()).getBytes(StandardCharsets.US_ASCII));
            told.append(recovery).append(Unlock.recoveryKey(recovery));
            fail(() -> Unlock.recoveryKey(RecoveryKey.parse((new String(recovery.text()) + "q").toCharArray())));
        }
        try (DeviceKey device = DeviceKey.create(temp.resolve("device"))) {
            secrets.add(device.privateKey());
            fail(() -> Unlock.device(device));
            device.accept(keyring.enrol(device.publicKey(), "a device"));
            told.append(device).append(Unlock.device(device)).append(device.enrolment());
            int id = keyring.openedSlot();
            told.append(keyring.revoke(
                    Revocation.soft(4, "a drill").presenting(password()).presenting(Unlock.rawKey(raw))));
            told.append(id).append(keyring.slots()).append(keyring.revokedDevices());
            fail(() -> Keyring.unlock(disk, Unlock.device(device), options));
            fail(() -> keyring.enrol(device.publicKey(), "again"));
        }
    }

    /** The search itself finds what is there. */
    @Test
    void theSearchFindsEveryForm() {
        byte[] key = {1, (byte) 0xf2, 3, 4, 5, 6};
        assertTrue(mentions("x01f203040506y", key));
        assertTrue(mentions("x01F203040506y", key));
        assertTrue(mentions(Arrays.toString(key), key));
        assertTrue(mentions("x" + Base64.getEncoder().encodeToString(key), key));
        assertTrue(mentions(new String(key, StandardCharsets.ISO_8859_1), key));
        assertFalse(mentions("nothing", key));
    }

    @Test
    @Tag("S3.51")
    void thePasswordTheCallerHandsOverIsLeftToHimAndTheCopyIsWiped() {
        char[] chars = PASSWORD.toCharArray();
        Unlock unlock = Unlock.password(chars);
        Credential.Password taken = (Credential.Password) unlock.take();
        assertTrue(Arrays.equals(chars, PASSWORD.toCharArray()));
        assertTrue(new String(taken.utf8(), StandardCharsets.UTF_8).equals(PASSWORD));
        assertThrows(IllegalStateException.class, unlock::take);
        unlock.close();
        taken.close();
        assertTrue(Arrays.equals(taken.utf8(), new byte[PASSWORD.length()]));
    }

    /** The kernel's stream is given back when a keyring does not come to be. */
    @Test
    void aRefusedKeyringHoldsNothingOpen() {
        boolean[] closed = {false};
        RandomSource random = new RandomSource() {
            private final RandomSource bytes = new DeterministicRandom(1);

            @Override
            public void nextBytes(byte[] target, int offset, int length) {
                bytes.nextBytes(target, offset, length);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Environment environment = new Environment(random, Instant::now, System::nanoTime, new byte[0]);
        assertThrows(
                KeyringMissingException.class, () -> Keyring.unlock(disk, password(), TestKeyrings.QUICK, environment));
        assertTrue(closed[0]);
    }

    private static Unlock password() {
        return TestKeyrings.password(PASSWORD);
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private void fail(Attempt attempt) {
        Exception failure = assertThrows(Exception.class, attempt::run);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        told.append(trace);
        if (failure instanceof DuramenException ours) {
            told.append(ours.details()).append(ours.hint()).append(ours.code());
        }
    }

    private static boolean mentions(String text, byte[] secret) {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret);
        String hex = HexFormat.of().formatHex(secret);
        return text.contains(new String(secret, StandardCharsets.ISO_8859_1))
                || text.toLowerCase(java.util.Locale.ROOT).contains(hex)
                || text.contains(base64)
                || text.contains(Arrays.toString(secret));
    }
}
