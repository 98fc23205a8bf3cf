// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing;
import io.duramen.wal.NotSealedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of a manifest, as {@code docs/formats/manifest.md} lays them out. */
final class ManifestCodec {
    static final int MAX_BYTES = 4096;

    private static final int KIND = 0x54464E4D; // "MNFT"
    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int VERSION_AT = 12;
    private static final int SEALED = 1;
    private static final int MAC_BYTES = 32;
    private static final int TRAILER_BYTES = Bytes.SHA256_BYTES + MAC_BYTES;
    private static final String MAC_PURPOSE = "manifest";

    private final String directory;
    private final @Nullable Sealing sealing;

    ManifestCodec(String directory, @Nullable Sealing sealing) {
        this.directory = directory;
        this.sealing = sealing;
    }

    byte[] encode(Manifest manifest) {
        byte[] bytes = new byte[MAX_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        Manifest.Keyring keyring = manifest.keyring();
        out.putLong(Bytes.MAGIC).putInt(KIND).putShort((short) MAJOR).putShort((short) MINOR);
        int lengthAt = out.position();
        out.putInt(0).putInt(keyring == null ? 0 : SEALED);
        Bytes.putUuid(out, manifest.storeId());
        out.put(manifest.salt().bytes()).putLong(manifest.generation()).putLong(manifest.lsn());
        out.put(manifest.root().bytes()).putLong(manifest.keys()).putLong(manifest.transactionId());
        Bytes.putUuid(out, keyring == null ? new UUID(0, 0) : keyring.id());
        out.putLong(keyring == null ? 0 : keyring.generation());
        out.put(manifest.previous().bytes());
        putFile(out, manifest);
        out.putInt(lengthAt, out.position() + TRAILER_BYTES);
        byte[] body = Arrays.copyOf(bytes, out.position());
        byte[] sha256 = Bytes.sha256().digest(body);
        byte[] mac = keyring == null || sealing == null ? new byte[MAC_BYTES] : sealing.mac(MAC_PURPOSE, body);
        out.put(sha256).put(mac);
        return Arrays.copyOf(bytes, out.position());
    }

    private static void putFile(ByteBuffer out, Manifest manifest) {
        Manifest.CheckpointFile file = manifest.file();
        out.putInt(file == null ? 0 : 1);
        if (file != null) {
            byte[] name = Names.base(manifest.generation()).getBytes(StandardCharsets.US_ASCII);
            out.putShort((short) name.length).put(name).putLong(file.length());
            out.put(file.sha256().bytes());
        }
    }

    /**
     * Reads a manifest.
     *
     * @param file its full name
     * @param bytes what is in it
     * @return the manifest
     * @throws DamagedException if it is not as it was written
     */
    Manifest decode(String file, byte[] bytes) throws DamagedException {
        if (bytes.length < 20 + TRAILER_BYTES || bytes.length > MAX_BYTES) {
            throw new DamagedException(file, "a manifest of at most 4096 bytes", bytes.length + " bytes");
        }
        ByteBuffer in = Bytes.littleEndian(bytes);
        if (in.getLong() != Bytes.MAGIC || in.getInt() != KIND) {
            throw new DamagedException(file, "a manifest's first 12 bytes", Bytes.hex(Arrays.copyOf(bytes, 12)));
        }
        byte[] body = Arrays.copyOf(bytes, bytes.length - TRAILER_BYTES);
        byte[] stated = Arrays.copyOfRange(bytes, body.length, body.length + Bytes.SHA256_BYTES);
        byte[] computed = Bytes.sha256().digest(body);
        if (!Arrays.equals(stated, computed)) {
            throw new DamagedException(file, "a digest of " + Bytes.hex(computed), Bytes.hex(stated));
        }
        int major = Short.toUnsignedInt(in.getShort(VERSION_AT));
        if (major != MAJOR) {
            throw new StoreVersionException(file, "format version " + major, "version " + MAJOR);
        }
        try {
            return fields(file, in.position(VERSION_AT + 4), bytes, body);
        } catch (BufferUnderflowException e) {
            throw new DamagedException(file, "the fields of a manifest", "the end of the file");
        }
    }

    private Manifest fields(String file, ByteBuffer in, byte[] bytes, byte[] body) throws DamagedException {
        require(file, "its own length", bytes.length, in.getInt());
        int flags = in.getInt();
        require(file, "no unknown flag", 0, flags & ~SEALED);
        UUID storeId = Bytes.takeUuid(in);
        Digest32 salt = Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES));
        long generation = in.getLong();
        long lsn = in.getLong();
        Root root = Root.of(Bytes.take(in, Root.BYTES));
        long keys = in.getLong();
        long transactionId = in.getLong();
        Manifest.Keyring keyring = new Manifest.Keyring(Bytes.takeUuid(in), in.getLong());
        Digest32 previous = Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES));
        Manifest.CheckpointFile checkpoint = takeFile(file, in, generation);
        require(file, "the end of the fields", body.length, in.position());
        if (generation < 0 || lsn < 0 || keys < 0 || transactionId < 0) {
            throw new DamagedException(file, "numbers from 0", "a negative one");
        }
        boolean isSealed = (flags & SEALED) != 0;
        checkSeal(file, isSealed ? keyring : null, bytes, body);
        return new Manifest(
                storeId,
                salt,
                generation,
                lsn,
                root,
                keys,
                transactionId,
                isSealed ? keyring : null,
                previous,
                checkpoint);
    }

    private static Manifest.@Nullable CheckpointFile takeFile(String file, ByteBuffer in, long generation)
            throws DamagedException {
        int files = in.getInt();
        if (files == 0) {
            return null;
        }
        require(file, "at most one file", 1, files);
        byte[] name = Bytes.take(in, Short.toUnsignedInt(in.getShort()));
        byte[] expected = Names.base(generation).getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(name, expected)) {
            throw new DamagedException(file, "the file " + Names.base(generation), "another");
        }
        return new Manifest.CheckpointFile(in.getLong(), Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES)));
    }

    private static void require(String file, String what, long expected, long found) throws DamagedException {
        if (expected != found) {
            throw new DamagedException(file, what + " (" + expected + ")", Long.toString(found));
        }
    }

    private void checkSeal(String file, Manifest.@Nullable Keyring keyring, byte[] bytes, byte[] body)
            throws DamagedException {
        byte[] stated = Arrays.copyOfRange(bytes, bytes.length - MAC_BYTES, bytes.length);
        if (keyring == null) {
            if (sealing != null) {
                throw new NotSealedException(directory);
            }
            if (!Arrays.equals(stated, new byte[MAC_BYTES])) {
                throw new DamagedException(file, "no authentication code", Bytes.hex(stated));
            }
            return;
        }
        if (sealing == null) {
            throw refused(keyring, "and no key was given", "pass the store's keyring, see StoreOptions.sealedBy");
        }
        if (!keyring.id().equals(sealing.keyringId())) {
            throw refused(keyring, "and the key given is of another keyring", "pass the keyring of this store");
        }
        if (!MessageDigest.isEqual(stated, sealing.mac(MAC_PURPOSE, body))) {
            throw new DamagedException(
                    file,
                    "the seal of keyring " + keyring.id(),
                    "another: it was altered on purpose or belongs elsewhere");
        }
    }

    private KeyRefusedException refused(Manifest.Keyring keyring, String why, String hint) {
        return new KeyRefusedException(
                "the store in " + directory + " is sealed with keyring " + keyring.id() + ", " + why,
                Map.of("directory", directory, "keyring", keyring.id()),
                hint);
    }
}
