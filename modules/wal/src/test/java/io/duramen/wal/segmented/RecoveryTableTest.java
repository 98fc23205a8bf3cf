// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.wal.segmented.Evidence.Copies;
import io.duramen.wal.segmented.Evidence.File;
import io.duramen.wal.segmented.Evidence.Follower;
import io.duramen.wal.segmented.Evidence.Found;
import io.duramen.wal.segmented.Evidence.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every combination of evidence has one verdict, it is the one on the page, and none of them loses a durable record. */
class RecoveryTableTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats", "recovery.md");
    private static final Set<Found> UNREADABLE =
            EnumSet.of(Found.ZEROS, Found.NO_FRAME, Found.BAD_BODY, Found.END_OF_SEGMENT);

    private final List<Evidence> all = new ArrayList<>();

    RecoveryTableTest() {
        for (File file : File.values()) {
            for (Found found : Found.values()) {
                for (Follower follower : Follower.values()) {
                    for (Trace behind : Trace.values()) {
                        for (Trace unlinked : Trace.values()) {
                            for (Copies copies : Copies.values()) {
                                for (int flags = 0; flags < 8; flags++) {
                                    all.add(new Evidence(
                                            file,
                                            found,
                                            (flags & 1) != 0,
                                            follower,
                                            behind,
                                            unlinked,
                                            (flags & 2) != 0,
                                            copies,
                                            (flags & 4) != 0));
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void thePageHasOneRowForEachCombinationAndItSaysTheVerdict() throws IOException {
        assertEquals(82_944, new HashSet<>(all).size());
        List<String[]> rows = rows();
        for (Evidence evidence : all) {
            List<String[]> fitting =
                    rows.stream().filter(row -> fits(row, evidence)).toList();
            assertEquals(1, fitting.size(), () -> fitting.size() + " rows fit " + evidence);
            Verdict verdict = Verdict.of(evidence);
            assertEquals(fitting.get(0)[9], verdict.outcome().name(), evidence::toString);
            assertEquals(fitting.get(0)[10], verdict.name(), evidence::toString);
        }
        for (String[] row : rows) {
            assertTrue(all.stream().anyMatch(evidence -> fits(row, evidence)), () -> "no case of " + List.of(row));
        }
    }

    @Test
    void everyVerdictIsTheOutcomeOfSomething() {
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        all.forEach(evidence -> seen.add(Verdict.of(evidence)));
        assertEquals(EnumSet.allOf(Verdict.class), seen);
    }

    @Test
    void whereAnythingSaysThatTheMissingRecordWasDurableTheLogIsRefused() {
        for (Evidence evidence : all) {
            boolean durable = evidence.file() != File.WHOLE
                    || !UNREADABLE.contains(evidence.found())
                    || evidence.oldest()
                    || evidence.follower() == Follower.LINKED
                    || evidence.follower() == Follower.REOPENED
                    || evidence.behind() == Trace.WITNESS
                    || evidence.unlinked() == Trace.WITNESS
                    || evidence.marks()
                    || evidence.copies() == Copies.INCOMPLETE;
            assertEquals(durable, Verdict.of(evidence).outcome().isRefusal(), evidence::toString);
        }
    }

    @Test
    void anErrorOfTheDeviceIsNeitherATearNorDamage() {
        all.stream()
                .filter(e -> e.file() == File.WHOLE && e.found() == Found.READ_ERROR)
                .forEach(e ->
                        assertEquals(Verdict.Outcome.IO_ERROR, Verdict.of(e).outcome(), e::toString));
    }

    @Test
    void onlyTheLastSegmentCanBeTorn() {
        all.stream()
                .filter(e -> e.follower() == Follower.LINKED)
                .forEach(e -> assertTrue(Verdict.of(e).outcome().isRefusal(), e::toString));
    }

    @Test
    void moreEvidenceNeverTurnsARefusalIntoATear() {
        for (Evidence e : all) {
            if (Verdict.of(e).outcome().isRefusal()) {
                more(e).forEach(m ->
                        assertTrue(Verdict.of(m).outcome().isRefusal(), () -> e + " is refused, and not so " + m));
            }
        }
    }

    @Test
    void aLogWasClosedInOrderOnlyIfItsLastFrameSaysSoAndNothingFollows() {
        for (Evidence e : all) {
            if (Verdict.of(e) == Verdict.CLEAN) {
                assertTrue(e.sealed() && e.behind() == Trace.NOTHING && e.unlinked() == Trace.NOTHING);
                assertFalse(e.found() == Found.BAD_BODY || e.found() == Found.NO_FRAME);
            }
        }
    }

    /** The same with one more thing known. */
    private static Stream<Evidence> more(Evidence e) {
        return Stream.of(
                with(e, true, e.behind(), e.unlinked(), e.copies()),
                with(e, e.marks(), Trace.WITNESS, e.unlinked(), e.copies()),
                with(e, e.marks(), e.behind(), Trace.WITNESS, e.copies()),
                with(e, e.marks(), e.behind(), e.unlinked(), Copies.INCOMPLETE));
    }

    private static Evidence with(Evidence e, boolean marks, Trace behind, Trace unlinked, Copies copies) {
        return new Evidence(e.file(), e.found(), e.oldest(), e.follower(), behind, unlinked, marks, copies, e.sealed());
    }

    private static boolean fits(String[] row, Evidence e) {
        return fits(row[0], e.file())
                && fits(row[1], e.found())
                && fits(row[2], e.oldest())
                && fits(row[3], e.follower())
                && fits(row[4], e.behind())
                && fits(row[5], e.unlinked())
                && fits(row[6], e.marks())
                && fits(row[7], e.copies())
                && fits(row[8], e.sealed());
    }

    private static boolean fits(String cell, boolean value) {
        return cell.equals("any") || cell.equals(value ? "yes" : "no");
    }

    private static boolean fits(String cell, Enum<?> value) {
        String name = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (cell) {
            case "any" -> true;
            case "unreadable" -> UNREADABLE.contains(value);
            default ->
                cell.startsWith("not ")
                        ? !cell.substring(4).equals(name)
                        : List.of(cell.split(", ")).contains(name);
        };
    }

    /** The rows of the page's table: those of eleven cells, without the heading. */
    private static List<String[]> rows() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| ") && line.endsWith(" |")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
                if (cells.length == 11 && !cells[0].equals("file")) {
                    rows.add(cells);
                }
            }
        }
        assertEquals(21, rows.size(), "rows on " + PAGE);
        return rows;
    }
}
