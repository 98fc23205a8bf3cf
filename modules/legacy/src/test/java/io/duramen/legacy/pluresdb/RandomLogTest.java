// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Fixtures;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import io.duramen.legacy.pluresdb.RandomLog.Good;
import io.duramen.testkit.Seeds;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a damaged log is what was put there, by another reckoning. */
class RandomLogTest {
    private static final int LOGS = 400;

    @TempDir
    private Path directory;

    private Findings read(RandomLog log, String actor) throws IOException {
        Path wal = Files.createDirectories(directory.resolve("wal"));
        try (Stream<Path> files = Files.list(wal)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        log.writeTo(directory);
        return new SegmentsFamily().read(LegacySource.at(directory), new Selection(actor, null), Progress.NONE);
    }

    @Test
    @Tag("S3.05")
    @Tag("S3.13")
    @Tag("S3.46")
    void everyWholeRecordIsFoundAndAllElseReportedByItsPlace() {
        Seeds.run(LOGS, random -> {
            RandomLog log = RandomLog.of(random);
            Findings findings = read(log, null);
            assertEquals(log.segments(), Written.all(findings, "segments"));
            assertEquals(log.damage(), damage(findings));
            assertEquals(
                    log.records().stream()
                            .map(good -> Long.toUnsignedString(good.seq()))
                            .toList(),
                    Written.all(findings, "recovered_seqs").stream()
                            .map(String::valueOf)
                            .toList());
            assertEquals(valid(log.records()), valid(findings));
            requireGaps(log, findings);
        });
    }

    private static List<String> damage(Findings findings) {
        return findings.damage().stream()
                .map(damage -> damage.file().substring("wal/".length()) + " " + damage.offset() + " " + damage.reason())
                .toList();
    }

    private static Set<String> valid(List<Good> records) {
        Set<String> valid = new TreeSet<>();
        records.forEach(
                good -> valid.add(good.segment() + " " + good.offset() + " " + Long.toUnsignedString(good.seq())));
        return valid;
    }

    private static Set<String> valid(Findings findings) {
        Set<String> valid = new TreeSet<>();
        for (Object each : Written.all(findings, "entries")) {
            Map<?, ?> entry = (Map<?, ?>) each;
            if (Boolean.TRUE.equals(entry.get("valid"))) {
                valid.add(entry.get("segment") + " " + entry.get("offset") + " " + entry.get("seq"));
            }
        }
        return valid;
    }

    private static void requireGaps(RandomLog log, Findings findings) {
        TreeSet<BigInteger> numbers = new TreeSet<>();
        TreeSet<BigInteger> repeated = new TreeSet<>();
        for (Good good : log.records()) {
            BigInteger number = new BigInteger(Long.toUnsignedString(good.seq()));
            if (!numbers.add(number)) {
                repeated.add(number);
            }
        }
        List<String> gaps = new ArrayList<>();
        for (BigInteger number : numbers) {
            BigInteger higher = numbers.higher(number);
            if (higher != null && !higher.equals(number.add(BigInteger.ONE))) {
                gaps.add("[" + number.add(BigInteger.ONE) + ", " + higher.subtract(BigInteger.ONE) + "]");
            }
        }
        assertEquals(gaps.toString(), String.valueOf(findings.fields().get("missing_seq_ranges")));
        assertEquals(repeated.toString(), String.valueOf(findings.fields().get("duplicate_seqs")));
    }

    @Test
    @Tag("S3.05")
    @Tag("S3.46")
    void theStateIsThatOfTheRecordsInTheOrderOfTheirNumbers() {
        Seeds.run(LOGS, random -> {
            RandomLog log = RandomLog.of(random);
            String actor = random.nextBoolean() ? null : "a";
            Findings findings = read(log, actor);
            assertEquals(log.state(actor), texts((Map<?, ?>) findings.fields().get("state")));
            Map<?, ?> byActor = (Map<?, ?>) findings.fields().get("state_by_actor");
            for (Map.Entry<?, ?> state : byActor.entrySet()) {
                assertEquals(log.state((String) state.getKey()), texts((Map<?, ?>) state.getValue()));
            }
            assertEquals(log.records().stream().map(Good::actor).distinct().count(), byActor.size());
            requireChanges(log, actor, findings);
        });
    }

    private static Map<String, String> texts(Map<?, ?> state) {
        Map<String, String> texts = new HashMap<>();
        state.entrySet().forEach(entry -> texts.put((String) entry.getKey(), ((JsonText) entry.getValue()).text()));
        assertEquals(texts.size(), state.size());
        return texts;
    }

    /** Every id that was ever put or deleted is changed once, to what it is in the end. */
    private static void requireChanges(RandomLog log, String actor, Findings findings) {
        Map<String, String> wanted = new TreeMap<>();
        for (Good good : log.records()) {
            if ((actor == null || good.actor().equals(actor)) && good.kind() != 'C' && good.kind() != 'K') {
                wanted.put(good.id(), String.valueOf(log.state(actor).get(good.id())));
            }
        }
        Map<String, String> changed = new TreeMap<>();
        for (Change change : findings.changes()) {
            byte[] value = change.value();
            String text = value == null ? "null" : new String(value, StandardCharsets.UTF_8);
            assertNull(changed.put(LegacyKeys.decode(change.key()), text), "a key twice");
        }
        assertEquals(wanted, changed);
    }

    /** What is thrown at the reader is anything at all; it takes it apart, says what it is, and throws nothing. */
    @Test
    @Tag("S3.13")
    void bytesDamagedInAnyWayAreReadAndWhatIsReportedIsTheSameTwice() {
        Seeds.run(LOGS, random -> {
            RandomLog log = RandomLog.of(random);
            read(log, null);
            for (String segment : log.segments()) {
                Path file = directory.resolve("wal").resolve(segment);
                byte[] bytes = Files.readAllBytes(file);
                for (int edit = random.nextInt(4); edit > 0; edit--) {
                    bytes = Edits.edited(bytes, random);
                }
                Files.write(file, bytes);
            }
            Findings findings = Written.segments(directory);
            NaiveLog naive = NaiveLog.read(directory);
            assertEquals(naive.damage(), damage(findings));
            assertEquals(naive.valid(), valid(findings));
            assertEquals(damage(findings), damage(Written.segments(directory)));
            requireDisjoint(findings);
            ImportFindings found =
                    StoreImport.from(directory).format("wal-segments").examine();
            assertEquals(
                    valid(findings).size(),
                    Fixtures.json(Fixtures.report(found)).get("recovered_seqs").size());
        });
    }

    private static void requireDisjoint(Findings findings) {
        Set<String> places = new TreeSet<>(valid(findings).stream()
                .map(entry -> entry.substring(0, entry.lastIndexOf(' ')))
                .toList());
        for (String damage : damage(findings)) {
            assertFalse(places.contains(damage.substring(0, damage.lastIndexOf(' '))), damage);
        }
        assertNull(findings.refusal());
    }
}
