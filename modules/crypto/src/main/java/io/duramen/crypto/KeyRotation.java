// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import io.duramen.base.Event;
import io.duramen.base.EventSink;
import io.duramen.base.Pace;
import io.duramen.base.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Renews the keys of everything sealed under a keyring: a new epoch, under which logs go on at once; the keys of all that is
 * there re-wrapped under it; and the old epochs' keys destroyed when nothing on the disk needs them any more. Data is written
 * again only by {@link #reencrypt}; whoever has a copy of an old key <em>and</em> of what it opened still reads that copy.
 *
 * <p>Readers and writers go on meanwhile and wait for nothing. Nothing is noted of how far a rotation has come: that stands in
 * the headers themselves, so that {@link #resume} goes on wherever a crash or a failure broke one off.
 *
 * <p><b>Thread safety:</b> one rotation of a keyring at a time; whoever calls does the work.
 */
public final class KeyRotation {
    /** How old an epoch becomes by default before it is due to be replaced. */
    public static final Duration DEFAULT_PERIOD = Duration.ofDays(30);

    /** How many bytes a second are written by default. */
    public static final long DEFAULT_BYTES_PER_SECOND = 64 << 20;

    private final KeyEpochs epochs;
    private final List<KeyHolder> holders;
    private final InstantSource clock;
    private final Duration period;
    private final LongConsumer pace;
    private final Progress progress;
    private final EventSink events;

    private KeyRotation(
            KeyEpochs epochs,
            List<KeyHolder> holders,
            InstantSource clock,
            Duration period,
            LongConsumer pace,
            Progress progress,
            EventSink events) {
        this.epochs = epochs;
        this.holders = holders;
        this.clock = clock;
        this.period = period;
        this.pace = pace;
        this.progress = progress;
        this.events = events;
    }

    /**
     * A rotation of a keyring, with a period of 30 days by the system's clock, at 64 MiB a second.
     *
     * @param epochs the keyring's epochs
     * @param holders all that is sealed under it, in whatever directory. What is left out loses its keys
     * @return the rotation; nothing is done yet
     */
    public static KeyRotation of(KeyEpochs epochs, List<KeyHolder> holders) {
        return new KeyRotation(
                epochs,
                List.copyOf(holders),
                Clock.systemUTC(),
                DEFAULT_PERIOD,
                new Pace(DEFAULT_BYTES_PER_SECOND)::before,
                Progress.NONE,
                EventSink.NONE);
    }

    /**
     * Sets when it is due.
     *
     * @param newClock tells the time
     * @param newPeriod how old an epoch becomes, more than zero
     * @return a changed rotation
     */
    public KeyRotation every(InstantSource newClock, Duration newPeriod) {
        if (newPeriod.isZero() || newPeriod.isNegative()) {
            throw new IllegalArgumentException("the period must be longer than zero, not " + newPeriod);
        }
        return new KeyRotation(epochs, holders, newClock, newPeriod, pace, progress, events);
    }

    /**
     * Sets how fast it may write.
     *
     * @param bytesPerSecond more than 0; {@link Long#MAX_VALUE} for as fast as it goes
     * @return a changed rotation
     */
    public KeyRotation limitedTo(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a rate is at least 1 byte a second, not " + bytesPerSecond);
        }
        return pacedBy(new Pace(bytesPerSecond)::before);
    }

    /**
     * Sets how fast it may write.
     *
     * @param newPace told how many bytes will be written, before they are; returns when they may be
     * @return a changed rotation
     */
    public KeyRotation pacedBy(LongConsumer newPace) {
        return new KeyRotation(epochs, holders, clock, period, newPace, progress, events);
    }

    /**
     * Sets who hears how far it is.
     *
     * @param newProgress hears it
     * @return a changed rotation
     */
    public KeyRotation telling(Progress newProgress) {
        return new KeyRotation(epochs, holders, clock, period, pace, newProgress, events);
    }

    /**
     * Sets who hears that data is re-encrypted: {@code keys.reencrypt} before anything is written, and {@code keys.reencrypted} at
     * the end. The keyring tells of epochs itself. A sink that throws ends it there, as a crash would.
     *
     * @param newEvents hears it
     * @return a changed rotation
     */
    public KeyRotation withEvents(EventSink newEvents) {
        return new KeyRotation(epochs, holders, clock, period, pace, progress, newEvents);
    }

    /**
     * Rotates now: because it is due, or because a key may be known to somebody.
     *
     * @param reason why, at most 256 characters; stored in the keyring in clear
     * @return what was done
     */
    public RotationReport rotate(String reason) {
        epochs.start(reason);
        return resume();
    }

    /**
     * Rotates if the active epoch is as old as it may become; else goes on with one that was broken off, if any.
     *
     * @return what was done; empty if nothing was due
     */
    public Optional<RotationReport> rotateIfDue() {
        if (isDue()) {
            return Optional.of(rotate("scheduled"));
        }
        boolean brokenOff = epochs.all().stream().anyMatch(epoch -> epoch.state() == KeyEpoch.State.CLOSED);
        return brokenOff ? Optional.of(resume()) : Optional.empty();
    }

    /**
     * Tells whether the active epoch is as old as it may become.
     *
     * @return {@code true} if so
     */
    public boolean isDue() {
        Instant began = active().createdAt();
        return !began.plus(period).isAfter(clock.instant());
    }

    /**
     * Rotates now, and seals everything anew that is there under keys made from now on: for somebody may know keys of the data,
     * or have had a key that opened them. Whoever gets the files later opens none of them with a key of before.
     *
     * @param reason why, at most 256 characters; stored in the keyring in clear
     * @return what was done, and what could not be
     */
    public ReencryptionReport reencrypt(String reason) {
        epochs.start(reason);
        return resumeReencryption();
    }

    /**
     * Seals everything anew whose data key was made before the active epoch began, and goes on as {@link #resume}. Goes on with
     * one that was broken off, as long as no epoch was begun since; otherwise begins over. Does nothing twice.
     *
     * @return what was done, and what could not be
     */
    public ReencryptionReport resumeReencryption() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("epoch", active().number());
        events.accept(new Event(clock.instant(), "keys.reencrypt", facts));
        renew();
        long reencrypted = 0;
        long bytes = 0;
        for (KeyHolder holder : holders) {
            for (long written; (written = holder.reencryptNext(pace)) > 0; ) {
                bytes += written;
                progress.update("re-encrypting", ++reencrypted, -1);
            }
        }
        ReencryptionReport report = new ReencryptionReport(reencrypted, bytes, resume());
        facts.put("reencrypted", reencrypted);
        facts.put("bytes", bytes);
        facts.put("left", report.left());
        events.accept(new Event(clock.instant(), "keys.reencrypted", facts));
        return report;
    }

    private KeyEpoch active() {
        List<KeyEpoch> all = epochs.all();
        return all.get(all.size() - 1);
    }

    /**
     * Brings everything under the epoch that is active, and destroys the keys that nothing needs any more. Does nothing twice.
     *
     * @return what was done
     */
    public RotationReport resume() {
        int active = active().number();
        renew();
        long rewrapped = 0;
        long bytes = 0;
        for (KeyHolder holder : holders) {
            for (long written; (written = holder.rewrapNext(pace)) > 0; ) {
                bytes += written;
                progress.update("re-wrapping keys", ++rewrapped, -1);
            }
        }
        KeyUse use = KeyUse.NONE;
        Set<UUID> counted = new HashSet<>();
        for (KeyHolder holder : holders) {
            use = use.and(holder.count());
            counted.add(holder.id());
        }
        return new RotationReport(active, rewrapped, bytes, destroyUnused(use, counted), use);
    }

    private void renew() {
        for (KeyHolder holder : holders) {
            holder.renew().ifPresent(last -> epochs.close(holder.id(), last));
        }
    }

    /** What nobody can tell anything of may need any key. */
    private List<Integer> destroyUnused(KeyUse use, Set<UUID> counted) {
        List<Integer> destroyed = new ArrayList<>();
        for (KeyEpoch epoch : epochs.all()) {
            boolean unused = use.of(epoch.number()).isEmpty() && use.unknown().isEmpty();
            if (epoch.state() == KeyEpoch.State.CLOSED && unused) {
                epochs.destroy(epoch.number(), counted);
                destroyed.add(epoch.number());
            }
        }
        return destroyed;
    }
}
