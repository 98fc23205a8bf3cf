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
    private final Keyring keyring;
    private final KeyringSecrets secrets;
    private final Environment environment;
    private final Set<UUID> logs = ConcurrentHashMap.newKeySet(); // of which something was sealed or opened

    KeyringEpochs(Keyring keyring, KeyringSecrets secrets, Environment environment) {
        this.keyring = keyring;
        this.secrets = secrets;
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

    /** Refuses what no key opens any more; returns {@code null} for an epoch that is not known at all. */
    @Nullable
    Epoch check(String what, int number) {
        Epoch epoch = find(number).orElse(null);
        if (epoch != null && epoch.state() == KeyEpoch.State.DESTROYED) {
            throw new EpochDestroyedException(
                    what + " is sealed in key epoch " + number + ", whose key was destroyed",
                    Map.of("epoch", number),
                    "it is older than the last key rotation; take the newest copy, or one with the keyring of its own time");
        }
        return epoch;
    }

    private Optional<Epoch> find(int number) {
        return keyring.body().epochs().stream()
                .filter(epoch -> epoch.number() == number)
                .findFirst();
    }

    @Override
    public List<KeyEpoch> all() {
        return keyring.body().epochs().stream().map(Epoch::shown).toList();
    }

    @Override
    public int start(String reason) {
        return keyring.startEpoch(reason);
    }

    @Override
    public void close(UUID log, long lastSegment) {
        keyring.changeEpochs(epoch -> epoch.closedFor(log, lastSegment), "keyring.epoch-close");
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
        keyring.changeEpochs(each -> each.number() == number ? each.destroyed(now) : each, "keyring.epoch-destroy");
        secrets.remove(number);
    }

    @Override
    public int ofSegment(SegmentIdentity segment, ByteBuffer slot) {
        return SegmentSlot.parse(segment, slot).epoch();
    }

    @Override
    public ByteBuffer rewrap(SegmentIdentity segment, ByteBuffer slot) {
        SegmentSlot old = SegmentSlot.parse(segment, slot);
        check(segment, old.epoch());
        int active = keyring.activeEpoch();
        long generation = keyring.generation();
        if (old.epoch() == active) {
            keyring.openSegment(segment, slot).close();
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
                old.epoch(), key -> old.unwrap(keyring.keyringId(), key, bound));
        if (messageKey == null) {
            throw foreign(context);
        }
        try {
            return old.epoch() == keyring.activeEpoch() ? header.clone() : wrap(bound, messageKey);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    private byte[] wrap(byte[] bound, byte[] messageKey) {
        int active = keyring.activeEpoch();
        long generation = keyring.generation();
        return secrets.withEpochKey(
                        active,
                        key -> StreamHeader.wrap(
                                keyring.keyringId(), active, key, generation, bound, messageKey, environment))
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
