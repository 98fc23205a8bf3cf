// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.aethel.RandomValues.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An atomic-commit directory made up line by line, and what must be found in it. It never reads what it wrote: what a line is,
 * it knows because it made it so.
 */
final class RandomDirectory {
    private final SplittableRandom random;
    private final RandomValues values;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<String, Value> state = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> temporary = new ArrayList<>();
    private String torn = "null";
    private int line;
    private boolean damaged;

    private record Entry(int line, boolean old, String id, Map<String, Value> changes, String time, boolean flag) {}

    private record Commit(int line, String id) {}

    RandomDirectory(long seed) {
        random = new SplittableRandom(seed);
        values = new RandomValues(random.split());
        for (int n = random.nextInt(30); n > 0; n--) {
            something();
        }
        if (random.nextInt(3) == 0) {
            tear();
        }
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("wal"));
        Files.createDirectories(directory.resolve("state"));
        Files.write(directory.resolve("wal/wal.log"), log.toByteArray());
        Files.writeString(directory.resolve("state/state.json"), object(state, ",\n  ", true));
        if (random.nextBoolean()) {
            temporary.add("state/state." + id() + ".tmp");
            Files.writeString(directory.resolve(temporary.get(0)), "{\"half\": ");
        }
    }

    private void something() {
        switch (random.nextInt(10)) {
            case 0 -> damage();
            case 1 -> line(random.nextBoolean() ? "" : " \t ");
            case 2 -> commit(id());
            case 3, 4 -> entry(true, id(), random.nextBoolean());
            default -> transaction();
        }
    }

    private void transaction() {
        String id = id();
        boolean committed = random.nextInt(4) > 0;
        if (committed && random.nextInt(4) == 0) {
            commit(id); // the batching writer's way
            entry(true, id, false);
            return;
        }
        entry(random.nextInt(3) == 0, id, false);
        if (committed) {
            commit(id);
        }
    }

    private String id() {
        return "t-" + random.nextInt(40);
    }

    private String time() {
        return random.nextInt(4) == 0 ? "1770000000" : 1_770_000_000 + line + "." + (1 + random.nextInt(9));
    }

    private void entry(boolean old, String id, boolean flag) {
        Map<String, Value> changes = new LinkedHashMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            changes.put(values.key(), values.value(3));
        }
        String time = time();
        String head = old ? "{" : "{\"op\": \"PREPARE\", ";
        String tail = !old || (!flag && random.nextBoolean()) ? "}" : ", \"committed\": " + flag + "}";
        line(head + "\"tx_id\": \"" + id + "\", \"changes\": " + object(changes, ", ", true) + ", \"timestamp\": "
                + time + tail);
        entries.add(new Entry(line, old, id, changes, time, flag));
        if (random.nextInt(8) > 0) {
            state.putAll(changes); // if not, it never came to that
        }
    }

    private void commit(String id) {
        line("{\"op\": \"COMMIT\", \"tx_id\": \"" + id + "\", \"timestamp\": " + time() + "}");
        commits.add(new Commit(line, id));
    }

    private void damage() {
        String whole = "{\"op\": \"PREPARE\", \"tx_id\": \"lost\", \"changes\": {\"lost\": 1}, \"timestamp\": 1.5}";
        switch (random.nextInt(8)) {
            case 0 -> bad(whole.substring(0, 1 + random.nextInt(whole.length() - 1)), "not_json");
            case 1 -> bad(whole.substring(0, 20) + whole, "not_json");
            case 2 -> bad("[" + whole + "]", "not_an_object");
            case 3 -> bad(whole.replace("\"tx_id\": \"lost\", ", ""), "missing_field");
            case 4 -> bad(whole.replace("{\"lost\": 1}", "[]"), "wrong_type");
            case 5 -> bad(whole.replace("1.5", "\"1.5\""), "wrong_type");
            case 6 -> bad(whole.replace("PREPARE", "REPAIR"), "unknown_op");
            default -> {
                log.write(0xFF);
                bad(whole, "not_utf8");
            }
        }
    }

    private void bad(String text, String reason) {
        line(text);
        skipped.add("{\"line\": " + line + ", \"reason\": \"" + reason + "\"}");
        damaged = true;
    }

    private void tear() {
        String begun = "{\"op\": \"COMMIT\", \"tx_id\": \"t-1\", \"timestamp\": 17700";
        String rest = begun.substring(0, 1 + random.nextInt(begun.length() - 1));
        line++;
        torn = "{\"line\": " + line + ", \"offset\": " + log.size() + ", \"bytes\": " + rest.length() + "}";
        skipped.add("{\"line\": " + line + ", \"reason\": \"torn_tail\"}");
        log.writeBytes(rest.getBytes(StandardCharsets.US_ASCII));
    }

    private void line(String text) {
        log.writeBytes((text + (random.nextInt(10) == 0 ? "\r\n" : "\n")).getBytes(StandardCharsets.UTF_8));
        line++;
    }

    private static String object(Map<String, Value> members, String between, boolean written) {
        List<String> texts = new ArrayList<>();
        members.forEach(
                (key, value) -> texts.add("\"" + key + "\": " + (written ? value.written() : value.reported())));
        return "{" + String.join(between, texts) + "}";
    }

    private boolean committed(Entry entry) {
        return entry.flag() || commits.stream().anyMatch(commit -> commit.id().equals(entry.id()));
    }

    /** The report without its first fields and the roots. */
    String expected() {
        List<String> all = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<String> doubt = new ArrayList<>();
        List<String> several = new ArrayList<>();
        Map<String, Value> replayed = new LinkedHashMap<>();
        for (Entry entry : entries) {
            boolean committed = committed(entry);
            all.add("{\"line\": " + entry.line() + ", \"style\": \"" + (entry.old() ? "old" : "new")
                    + "\", \"tx_id\": \""
                    + entry.id() + "\", \"changes\": " + object(entry.changes(), ", ", false) + ", \"timestamp\": "
                    + entry.time() + ", \"committed\": " + committed + "}");
            if (committed) {
                replayed.putAll(entry.changes());
            } else {
                open.add("\"" + entry.id() + "\"");
                boolean there = entry.changes().entrySet().stream()
                        .allMatch(change -> change.getValue().equals(state.get(change.getKey())));
                doubt.add("{\"tx_id\": \"" + entry.id() + "\", \"changes_present_in_state_file\": " + there
                        + ", \"resolution\": \"" + (there ? "applied" : "rolled_back") + "\"}");
            }
            long uses = entries.stream().filter(e -> e.id().equals(entry.id())).count();
            if (uses > 1 && !several.contains("\"" + entry.id() + "\"")) {
                several.add("\"" + entry.id() + "\"");
            }
        }
        List<String> again = new ArrayList<>();
        List<String> orphans = new ArrayList<>();
        for (Commit commit : commits) {
            String text = "{\"line\": " + commit.line() + ", \"tx_id\": \"" + commit.id() + "\"}";
            if (commits.stream().anyMatch(c -> c.line() < commit.line() && c.id().equals(commit.id()))) {
                again.add(text);
            }
            if (entries.stream().noneMatch(e -> e.id().equals(commit.id()))) {
                orphans.add(text);
            }
        }
        List<String> files = temporary.stream().map(name -> "\"" + name + "\"").toList();
        return "{\"entries\": " + all + ", \"uncommitted_tx_ids\": " + open + ", \"duplicate_commits\": " + again
                + ", \"orphan_commits\": " + orphans + ", \"aborts\": [], \"duplicate_tx_ids\": " + several
                + ", \"skipped\": " + skipped + ", \"torn_tail\": " + torn + ", \"replayed_state\": "
                + object(replayed, ", ", false) + ", \"orphan_temp_files\": " + files + ", \"in_doubt\": " + doubt
                + ", \"final_state\": " + object(state, ", ", false) + ", \"strict_import\": {\"ok\": " + !damaged
                + ", \"error\": " + (damaged ? "\"WAL_FILE_CORRUPTED\"" : "null") + "}}";
    }

    /** Values as they are written, by key as it is meant. */
    Map<String, Value> state() {
        return state;
    }
}
