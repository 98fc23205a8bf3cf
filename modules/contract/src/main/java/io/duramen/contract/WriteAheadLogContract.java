// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLockedException;
import io.duramen.wal.Durability;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.NotSealedException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.RecordType;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.WalCapability;
import io.duramen.wal.spi.WalProvider;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every log backend must hold: the core for all, and for each {@link WalCapability} what it promises, or the refusal if
 * the backend does not have it. What is left after a crash cannot be seen from here.
 */
public abstract class WriteAheadLogContract {
    private static final String CANARY = "the canary in the coal mine";

    private Storage storage;

    /** For subclasses. */
    protected WriteAheadLogContract() {}

    /**
     * Returns the backend to test, which is available.
     *
     * @return the backend, the same or another at each call
     */
    protected abstract WalProvider provider();

    /**
     * Makes a storage with nothing in its root, which exists.
     *
     * @return the storage, a new one at each call
     * @throws Exception if it cannot be made
     */
    protected abstract Storage freshStorage() throws Exception;

    /**
     * Returns something that seals logs, asked for whether or not the backend can be sealed.
     *
     * @return a sealing with new keys at each call
     */
    protected abstract Sealing sealing();

    @BeforeEach
    void makeStorage() throws Exception {
        storage = freshStorage();
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        WalProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    // ---- records

    @Test
    void aNewLogIsEmptyNowAndAfterReopening() {
        try (WriteAheadLog log = create(options())) {
            requireRecords(log, 0);
        }
        try (WriteAheadLog log = open(options())) {
            requireRecords(log, 0);
            assertTrue(log.recovery().cleanShutdown());
        }
    }

    @Test
    @Tag("S3.08")
    void whatIsAppendedIsReadInOrderNowAndAfterReopening() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 300);
            requireRecords(log, 300);
        }
        for (int round = 1; round <= 3; round++) { // numbers go on behind the last one
            try (WriteAheadLog log = open(options())) {
                requireRecords(log, 290 + 10L * round);
                append(log, 291 + 10 * round, 300 + 10 * round);
                requireRecords(log, 300 + 10L * round);
            }
        }
    }

    @Test
    @Tag("S1.01")
    @Tag("S3.09")
    void everyAttributeComesBack() {
        for (RecordType type : List.of(RecordType.DATA, RecordType.COMMIT, new RecordType(255))) {
            LogEntry entry = LogEntry.builder(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                    .type(type)
                    .transactionId(Long.MAX_VALUE)
                    .time(Instant.parse("2026-01-02T03:04:05.000006Z"))
                    .actor("Jürgen ✓")
                    .operation("put")
                    .key(new byte[] {0, -1})
                    .incarnation(7)
                    .build();
            Storage fresh = makeAnother();
            try (WriteAheadLog log = provider().create(fresh, options())) {
                log.append(entry);
            }
            try (WriteAheadLog log = provider().open(fresh, options())) {
                LogRecord record = all(log).get(0);
                assertEquals(entry.payload(), record.payload());
                assertEquals(type, record.type());
                assertEquals(Long.MAX_VALUE, record.transactionId());
                assertEquals(entry.time(), record.time());
                assertEquals("Jürgen ✓", record.actor());
                assertEquals("put", record.operation());
                assertEquals(ByteBuffer.wrap(new byte[] {0, -1}), record.key());
                assertEquals(7, record.incarnation());
            }
        }
    }

    @Test
    void anEntryWithoutAttributesComesBackWithoutThemAndWithATime() {
        try (WriteAheadLog log = create(options())) {
            log.append(payload(1));
            LogRecord record = all(log).get(0);

            assertNotNull(record.time());
            assertNull(record.actor());
            assertNull(record.operation());
            assertNull(record.key());
            assertEquals(RecordType.DATA, record.type());
        }
    }

    @Test
    @Tag("S1.10")
    void recordsOfEverySizeUpToTheLimitComeBackAndOneByteMoreIsRefused() {
        WalOptions options = options().toBuilder().maxRecordBytes(100_000).build();
        int[] sizes = {0, 1, 7, 8, 9, 4095, 4096, 65_535, 65_536, 99_999, 100_000};
        try (WriteAheadLog log = create(options)) {
            for (int size : sizes) {
                log.append(ByteBuffer.wrap(bytes(size, size)));
            }
            assertThrows(RecordTooLargeException.class, () -> log.append(ByteBuffer.allocate(100_001)));
            assertEquals(sizes.length, log.durableLsn());
            log.append(payload(1)); // and the log goes on
        }
        try (WriteAheadLog log = open(options)) {
            List<LogRecord> records = all(log);
            for (int i = 0; i < sizes.length; i++) {
                assertEquals(
                        ByteBuffer.wrap(bytes(sizes[i], sizes[i])),
                        records.get(i).payload());
            }
            assertEquals(sizes.length + 1, records.size());
        }
    }

    @Test
    void thePayloadIsTheCallersAgainOnceItIsSubmitted() {
        try (WriteAheadLog log = create(options())) {
            byte[] shared = bytes(100, 1);
            PendingAppend append = log.submit(LogEntry.of(ByteBuffer.wrap(shared, 10, 50)));
            java.util.Arrays.fill(shared, (byte) 0);
            append.await();

            assertEquals(ByteBuffer.wrap(bytes(100, 1), 10, 50), all(log).get(0).payload());
        }
    }

    // ---- numbers, threads, waiting

    @Test
    @Tag("S3.07")
    void numbersAreUniqueAndGaplessWhateverTheThreads() throws Exception {
        List<FutureTask<List<Long>>> tasks = new ArrayList<>();
        try (WriteAheadLog log = create(options())) {
            for (int thread = 0; thread < 8; thread++) {
                tasks.add(new FutureTask<>(() -> {
                    List<Long> numbers = new ArrayList<>();
                    for (int i = 0; i < 25; i++) {
                        numbers.add(log.append(payload(i)));
                    }
                    return numbers;
                }));
            }
            tasks.forEach(task -> new Thread(task, "appender").start());
            TreeSet<Long> numbers = new TreeSet<>();
            for (FutureTask<List<Long>> task : tasks) {
                List<Long> own = task.get();
                assertEquals(own.stream().sorted().toList(), own, "the numbers of one thread ascend");
                numbers.addAll(own);
            }

            assertEquals(LongStream.rangeClosed(1, 200).boxed().toList(), List.copyOf(numbers));
            assertEquals(200, log.durableLsn());
        }
    }

    @Test
    @Tag("S1.75")
    void aStageCompletesWithItsNumberOnceTheRecordIsDurable() throws Exception {
        try (WriteAheadLog log = create(options())) {
            List<java.util.concurrent.CompletionStage<Long>> stages = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                stages.add(log.appendAsync(LogEntry.of(payload(i))));
            }
            for (int i = 0; i < 50; i++) {
                long number = stages.get(i).toCompletableFuture().get(1, TimeUnit.MINUTES);
                assertEquals(i + 1, number);
                assertTrue(log.durableLsn() >= number);
            }
        }
    }

    @Test
    void anInterruptNeitherClosesTheLogNorGetsLost() {
        WalOptions options = options().toBuilder().writerMode(WriterMode.THREAD).build();
        try (WriteAheadLog log = create(options)) {
            Thread.currentThread().interrupt();
            long number = log.append(payload(1));

            assertTrue(Thread.interrupted(), "the interrupt got lost");
            assertEquals(1, number);
            append(log, 2, 3);
        }
    }

    @Test
    @Tag("S3.02")
    void underNoneASyncMakesEverythingDurable() {
        WalOptions options = options().toBuilder().durability(Durability.NONE).build();
        try (WriteAheadLog log = create(options)) {
            append(log, 1, 20);

            assertEquals(20, log.sync());
            requireRecords(log, 20);
        }
    }

    // ---- readers

    @Test
    void aReaderStartsWhereItIsToldAndIsRefusedOutside() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 10);
            try (LogReader reader = log.read(7)) {
                List<Long> numbers = new ArrayList<>();
                reader.forEach(record -> numbers.add(record.lsn()));
                assertEquals(List.of(7L, 8L, 9L, 10L), numbers);
            }
            try (LogReader reader = log.read(11)) {
                assertFalse(reader.iterator().hasNext());
            }
            assertThrows(RecordsRemovedException.class, () -> log.read(12));
            assertThrows(RecordsRemovedException.class, () -> log.read(0));
        }
    }

    @Test
    @Tag("S3.05")
    void aReaderStopsAtWhatWasDurableWhenItWasOpened() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 3);
            try (LogReader reader = log.read(1)) {
                append(log, 4, 6);
                List<LogRecord> records = new ArrayList<>();
                reader.forEach(records::add);
                assertEquals(3, records.size());
            }
        }
    }

    @Test
    void aCursorShowsWhatAReaderReturnsAndNothingOnceItIsClosed() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 300);
            log.append(attributed(301, "ada", 7));
            LogCursor cursor = log.cursor(1);
            for (LogRecord expected : all(log)) {
                assertTrue(cursor.next());
                assertEquals(expected, cursor.record());
                assertEquals(expected.lsn(), cursor.lsn());
                assertEquals(expected.type(), cursor.type());
                assertEquals(expected.transactionId(), cursor.transactionId());
                assertEquals(expected.actor(), cursor.actor());
                assertEquals(expected.operation(), cursor.operation());
                assertEquals(expected.key(), cursor.key());
                assertEquals(expected.incarnation(), cursor.incarnation());
                assertEquals(expected.payload(), cursor.payload());
                assertTrue(cursor.payload().isReadOnly());
                Instant time = Instant.EPOCH.plus(cursor.timeMicros(), ChronoUnit.MICROS);
                assertEquals(expected.time(), time);
            }
            assertFalse(cursor.next());
            assertThrows(IllegalStateException.class, cursor::payload);
            cursor.close();
            cursor.close();
            assertFalse(cursor.next());
        }
    }

    private static LogEntry attributed(long number, String actor, long transactionId) {
        return LogEntry.builder(payload(number))
                .actor(actor)
                .operation("put")
                .key(new byte[] {(byte) transactionId})
                .transactionId(transactionId)
                .type(transactionId == 7 ? RecordType.COMMIT : RecordType.DATA)
                .time(Instant.parse("2026-01-02T03:04:05Z").plusSeconds(transactionId))
                .build();
    }

    @Test
    @Tag("S3.31")
    void aQueryGivesTheRecordsForWhichAllOfItHolds() {
        Instant base = Instant.parse("2026-01-02T03:04:05Z");
        try (WriteAheadLog log = create(options())) {
            for (int n = 1; n <= 60; n++) {
                log.append(attributed(n, n % 3 == 0 ? "ada" : "bob", n % 10));
            }
            List<LogQuery> queries = List.of(
                    LogQuery.all(),
                    LogQuery.from(55),
                    LogQuery.builder().fromLsn(10).toLsn(20).build(),
                    LogQuery.builder().toLsn(1000).actor("ada").build(),
                    LogQuery.builder().actor("ad").build(),
                    LogQuery.builder().operation("put").transactionId(7).build(),
                    LogQuery.builder().type(RecordType.COMMIT).actor("bob").build(),
                    LogQuery.builder().key(new byte[] {4}).build(),
                    LogQuery.builder()
                            .since(base.plusSeconds(3))
                            .before(base.plusSeconds(5))
                            .build(),
                    LogQuery.builder().fromLsn(61).build());
            for (LogQuery query : queries) {
                List<LogRecord> expected =
                        all(log).stream().filter(query::matches).toList();
                List<LogRecord> read = new ArrayList<>();
                try (LogReader reader = log.read(query)) {
                    reader.forEach(read::add);
                }
                List<LogRecord> shown = new ArrayList<>();
                try (LogCursor cursor = log.cursor(query)) {
                    while (cursor.next()) {
                        shown.add(cursor.record());
                    }
                }
                assertEquals(expected, read);
                assertEquals(expected, shown);
            }
            assertThrows(RecordsRemovedException.class, () -> log.read(LogQuery.from(62)));
            assertThrows(RecordsRemovedException.class, () -> log.cursor(LogQuery.from(0)));
            assertEquals(OptionalLong.of(9), log.firstLsnAt(base.plusSeconds(9)));
            assertEquals(OptionalLong.of(1), log.firstLsnAt(base));
            assertEquals(OptionalLong.empty(), log.firstLsnAt(base.plusSeconds(10)));
        }
    }

    @Test
    void aTailGoesOnWithWhatBecomesDurableAndEndsWithTheLog() throws Exception {
        WriteAheadLog log = create(options());
        append(log, 1, 3);
        LogTail tail = log.tail(2);
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<List<Long>> follower = new FutureTask<>(() -> {
            List<Long> shown = new ArrayList<>();
            while (shown.size() < 299) {
                assertTrue(tail.next(Duration.ofMinutes(1)));
                assertTrue(tail.lsn() <= log.durableLsn());
                assertEquals(payload(tail.lsn()), tail.payload());
                shown.add(tail.lsn());
                started.countDown();
            }
            assertFalse(tail.next());
            assertFalse(tail.next(Duration.ZERO));
            return shown;
        });
        new Thread(follower, "follower").start();
        assertTrue(started.await(1, TimeUnit.MINUTES));
        append(log, 4, 300);

        assertEquals(LongStream.rangeClosed(2, 300).boxed().toList(), follower.get(1, TimeUnit.MINUTES));
        log.close();
        assertThrows(LogClosedException.class, tail::next);
        tail.close();
        assertThrows(LogClosedException.class, () -> log.tail(1));
    }

    @Test
    void closingATailEndsItsWait() throws Exception {
        try (WriteAheadLog log = create(options())) {
            LogTail tail = log.tail(1);
            FutureTask<LogClosedException> follower = new FutureTask<>(
                    () -> assertThrows(LogClosedException.class, () -> tail.next(Duration.ofMinutes(1))));
            new Thread(follower, "follower").start();
            tail.close();
            assertNotNull(follower.get(1, TimeUnit.MINUTES));
        }
    }

    // ---- create, open, close

    @Test
    void aMissingLogIsNotCreatedByOpening() {
        assertThrows(LogMissingException.class, () -> open(options()));
        assertEquals(List.of(), storage.list(""));
    }

    @Test
    void anExistingLogIsNotReplacedByCreating() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 3);
        }
        assertThrows(LogExistsException.class, () -> create(options()));
        try (WriteAheadLog log = open(options())) {
            requireRecords(log, 3);
        }
    }

    @Test
    void aForeignDirectoryIsRefusedAndNotTouched() {
        try (StorageFile letter = storage.open("letter.txt", OpenMode.CREATE_NEW)) {
            letter.writeFully(ByteBuffer.wrap("dear".getBytes(US_ASCII)), 0);
        }
        assertThrows(ForeignDirectoryException.class, () -> create(options()));
        assertThrows(ForeignDirectoryException.class, () -> open(options()));
        assertEquals(List.of("letter.txt"), storage.list(""));
    }

    @Test
    @Tag("S3.59")
    void aSecondOpenerIsRefusedAndTheFirstGoesOn() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 1);
            assertThrows(StorageLockedException.class, () -> open(options()));
            append(log, 2, 2);
        }
        try (WriteAheadLog log = open(options())) {
            requireRecords(log, 2);
        }
    }

    @Test
    void aLogKeepsItsIdentityAndNoTwoHaveTheSame() {
        java.util.UUID first;
        try (WriteAheadLog log = create(options())) {
            first = log.logId();
        }
        try (WriteAheadLog log = open(options())) {
            assertEquals(first, log.logId());
        }
        try (WriteAheadLog log = provider().create(makeAnother(), options())) {
            assertFalse(first.equals(log.logId()));
        }
    }

    @Test
    void aClosedLogSaysSoAndMayBeClosedAgain() {
        WriteAheadLog log = create(options());
        append(log, 1, 1);
        log.close();
        log.close();

        assertThrows(LogClosedException.class, () -> log.append(payload(2)));
        assertThrows(LogClosedException.class, log::sync);
        assertThrows(LogClosedException.class, () -> log.read(1));
    }

    @Test
    void theFiguresCountWhatWasDone() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 10);

            assertEquals(10, log.statistics().records());
            long bytes = LongStream.rangeClosed(1, 10)
                    .map(n -> payload(n).remaining())
                    .sum();
            assertEquals(bytes, log.statistics().payloadBytes());
        }
    }

    // ---- capabilities

    @Test
    @Tag("S1.04")
    void aCheckpointGivesNothingUpThatIsStillNeeded() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 2000);
            int removed = log.checkpoint(1500);

            boolean segmented = has(WalCapability.SEGMENTED);
            assertTrue(removed > 0 || !segmented, "nothing was given back");
            assertTrue(log.firstLsn() <= 1500 && (log.firstLsn() > 1 || !segmented), () -> "first " + log.firstLsn());
            requireRecords(log, 2000);
            assertThrows(DuramenException.class, () -> log.checkpoint(2002));
        }
        try (WriteAheadLog log = open(options())) {
            assertTrue(log.firstLsn() <= 1500);
            requireRecords(log, 2000);
        }
    }

    @Test
    void aLogCanBeReadWithoutItsLockWhereThatIsOffered() {
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 5);
            if (!has(WalCapability.READ_ONLY_OPEN)) {
                assertThrows(DuramenException.class, () -> provider().openReadOnly(storage, options()));
                return;
            }
            List<String> before = storage.list("");
            try (ReadableLog reader = provider().openReadOnly(storage, options())) {
                requireRecords(reader, 5);
                assertNull(reader.recovery().damage());
            }
            assertEquals(before, storage.list(""));
            append(log, 6, 6);
        }
    }

    @Test
    void aLogOpenedWithoutItsLockIsFollowedWhereThatIsOffered() throws Exception {
        if (!has(WalCapability.READ_ONLY_TAIL)) {
            return; // a tail of such a log ends where the log ended when it was opened
        }
        try (WriteAheadLog log = create(options());
                ReadableLog other = provider().openReadOnly(storage, options());
                LogTail tail = other.tail(1)) {
            append(log, 1, 400);
            for (long next = 1; next < 400; next++) { // nothing yet says that the last one is durable
                assertTrue(tail.next(Duration.ofMinutes(1)));
                assertEquals(next, tail.lsn());
                assertEquals(payload(next), tail.payload());
            }
            append(log, 401, 401);
            assertTrue(tail.next(Duration.ofMinutes(1)));
            assertEquals(400, tail.lsn());
        }
    }

    @Test
    @Tag("S3.02")
    void fullDurabilityIsKeptOrRefused() {
        WalOptions options = options().toBuilder().durability(Durability.FULL).build();
        if (!has(WalCapability.FULL_DURABILITY)) {
            assertThrows(DuramenException.class, () -> create(options));
            return;
        }
        try (WriteAheadLog log = create(options)) {
            append(log, 1, 20);
        }
        try (WriteAheadLog log = open(options)) {
            requireRecords(log, 20);
        }
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.50")
    void aSealedLogIsReadWithItsOwnKeysOnlyAndShowsNothingOnDisk() {
        WalOptions sealed =
                options().toBuilder().sealing(sealing()).anchor(Anchor.none()).build();
        if (!has(WalCapability.SEALED)) {
            assertThrows(DuramenException.class, () -> create(sealed));
            return;
        }
        try (WriteAheadLog log = create(sealed)) {
            append(log, 1, 300);
            log.append(LogEntry.builder(ByteBuffer.wrap(CANARY.getBytes(US_ASCII)))
                    .actor(CANARY)
                    .operation(CANARY)
                    .key(CANARY.getBytes(US_ASCII))
                    .build());
            append(log, 302, 302);
        }
        requireNoCanary("");
        assertThrows(KeyRefusedException.class, () -> open(options()));
        WalOptions others =
                options().toBuilder().sealing(sealing()).anchor(Anchor.none()).build();
        assertThrows(KeyRefusedException.class, () -> open(others));
        try (WriteAheadLog log = open(sealed)) {
            assertEquals(302, log.durableLsn());
            assertEquals(CANARY, all(log).get(300).actor());
        }
    }

    @Test
    void aKeyringForALogThatIsNotSealedIsRefused() {
        if (!has(WalCapability.SEALED)) {
            return; // the refusal of sealing is tested above
        }
        try (WriteAheadLog log = create(options())) {
            append(log, 1, 1);
        }
        WalOptions sealed =
                options().toBuilder().sealing(sealing()).anchor(Anchor.none()).build();
        assertThrows(NotSealedException.class, () -> open(sealed));
    }

    private boolean has(WalCapability capability) {
        return provider().capabilities().contains(capability);
    }

    private void requireNoCanary(String directory) {
        for (String name : storage.list(directory)) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            assertFalse(path.contains("canary"), path);
            if (path.endsWith("/")) {
                requireNoCanary(path.substring(0, path.length() - 1));
                continue;
            }
            try (StorageFile file = storage.open(path, OpenMode.READ)) {
                byte[] bytes = new byte[Math.toIntExact(file.size())];
                file.readFully(ByteBuffer.wrap(bytes), 0);
                assertFalse(new String(bytes, ISO_8859_1).contains("canary"), path);
            }
        }
    }

    private WalOptions options() {
        return WalOptions.builder()
                .provider(provider())
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .build();
    }

    private WriteAheadLog create(WalOptions options) {
        return WriteAheadLog.create(storage, options);
    }

    private WriteAheadLog open(WalOptions options) {
        return WriteAheadLog.open(storage, options);
    }

    private Storage makeAnother() {
        try {
            return freshStorage();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            assertEquals(n, log.append(payload(n)));
        }
    }

    private static ByteBuffer payload(long number) {
        return ByteBuffer.wrap(bytes(20 + (int) (number * 37 % 200), number));
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<LogRecord> all(ReadableLog log) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.read(log.firstLsn())) {
            reader.forEach(records::add);
        }
        return Collections.unmodifiableList(records);
    }

    private static void requireRecords(ReadableLog log, long last) {
        assertEquals(last, log.durableLsn());
        long expected = log.firstLsn();
        for (LogRecord record : all(log)) {
            assertEquals(expected, record.lsn());
            assertArrayEquals(payload(expected).array(), read(record.payload()));
            expected++;
        }
        assertEquals(last + 1, expected);
    }

    private static byte[] read(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
