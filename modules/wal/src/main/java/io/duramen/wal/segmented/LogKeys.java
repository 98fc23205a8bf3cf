// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyHolder;
import io.duramen.crypto.KeyUse;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an open log's segments, those in the quarantine included. What is done to a header is done where segments are
 * armed and removed, so that no file becomes another segment's under it.
 */
final class LogKeys implements KeyHolder {
    private static final Pattern SEGMENT =
            Pattern.compile("(pool-)?[0-9a-f]{16}\\.(seg|arming|recovering)(\\.[0-9]+)?");

    /** What a crash left of files whose headers were not yet forced: copies, and nothing that ever counted. */
    private static final Pattern UNFINISHED = Pattern.compile(".*\\.(arming|recovering)(\\.[0-9]+)?");

    private final Storage storage;
    private final KeyEpochs epochs;
    private final UUID logId;
    private final LongSupplier live;
    private final Function<SegmentMeta, SegmentResealing> resealing;
    private final Supplier<List<SegmentMeta>> settled;
    private final Consumer<Runnable> exclusively;
    private final Consumer<Predicate<SegmentHeader>> renewArmed;
    private final Runnable roll;
    private final Set<String> done = new HashSet<>(); // names that need nothing, under the epoch below
    private int doneUnder;
    private final Set<Long> tried = new HashSet<>(); // segments that were to be re-encrypted, under the epoch below
    private int triedUnder;

    /**
     * @param live the number of the segment being written
     * @param resealing re-encrypts one
     * @param settled tells of the segments that will not be written to any more, oldest first; durably so
     * @param exclusively runs something while no segment is armed or removed
     * @param renewArmed has the armed segment made anew if it is as told, and those that wait to become segments deleted
     * @param roll goes on in the armed segment
     */
    LogKeys(
            Storage storage,
            KeyEpochs epochs,
            UUID logId,
            LongSupplier live,
            Function<SegmentMeta, SegmentResealing> resealing,
            Supplier<List<SegmentMeta>> settled,
            Consumer<Runnable> exclusively,
            Consumer<Predicate<SegmentHeader>> renewArmed,
            Runnable roll) {
        this.storage = storage;
        this.epochs = epochs;
        this.logId = logId;
        this.live = live;
        this.resealing = resealing;
        this.settled = settled;
        this.exclusively = exclusively;
        this.renewArmed = renewArmed;
        this.roll = roll;
    }

    /** The epochs behind what seals a log. */
    static KeyEpochs epochs(Storage storage, @Nullable Sealing sealing) {
        if (sealing == null) {
            throw new IllegalStateException("no key was given for the log in " + storage.describe(""));
        }
        return sealing.epochs()
                .orElseThrow(() -> new UnsupportedOperationException("what seals this log cannot rotate its keys"));
    }

    @Override
    public UUID id() {
        return logId;
    }

    @Override
    public Optional<Long> renew() {
        while (true) {
            exclusively.accept(() -> renewArmed.accept(this::isOld));
            long number = live.getAsLong();
            if (!isOld(LogNames.segment(number))) {
                return Optional.of(number - 1);
            }
            roll.run();
        }
    }

    private boolean isOld(SegmentHeader segment) {
        return isOld(LogNames.segment(segment.number()));
    }

    /** One that is gone was old: what is written or armed is there. */
    private boolean isOld(String name) {
        HeaderSlots slots = read(storage, name);
        return slots == null || !slots.isUnder(active(), epochs);
    }

    private static @Nullable HeaderSlots read(Storage storage, String name) {
        try {
            return HeaderSlots.read(storage, name);
        } catch (StorageException e) {
            requireGone(e);
            return null;
        }
    }

    private int active() {
        return epochs.all().get(epochs.all().size() - 1).number();
    }

    @Override
    public long rewrapNext(LongConsumer pace) {
        if (active() != doneUnder) {
            doneUnder = active();
            done.clear();
        }
        for (String name : names()) {
            if (!done.contains(name) && isWanted(name)) {
                pace.accept(HeaderSlots.REWRAP_BYTES);
                boolean[] rewrapped = new boolean[1];
                exclusively.accept(() -> rewrapped[0] = rewrap(name));
                done.add(name);
                if (rewrapped[0]) {
                    return HeaderSlots.REWRAP_BYTES;
                }
            }
        }
        return 0;
    }

