// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why an aim is not reached where it is not, and what would reach it. */
final class Missed {
    private static final Map<String, String> REASONS = Map.of(
            "16 threads, 256 B",
            "while one group of callers waits for the sync, the other is being woken: half of the callers go into each group, and "
                    + "waking a blocked thread costs two cores as much as the sync saves. A leader that waits for company gets larger "
                    + "groups and no more appends ([decision 0013](decisions/0013-who-writes-a-group.md)). Fewer threads that wait "
                    + "would: `submit` and `appendAsync` let one caller have many records under way.",
            "64 threads, 1024 B",
            "as with 16 threads, less so; the intervals overlap.",
            "replay of",
            "half of the time goes into a JVM that has just started and loads and interprets the classes that open a log; the reading "
                    + "itself is near the copy from the page cache. Class-data sharing would shorten it and needs a JVM flag.",
            "6 1 thread, 4 KiB",
            "a file that grows costs more by the file system's journal. Where a sync takes 100 µs it still reaches so much of the "
                    + "floor, see its row at 4 KiB, that twice as much would be above the floor itself.",
            "12 a reader that follows",
            "the reader has opened the log read-only, as another process would, and looks into the files each millisecond while nothing "
                    + "comes, on one of two cores; how much of the difference that is was not measured. A reader in the same process "
                    + "(`log.tail`) is woken instead and looks at nothing.");

    private Missed() {}

    /** A line for each row of some tables about logs whose last cell says that it is not reached. */
    static String markdown(List<Table> tables) {
        return markdown(tables, REASONS);
    }

    /** A line for each row of some tables whose last cell says that it is not reached, with the reason by how the aim begins. */
    static String markdown(List<Table> tables, Map<String, String> reasons) {
        StringBuilder text = new StringBuilder();
        for (Table table : tables) {
            for (List<String> row : table.rows()) {
                if (row.get(row.size() - 1).equals("no")) {
                    text.append("- ")
                            .append(row.get(0))
                            .append(": ")
                            .append(row.get(1))
                            .append(". ");
                    text.append(reason(row.get(0), reasons)
                                    .map(Missed::sentence)
                                    .orElse("Not explained yet."))
                            .append('\n');
                }
            }
        }
        return text.isEmpty() ? "" : "## Where an aim is not reached\n\n" + text + "\n";
    }

    private static Optional<String> reason(String aim, Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .filter(entry -> aim.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
    }
}
