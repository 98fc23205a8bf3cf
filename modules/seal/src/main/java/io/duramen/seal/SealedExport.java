// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFormat;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.stream.CobblestoneChannel;
import io.duramen.seal.stream.CobblestoneOutputStream;
import io.duramen.seal.stream.StreamHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that travels: a keyring of its own, and what is sealed under it. Whoever has what opens the keyring needs nothing else,
 * and opens nothing else by it: the store the file came from has other keys. The format stands in {@code docs/formats/keyring.md}.
 *
 * <p><b>Thread safety:</b> any thread; the channels it opens are for one each.
 */
public final class SealedExport implements AutoCloseable {
    private static final byte[] CONTEXT = "duramen/v1 export".getBytes(StandardCharsets.UTF_8);
    private static final int SALT_BYTES = 24;
    private static final int EPOCH = 1;

    private final Path file;
    private final long messageAt;
    private final SecretMemory messageKey;

    private SealedExport(Path file, long messageAt, SecretMemory messageKey) {
        this.file = file;
        this.messageAt = messageAt;
        this.messageKey = messageKey;
    }

    /**
     * Begins a file.
     *
     * @param out receives it
     * @param unlock what shall open it: a password, a raw key, a token or a recovery key; used up
     * @param options what its keyring uses and costs
     * @return a stream to write the plaintext to; closing it writes the end, without which the file is refused, and closes
     *     {@code out}
     * @throws IOException if {@code out} fails
     */
    public static OutputStream seal(OutputStream out, Unlock unlock, KeyringOptions options) throws IOException {
        Environment environment = Environment.ofThisProcess();
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        byte[] messageKey = maker.newKey();
        try (Credential credential = unlock.take()) {
            KeyringBody body = maker.first(credential, rootKey, epochKey);
            out.write(KeyringMaker.encode(body, 1, rootKey));
            out.write(StreamHeader.wrap(body.keyringId(), EPOCH, epochKey, 1, CONTEXT, messageKey, environment)
                    .encode());
            return new CobblestoneOutputStream(out, messageKey, environment.salt(messageKey, 1, SALT_BYTES), CONTEXT);
        } finally {
            environment.random().close();
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    /**
     * Tells whether a file begins as such a one does.
     *
     * @param file the file
     * @return {@code true} if so
     * @throws IOException if it cannot be read
     */
    public static boolean isOne(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return KeyringFormat.isBegunBy(Channels.newInputStream(in).readNBytes(KeyringFormat.HEAD_BYTES));
        }
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @param unlock what opens it; used up
     * @param options what its keyring uses
     * @return the file, to be closed
     * @throws IOException if it cannot be read
     * @throws io.duramen.crypto.KeyRefusedException if the password or key is wrong
     * @throws SealException with code {@code STREAM_DAMAGED} if it is cut off or altered
     */
    public static SealedExport open(Path file, Unlock unlock, KeyringOptions options) throws IOException {
        try (Credential credential = unlock.take();
                FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] keyring = keyring(file, in);
            byte[] header = Channels.newInputStream(in).readNBytes(StreamHeader.BYTES);
            KeyringOpening.Opened opened = opened(file, keyring, credential, options);
            byte @Nullable [] key = null;
            try {
                key = messageKey(opened, header, file);
                return new SealedExport(
                        file,
                        (long) keyring.length + header.length,
                        options.memory().protect(key));
            } finally {
                Arrays.fill(opened.rootKey(), (byte) 0);
                if (key != null) {
                    Arrays.fill(key, (byte) 0);
                }
            }
        }
    }

    private static byte[] keyring(Path file, FileChannel in) throws IOException {
        byte[] head = Channels.newInputStream(in).readNBytes(KeyringFormat.HEAD_BYTES);
        if (!KeyringFormat.isBegunBy(head)) {
            throw damaged(file, "does not begin as one");
        }
        int length = KeyringFormat.length(head);
        byte[] keyring = Arrays.copyOf(head, Math.max(length, head.length));
        byte[] rest = Channels.newInputStream(in).readNBytes(keyring.length - head.length);
        if (length < 0 || rest.length < length - head.length) {
            throw damaged(file, "is cut off in its keyring, or its length was altered");
        }
        System.arraycopy(rest, 0, keyring, head.length, rest.length);
        return keyring;
    }

    private static KeyringOpening.Opened opened(
            Path file, byte[] keyring, Credential credential, KeyringOptions options) {
        String name = String.valueOf(file.getFileName());
        KeyringOpening opening = new KeyringOpening(List.of(KeyringCopy.parse(name, keyring)), any -> file.toString());
        try {
            return opening.open(credential, options.derivation());
        } catch (KeyringDamagedException e) {
            throw damaged(
                    file, "has a keyring that cannot be trusted: " + e.details().get(file.toString()));
        }
    }

    private static byte[] messageKey(KeyringOpening.Opened opened, byte[] header, Path file) throws IOException {
        KeyringBody body = opened.copy().body();
        Epoch epoch = body.activeEpoch();
        StreamHeader parsed = StreamHeader.read(new ByteArrayInputStream(header), file.toString());
        byte[] epochKey = epoch.open(body.keyringId(), opened.rootKey());
        if (epochKey == null || parsed.epoch() != epoch.number()) {
            throw damaged(file, "has a header that is not of its keyring");
        }
        try {
            byte[] key = parsed.unwrap(body.keyringId(), epochKey, CONTEXT);
            if (key == null) {
                throw damaged(file, "has a header that is not of its keyring");
            }
            return key;
        } finally {
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    /**
     * Opens what is in the file for reading at any place. What is read was found to be authentic; that the file was not cut off
     * is found here.
     *
     * @return the plaintext, to be closed; its reads throw {@link SealException} where the file was altered
     * @throws IOException if the file cannot be read
     * @throws SealException with code {@code STREAM_DAMAGED} if it is cut off or altered
     */
    public SeekableByteChannel read() throws IOException {
        byte[] key = messageKey.copy();
        FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        boolean done = false;
        try {
            CobblestoneChannel plain = new CobblestoneChannel(in, messageAt, key, CONTEXT, file.toString());
            done = true;
            return plain;
        } finally {
            Arrays.fill(key, (byte) 0);
            if (!done) {
                in.close();
            }
        }
    }

    private static SealException damaged(Path file, String what) {
        return new SealException(
                "STREAM_DAMAGED",
                "the sealed export " + file + " " + what,
                Map.of("file", file.toString(), "offset", 0L),
                "take another copy of it, or have it made again: duramen export --seal",
                null);
    }

    /** Wipes the key. Closing twice does nothing. */
    @Override
    public void close() {
        messageKey.close();
    }

    @Override
    public String toString() {
        return "SealedExport[" + file + "]";
    }
}