    /** Those that are written no more, and what was put aside. */
    private List<String> names() {
        long number = live.getAsLong();
        List<String> names = new ArrayList<>();
        for (String name : all(storage)) {
            String last = name.substring(name.indexOf('/') + 1);
            boolean closed = LogNames.isSegment(last) && LogNames.number(last) < number;
            if (closed || name.startsWith(LogNames.QUARANTINE)) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> all(Storage storage) {
        List<String> names = new ArrayList<>();
        for (String directory : List.of(LogNames.DIRECTORY, LogNames.QUARANTINE)) {
            if (storage.exists(directory)) {
                storage.list(directory).stream()
                        .filter(name -> SEGMENT.matcher(name).matches())
                        .map(name -> directory + "/" + name)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private boolean isWanted(String name) {
        HeaderSlots slots = read(storage, name);
        SegmentHeader header = slots == null ? null : slots.header();
        if (slots != null && header != null && header.sealed() && !slots.isUnder(active(), epochs)) {
            return true;
        }
        done.add(name);
        return false;
    }

    /** What does not open stays as it is; whoever counts finds it. */
    private boolean rewrap(String name) {
        try {
            HeaderSlots.rewrap(storage, name, epochs);
            return true;
        } catch (SealException e) {
            return false;
        } catch (StorageException e) {
            requireGone(e);
            return false;
        }
    }

    private static void requireGone(StorageException e) {
        if (e.kind() != StorageException.Kind.NOT_FOUND) {
            throw e;
        }
    }

    /** Those in the quarantine stay as they are: they are evidence, and nobody reads them. */
    @Override
    public long reencryptNext(LongConsumer pace) {
        int active = active();
        if (active != triedUnder) {
            triedUnder = active;
            tried.clear();
        }
        for (SegmentMeta segment : settled.get()) {
            String name = LogNames.segment(segment.header().number());
            if (tried.add(segment.header().number()) && !isMadeUnder(name, active)) {
                long written = resealing.apply(segment).run(exclusively, pace);
                if (written > 0) {
                    return written;
                }
            }
        }
        return 0;
    }

    /** One that is gone needs no key. */
    private boolean isMadeUnder(String name, int epoch) {
        HeaderSlots slots = read(storage, name);
        return slots == null || slots.isMadeUnder(epoch, epochs);
    }

    /** What a crash left before it had a header holds nothing. */
    private static boolean mayBeOlder(HeaderSlots slots, KeyEpochs epochs) {
        int active = epochs.all().get(epochs.all().size() - 1).number();
        return !slots.epochs(epochs).isEmpty() && !slots.isMadeUnder(active, epochs);
    }

    @Override
    public KeyUse count() {
        KeyUse[] counted = {KeyUse.NONE};
        exclusively.accept(() -> {
            renewArmed.accept(this::isOld); // what was removed meanwhile waits under its old header to be used again
            counted[0] = count(storage, epochs);
        });
        return counted[0];
    }

    private static boolean isRefused(@Nullable SegmentHeader segment, int epoch, List<KeyEpoch> all) {
        if (segment == null || epoch < 1 || epoch > all.size()) {
            return false;
        }
        Long last = all.get(epoch - 1).lastSegments().get(segment.logId());
        return last != null && segment.number() > last;
    }

    /** Counts what stands in a log's directory; if somebody writes there meanwhile, roughly. */
    static KeyUse count(Storage storage, KeyEpochs epochs) {
        Map<Integer, List<String>> files = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> older = new ArrayList<>();
        List<KeyEpoch> all = epochs.all();
        for (String name : all(storage)) {
            HeaderSlots slots = read(storage, name);
            if (slots == null) {
                continue;
            }
            if (mayBeOlder(slots, epochs)) {
                older.add(storage.describe(name));
            }
            for (int epoch : slots.epochs(epochs)) {
                if (isRefused(slots.header(), epoch, all)) {
                    continue; // an unfinished segment that a recovery gave up, or a forged one: nobody opens it again
                }
                files.computeIfAbsent(epoch, e -> new ArrayList<>()).add(storage.describe(name));
            }
            if (slots.isUnknown(epochs) && !UNFINISHED.matcher(name).matches()) {
                unknown.add(storage.describe(name));
            }
        }
        return new KeyUse(files, unknown, older);
    }
}
