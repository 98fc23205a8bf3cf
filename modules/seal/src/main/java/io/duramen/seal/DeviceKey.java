// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.seal.keyring.DeviceFile;
import io.duramen.seal.keyring.MalformedKeyringException;
import io.duramen.seal.primitive.Bech32m;
import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.primitive.KernelRandom;
import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The X25519 key of a device, in a file of the device that its owner alone may read.
 *
 * <p>The device makes it and shows its {@link #publicKey}; whoever has the keyring open {@linkplain Keyring#enrol enrols} that
 * and gives back an {@link Enrolment}, which the device {@linkplain #accept accepts}. From then on {@link Unlock#device} opens the
 * keyring.
 *
 * <p><b>Thread safety:</b> safe for use from any thread. Two processes must not change one file at a time.
 */
public final class DeviceKey implements AutoCloseable {
    private static final String PREFIX = "duramendev";

    private final Path file;
    private volatile DeviceFile content;

    private DeviceKey(Path file, DeviceFile content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Makes a key in a new file.
     *
     * @param file the file; it must not exist
     * @return the key, durable
     * @throws StorageException if the file is there already or cannot be written
     */
    public static DeviceKey create(Path file) {
        try (KernelRandom random = KernelRandom.open()) {
            byte[] privateKey = random.bytes(Hpke.KEY_BYTES);
            DeviceKey key = new DeviceKey(file, new DeviceFile(privateKey, null));
            byte[] json = key.content.toJson();
            NioStorage directory = directory(file);
            write(directory, name(file), json);
            directory.syncDirectory("");
            return key;
        }
    }

    /**
     * Reads a key.
     *
     * @param file the file
     * @return the key
     * @throws KeyringPermissionsException if others may read or write the file
     * @throws SealException with code {@code DEVICE_KEY_MISSING} if there is no such file, {@code DEVICE_KEY_DAMAGED} if it is
     *     none
     */
    public static DeviceKey read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SealException(
                    "DEVICE_KEY_MISSING",
                    "there is no device key " + file,
                    Map.of("file", file.toString()),
                    "check the path; a new device key is made by: duramen keys device FILE",
                    null);
        }
        KeyringPermissions.checkFile(file, "device key");
        byte[] bytes = new byte[0];
        try (StorageFile in = directory(file).open(name(file), OpenMode.READ)) {
            long size = in.size();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, DeviceFile.MAX_BYTES));
            bytes = buffer.array();
            in.readFully(buffer, 0);
            return new DeviceKey(file, DeviceFile.parse(bytes));
        } catch (MalformedKeyringException none) {
            throw new SealException(
                    "DEVICE_KEY_DAMAGED",
                    "the device key " + file + " cannot be used: " + none.reason(),
                    Map.of("file", file.toString(), "found", none.reason()),
                    "put back a copy, or make a new one and enrol it: duramen keys add --device KEY DIR",
                    null);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Returns the public key, to be enrolled.
     *
     * @return {@code duramendev1} and letters and digits, with the checksum of Bech32m
     */
    public String publicKey() {
        return publicKeyText(Hpke.publicKey(content.privateKey()));
    }

    static String publicKeyText(byte[] publicKey) {
        return new String(Bech32m.encode(PREFIX, publicKey));
    }

    /** Reads the text of a public key. */
    static byte[] publicKeyBytes(String text) {
        byte[] key =
                Bech32m.decode(PREFIX, text.strip().toLowerCase(Locale.ROOT).toCharArray());
        if (key == null || key.length != Hpke.KEY_BYTES || !Hpke.isPublicKey(key)) {
            throw new SealException(
                    "DEVICE_KEY_MISTYPED",
                    "this is no public key of a device, or a character of it is wrong: its checksum does not fit",
                    Map.of(
                            "expected",
                            PREFIX + "1, 58 letters and digits",
                            "found",
                            text.strip().length() + " characters"),
                    "copy it as the device shows it: duramen keys device FILE",
                    null);
        }
        return key;
    }

    /**
     * Keeps where this device was enrolled; what was kept before is replaced.
     *
     * @param enrolment what {@link Keyring#enrol} gave
     */
    public void accept(Enrolment enrolment) {
        DeviceFile next = new DeviceFile(
                content.privateKey(),
                new DeviceFile.Enrolled(enrolment.keyringId(), enrolment.deviceId(), enrolment.senderPublicKey()));
        NioStorage directory = directory(file);
        String temporary = name(file) + ".new";
        if (directory.exists(temporary)) {
            directory.delete(temporary); // left by a crash
        }
        write(directory, temporary, next.toJson());
        directory.rename(temporary, name(file));
        directory.syncDirectory("");
        content = next;
    }

    /**
     * Returns where this device was enrolled.
     *
     * @return the enrolment, or {@code null} if it was not
     */
    public @Nullable Enrolment enrolment() {
        DeviceFile.Enrolled at = content.enrolled();
        return at == null ? null : new Enrolment(at.keyringId(), at.id(), at.sender());
    }

    byte[] privateKey() {
        return content.privateKey().clone();
    }

    Path file() {
        return file;
    }

    private static void write(NioStorage directory, String name, byte[] json) {
        try (StorageFile out = directory.open(name, OpenMode.CREATE_NEW)) {
            out.writeFully(ByteBuffer.wrap(json), 0);
            out.force(true);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static NioStorage directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no file: " + file);
        }
        return NioStorage.at(parent);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Wipes the copy in memory; the file stays. Closing twice does nothing. */
    @Override
    public void close() {
        Arrays.fill(content.privateKey(), (byte) 0);
    }

    @Override
    public String toString() {
        return "DeviceKey[" + file + "]";
    }
}
