// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.base.Event;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.frame.SegmentSlot;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.primitive.Authenticator;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.stream.CobblestoneInputStream;
import io.duramen.seal.stream.CobblestoneOutputStream;
import io.duramen.seal.stream.StreamHeader;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a store, in two files that a password opens: {@code keyring} and {@code keyring.bak} in the root of a storage.
 *
 * <p>A random root key is wrapped in the file by a key that Argon2id derives from the password. Under the root key stand
 * epochs; under the active epoch every new segment and every sealed file gets a random key of its own. Nothing is ever
 * sealed twice under one nonce, and no file has to survive for that to hold: keys are random and never used again after a
 * restart. The format stands in {@code docs/formats/keyring.md}.
 *
 * <p>A change replaces both files one after the other; a crash at any point leaves the old or the new keyring to be opened.
 * If one file is damaged, the other serves and the damaged one is repaired; {@link #openReport} tells.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread. Two processes must not change one keyring at a time;
 * the lock of the store it belongs to sees to that.
 *
 * <p>Close the logs and stores that use the keyring first: afterwards their ciphers can still open frames but seal none.
 */
public final class Keyring implements Sealing, AutoCloseable {
    private static final int STREAM_SALT_BYTES = 24;

    private final KeyringFiles files;
    private final KeyringOptions options;
    private final Environment environment;
    private final KeyringSecrets secrets;
    private final OpenReport report;
    private final Object change = new Object();
    private int openedSlot; // guarded by change
    private volatile Generation current;
    private volatile boolean changeFailed;

    /** What the files hold. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Generation(long number, KeyringBody body, byte[] file) {}

    private Keyring(
            KeyringFiles files,
            KeyringOptions options,
            Environment environment,
            KeyringSecrets secrets,
            OpenReport report,
            int openedSlot,
            Generation current) {
        this.files = files;
        this.options = options;
        this.environment = environment;
        this.secrets = secrets;
        this.report = report;
        this.openedSlot = openedSlot;
        this.current = current;
    }

    /**
     * Makes a keyring in a directory, which is made too if need be.
     *
     * @param directory the directory
     * @param unlock what shall open the keyring; used up
     * @param options what it uses and costs
     * @return the keyring, open and durable
     * @throws KeyringExistsException if there is one
     */
    public static Keyring create(Path directory, Unlock unlock, KeyringOptions options) {
        NioStorage storage = NioStorage.at(directory);
        if (!storage.exists("")) {
            storage.createDirectory("");
        }
        return create(storage, unlock, options);
    }

    /**
     * Makes a keyring in the root of a storage.
     *
     * @param storage the storage; its root exists
     * @param unlock what shall open the keyring; used up
     * @param options what it uses and costs
     * @return the keyring, open and durable
     * @throws KeyringExistsException if there is one
     */
    public static Keyring create(Storage storage, Unlock unlock, KeyringOptions options) {
        return create(storage, unlock, options, Environment.ofThisProcess());
    }

    /**
     * Opens the keyring in a directory.
     *
     * @param directory the directory
     * @param unlock what opens it; used up
     * @return the keyring, open
     * @throws KeyringMissingException if there is none
     * @throws KeyringPermissionsException if others may read or write it
     * @throws KeyringVersionException if a later release wrote it
     * @throws KeyringDamagedException if no copy can be trusted
     * @throws io.duramen.crypto.KeyRefusedException if the password is wrong, or the slot it opens was altered
     */
    public static Keyring unlock(Path directory, Unlock unlock) {
        return unlock(NioStorage.at(directory), unlock, KeyringOptions.defaults());
    }

    /**
     * Opens the keyring in the root of a storage.
     *
     * @param storage the storage
     * @param unlock what opens it; used up
     * @return the keyring, open
     * @throws SealException as {@link #unlock(Path, Unlock)} says
     */
    public static Keyring unlock(Storage storage, Unlock unlock) {
        return unlock(storage, unlock, KeyringOptions.defaults());
    }

    /**
     * Opens the keyring in the root of a storage with providers of the caller's choice.
     *
     * @param storage the storage
     * @param unlock what opens it; used up
     * @param options what it uses, and what a new password will cost
     * @return the keyring, open
     * @throws SealException as {@link #unlock(Path, Unlock)} says
     */
    public static Keyring unlock(Storage storage, Unlock unlock, KeyringOptions options) {
        return unlock(storage, unlock, options, Environment.ofThisProcess());
    }

    /**
     * Tells whether a storage's root holds a keyring, good or bad.
     *
     * @param storage the storage
     * @return {@code true} if there is a copy
     */
    public static boolean exists(Storage storage) {
        return new KeyringFiles(storage).exist();
    }

    static Keyring create(Storage storage, Unlock unlock, KeyringOptions options, Environment environment) {
        byte[] password = unlock.take();
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        boolean done = false;
        try {
            KeyringFiles files = new KeyringFiles(storage);
            if (files.exist()) {
                throw exists(files);
            }
            KeyringBody body = maker.first(password, rootKey, epochKey);
            byte[] file = KeyringMaker.encode(body, 1, rootKey);
            announce(options, environment, "keyring.create", files, body, 1);
            files.replaceBoth(file);
            OpenReport report = OpenReport.allCurrent(1, KeyringPermissions.check(storage), files);
            KeyringSecrets secrets = new KeyringSecrets(options.memory(), rootKey);
            secrets.add(1, epochKey);
            done = true;
            return new Keyring(files, options, environment, secrets, report, 1, new Generation(1, body, file));
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
            if (!done) {
                environment.random().close();
            }
        }
    }

    static Keyring unlock(Storage storage, Unlock unlock, KeyringOptions options, Environment environment) {
        byte[] password = unlock.take();
        KeyringOpening.@Nullable Opened opened = null;
        @Nullable KeyringSecrets secrets = null;
        boolean done = false;
        try {
            KeyringFiles files = new KeyringFiles(storage);
            boolean permissionsChecked = KeyringPermissions.check(storage);
            KeyringOpening opening = new KeyringOpening(files);
            opened = open(opening, password, files, options, environment);
            KeyringCopy.Sound copy = opened.copy();
            KeyringBody body = copy.body();
            announce(options, environment, "keyring.unlock", files, body, copy.generation());
            secrets = new KeyringSecrets(options.memory(), opened.rootKey());
            unwrapEpochs(body, opened.rootKey(), secrets);
            KeyringRepair repair = new KeyringRepair(files, copy);
            List<OpenReport.Copy> copies = options.repairs()
                    ? repair.repair(
                            opening.copies(),
                            () -> announce(options, environment, "keyring.repair", files, body, copy.generation()))
                    : repair.report(opening.copies());
            Keyring keyring = new Keyring(
                    files,
                    options,
                    environment,
                    secrets,
                    new OpenReport(copy.generation(), permissionsChecked, copies),
                    opened.slot(),
                    new Generation(copy.generation(), body, copy.bytes()));
            done = true;
            return keyring;
        } finally {
            Arrays.fill(password, (byte) 0);
            if (opened != null) {
                Arrays.fill(opened.rootKey(), (byte) 0);
            }
            if (!done) {
                environment.random().close();
                if (secrets != null) {
                    secrets.close();
                }
            }
        }
    }

    private static KeyringOpening.Opened open(
            KeyringOpening opening,
            byte[] password,
            KeyringFiles files,
            KeyringOptions options,
            Environment environment) {
        try {
            return opening.open(password, options.derivation());
        } catch (io.duramen.crypto.KeyRefusedException refused) {
            options.events()
                    .accept(new Event(
                            environment.clock().instant(),
                            "keyring.refusal",
                            Map.of("file", files.describe(KeyringFiles.PRIMARY))));
            throw refused;
        }
    }

    private static void unwrapEpochs(KeyringBody body, byte[] rootKey, KeyringSecrets secrets) {
        for (Epoch epoch : body.epochs()) {
            byte[] key = epoch.open(body.keyringId(), rootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its epoch " + epoch.number() + " does not open");
            }
            secrets.add(epoch.number(), key);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void announce(
            KeyringOptions options,
            Environment environment,
            String type,
            KeyringFiles files,
            KeyringBody body,
            long generation) {
        options.events()
                .accept(new Event(
                        environment.clock().instant(),
                        type,
                        Map.of(
                                "file",
                                files.describe(KeyringFiles.PRIMARY),
                                "keyring",
                                body.keyringId(),
                                "generation",
                                generation)));
    }

    private static KeyringExistsException exists(KeyringFiles files) {
        String file = files.describe(KeyringFiles.PRIMARY);
        return new KeyringExistsException(
                "there is a keyring already: " + file,
                Map.of("file", file),
                "choose another directory; what is in this one is shown by: duramen doctor");
    }

    /**
     * Returns what was found when the keyring was opened.
     *
     * @return the report
     */
    public OpenReport openReport() {
        return report;
    }

    /**
     * Replaces the password that opened this keyring. The keys under it stay as they are, so that nothing is sealed anew: who
     * has an old copy of the files and the old password still opens that copy.
     *
     * @param unlock the new password; used up
     * @throws KeyringChangedException if the files are not the ones that were opened
     */
    public void changePassword(Unlock unlock) {
        byte[] password = unlock.take();
        try {
            synchronized (change) {
                Generation before = current;
                KeyringMaker maker = new KeyringMaker(options, environment);
                long next = before.number() + 1;
                KeyringBody body = secrets.withRootKey(
                        rootKey -> maker.withPassword(before.body(), next, openedSlot, password, rootKey));
                replace(before, body, "keyring.password-change");
                openedSlot = body.slots().get(body.slots().size() - 1).id();
            }
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /**
     * Closes the active epoch and starts the next: segments and files sealed from now on get keys under a new epoch key. What
     * was sealed before can still be opened.
     *
     * @param reason why, for the record, at most 256 characters; stored in clear
     * @return the number of the new epoch
     * @throws KeyringChangedException if the files are not the ones that were opened
     */
    public int startEpoch(String reason) {
        if (reason.length() > 256) {
            throw new IllegalArgumentException("the reason has " + reason.length() + " characters, more than 256");
        }
        KeyringMaker maker = new KeyringMaker(options, environment);
        byte[] epochKey = maker.newKey();
        try {
            synchronized (change) {
                Generation before = current;
                long next = before.number() + 1;
                KeyringBody body =
                        secrets.withRootKey(rootKey -> maker.withEpoch(before.body(), next, reason, rootKey, epochKey));
                int epoch = body.activeEpoch().number();
                secrets.add(epoch, epochKey); // before it is active: a segment may be made the moment it is
                replace(before, body, "keyring.epoch-start");
                return epoch;
            }
        } finally {
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    /**
     * Returns the number of the epoch new keys belong to.
     *
     * @return a number from 1
     */
    public int activeEpoch() {
        return current.body().activeEpoch().number();
    }

    private void replace(Generation before, KeyringBody body, String event) {
        requireUnchanged(before);
        long next = before.number() + 1;
        byte[] file = secrets.withRootKey(rootKey -> KeyringMaker.encode(body, next, rootKey));
        announce(options, environment, event, files, body, next);
        changeFailed = true; // until both copies are durable
        files.replaceBoth(file);
        changeFailed = false;
        current = new Generation(next, body, file);
    }

    private void requireUnchanged(Generation before) {
        boolean there = false;
        boolean other = changeFailed;
        for (KeyringCopy copy : files.read()) {
            if (copy instanceof KeyringCopy.Sound sound) {
                other |= !Arrays.equals(sound.bytes(), before.file());
            } else {
                other |= copy instanceof KeyringCopy.Newer;
            }
            there |= !(copy instanceof KeyringCopy.Missing);
        }
        if (other || !there) {
            String file = files.describe(KeyringFiles.PRIMARY);
            throw new KeyringChangedException(
                    "the keyring " + file + " is no longer generation " + before.number()
                            + ", which was opened: another process changed it, or an earlier change failed",
                    Map.of("file", file, "expected", before.number()),
                    "close the keyring and open it again; duramen doctor shows what is there");
        }
    }

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        Generation now = current;
        int epoch = now.body().activeEpoch().number();
        return secrets.withEpochKey(epoch, key -> SegmentSealer.create(segment, epoch, key, now.number(), environment));
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        SegmentSlot parsed = SegmentSlot.parse(segment, slot);
        return secrets.withEpochKey(parsed.epoch(), key -> SegmentSealer.open(segment, parsed, key));
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) throws IOException {
        Generation now = current;
        int epoch = now.body().activeEpoch().number();
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        byte[] messageKey = environment.random().bytes(StreamHeader.KEY_BYTES);
        try {
            StreamHeader header = secrets.withEpochKey(
                    epoch,
                    key -> StreamHeader.wrap(keyringId(), epoch, key, now.number(), bound, messageKey, environment));
            out.write(header.encode());
            byte[] salt = environment.salt(messageKey, 1, STREAM_SALT_BYTES);
            return new CobblestoneOutputStream(out, messageKey, salt, bound);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        StreamHeader header = StreamHeader.read(in, context);
        byte @Nullable [] messageKey =
                secrets.<byte @Nullable []>withEpochKey(header.epoch(), key -> header.unwrap(keyringId(), key, bound));
        if (messageKey == null) {
            throw new SealException(
                    "STREAM_FOREIGN",
                    "the sealed stream was written for something else than \"" + context
                            + "\", by another keyring, or altered",
                    Map.of("context", context, "offset", 0),
                    "keep the file as it is and run: duramen verify",
                    null);
        }
        try {
            return new CobblestoneInputStream(in, messageKey, bound, context);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        Info info = Info.of("duramen/v1 mac").uuid(keyringId()).raw(purpose.getBytes(StandardCharsets.UTF_8));
        return secrets.withRootKey(rootKey -> Authenticator.code(rootKey, info, message, message.length));
    }

    @Override
    public UUID keyringId() {
        return current.body().keyringId();
    }

    @Override
    public long generation() {
        return current.number();
    }

    /** Wipes the keys. Closing twice does nothing; what needs a key afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        secrets.close();
        environment.random().close();
    }

    @Override
    public String toString() {
        return "Keyring[" + keyringId() + ", generation " + generation() + "]";
    }
}
