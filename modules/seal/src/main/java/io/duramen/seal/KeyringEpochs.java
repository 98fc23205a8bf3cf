// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.EpochClosedException;
import io.duramen.crypto.EpochDestroyedException;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.frame.SegmentSlot;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.stream.StreamHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The epochs of an open keyring: closes them, wraps keys under the active one, and destroys the keys of closed ones. */
final class KeyringEpochs implements KeyEpochs {
    private static final int MAX_REASON = 256;

    private final KeyringGenerations generations;
    private final KeyringSecrets secrets;
    private final KeyringMaker maker;
    private final Environment environment;
    private final Set<UUID> logs = ConcurrentHashMap.newKeySet(); // of which something was sealed or opened

    KeyringEpochs(KeyringGenerations generations, KeyringSecrets secrets, KeyringMaker maker, Environment environment) {
        this.generations = generations;
        this.secrets = secrets;
        this.maker = maker;
        this.environment = environment;
    }

    /** Notes for whom keys are in use. */
    void used(SegmentIdentity segment) {
        logs.add(segment.logId());
    }

    /** Refuses a segment that its epoch cannot have. */
    void check(SegmentIdentity segment, int number) {
        used(segment);
        String what = "segment " + segment.segmentNumber() + " of log " + segment.logId();
        Epoch epoch = check(what, number);
        Epoch.@Nullable Closing closing = epoch == null ? null : epoch.closing();
        Long last = closing == null ? null : closing.lastSegments().get(segment.logId());
        if (last != null && segment.segmentNumber() > last) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("log", segment.logId());
            facts.put("segment", segment.segmentNumber());
            facts.put("epoch", number);
            facts.put("expected", last);
            throw new EpochClosedException(
                    what + " is sealed in key epoch " + number + ", which was closed after segment " + last
                            + ": it was not written by this log, but by somebody who has that epoch's key",
                    facts,
                    "keep the file as evidence and put back the segments from a backup; duramen verify shows what is there");
        }
    }

    /**
     * Refuses what no key opens any more; returns {@code null} for an epoch that is not known at all, not even to what another
     * process made of the keyring meanwhile.
     */
    @Nullable
    Epoch check(String what, int number) {
        Optional<Epoch> known = find(number);
        Epoch epoch = (known.isEmpty() && generations.follow() ? find(number) : known).orElse(null);
        if (epoch != null && epoch.state() == KeyEpoch.State.DESTROYED) {
            throw new EpochDestroyedException(
                    what + " is sealed in key epoch " + number + ", whose key was destroyed",
                    Map.of("epoch", number),
                    "it is older than the last key rotation; take the newest copy, or one with the keyring of its own time");
        }
        return epoch;
    }

    private Optional<Epoch> find(int number) {
        return generations.body().epochs().stream()
                .filter(epoch -> epoch.number() == number)
                .findFirst();
    }

    /** The epoch new keys belong to. */
    int active() {
        return generations.body().activeEpoch().number();
    }

    @Override
    public List<KeyEpoch> all() {
        return generations.body().epochs().stream().map(Epoch::shown).toList();
    }

    @Override
    public int start(String reason) {
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "the reason has " + reason.length() + " characters, more than " + MAX_REASON);
        }
        byte[] epochKey = maker.newKey();
        try {
            return generations.exclusively(before -> {
                KeyringBody body = secrets.withRootKey(
                        rootKey -> maker.withEpoch(before.body(), before.number() + 1, reason, rootKey, epochKey));
                int epoch = body.activeEpoch().number();
                secrets.add(epoch, epochKey); // before it is active: a segment may be made the moment it is
                generations.replace(before, body, "keyring.epoch-start");
                return epoch;
            });
        } finally {
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    @Override
    public void close(UUID log, long lastSegment) {
        generations.changeEpochs(epoch -> epoch.closedFor(log, lastSegment), "keyring.epoch-close");
    }

    @Override
    public void destroy(int number, Set<UUID> counted) {
        Set<UUID> missing = new TreeSet<>(logs);
        missing.removeAll(counted);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "nobody has counted what needs the key of epoch " + number + " in log " + missing);
        }
        Epoch epoch = find(number).orElseThrow(() -> new IllegalArgumentException("there is no epoch " + number));
        if (epoch.state() == KeyEpoch.State.DESTROYED) {
            return;
        }
        Instant now = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        generations.changeEpochs(each -> each.number() == number ? each.destroyed(now) : each, "keyring.epoch-destroy");
        secrets.remove(number);
    }

    @Override
    public int ofSegment(SegmentIdentity segment, ByteBuffer slot) {
        return SegmentSlot.parse(segment, slot).epoch();
    }

    @Override
    public boolean isRewrapped(SegmentIdentity segment, ByteBuffer slot) {
        return SegmentSlot.parse(segment, slot).rewrapOf() != 0;
    }

    @Override
    public ByteBuffer rewrap(SegmentIdentity segment, ByteBuffer slot) {
        SegmentSlot old = SegmentSlot.parse(segment, slot);
        check(segment, old.epoch());
        int active = active();
        long generation = generations.current().number();
        if (old.epoch() == active) {
            secrets.withEpochKey(active, key -> SegmentSealer.open(segment, old, key))
                    .close();
            return old.encode();
        }
        SegmentSlot rewrapped = secrets.withEpochKey(
                old.epoch(),
                key -> secrets.withEpochKey(
                        active, activeKey -> SegmentSealer.rewrap(segment, old, key, active, activeKey, generation)));
        return rewrapped.encode();
    }

    @Override
    public int ofStream(String name, byte[] header) {
        return parse(name, header).epoch();
    }

    @Override
    public boolean isRewrappedStream(String name, byte[] header) {
        return parse(name, header).rewrapped();
    }

    private static StreamHeader parse(String name, byte[] header) {
        try {
            return StreamHeader.read(new ByteArrayInputStream(header), name);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array cannot fail to be read", impossible);
        }
    }

    @Override
    public byte[] rewrapStream(String context, byte[] header) {
        StreamHeader old = parse(context, header);
        check(context, old.epoch());
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        byte @Nullable [] messageKey = secrets.<byte @Nullable []>withEpochKey(
                old.epoch(), key -> old.unwrap(generations.body().keyringId(), key, bound));
        if (messageKey == null) {
            throw foreign(context);
        }
        try {
            return old.epoch() == active() ? header.clone() : wrap(bound, messageKey);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    private byte[] wrap(byte[] bound, byte[] messageKey) {
        int active = active();
        long generation = generations.current().number();
        return secrets.withEpochKey(
                        active,
                        key -> StreamHeader.rewrap(
                                generations.body().keyringId(),
                                active,
                                key,
                                generation,
                                bound,
                                messageKey,
                                environment))
                .encode();
    }

    /** Says what is wrong with a sealed file whose key does not unwrap. */
    static SealException foreign(String context) {
        return new SealException(
                "STREAM_FOREIGN",
                "the sealed stream was written for something else than \"" + context
                        + "\", by another keyring, or altered",
                Map.of("context", context, "offset", 0),
                "keep the file as it is and run: duramen verify",
                null);
    }
}
