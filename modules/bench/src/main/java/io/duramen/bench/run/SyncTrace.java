// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.run;

import io.duramen.bench.child.CountWork;
import io.duramen.bench.result.SyncCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds syncs in what {@code strace -f -y} wrote. A sync is a call that ended well and after which what was written is on the
 * device: {@code fsync}, {@code fdatasync}, {@code msync} with {@code MS_SYNC}, and a write through a descriptor opened with
 * {@code O_DSYNC} or {@code O_SYNC} or with the matching flag of {@code pwritev2}. {@code sync_file_range} is none: it flushes
 * neither metadata nor the device. Syncs of files outside the log's directory do not count.
 */
final class SyncTrace {
    static final List<String> CALLS = List.of(
            "fsync",
            "fdatasync",
            "msync",
            "write",
            "pwrite64",
            "writev",
            "pwritev",
            "pwritev2",
            "open",
            "openat",
            "stat",
            "lstat",
            "newfstatat",
            "statx",
            "access",
            "faccessat",
            "faccessat2");

    private static final Pattern CALL = Pattern.compile("^(\\d+)\\s+(\\w+)\\((.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+)\\s+<\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final Pattern MARK = Pattern.compile(Pattern.quote(CountWork.MARK) + "(\\d+)");
    private static final Pattern OPENED = Pattern.compile("= (\\d+)<");
    private static final Pattern DESCRIPTOR = Pattern.compile("^(\\d+)<([^>]*)>");
    private static final String UNFINISHED = " <unfinished ...>";

    private final String directory;
    private final int appends;
    private final Map<String, String> unfinished = new HashMap<>();
    private final Set<String> syncing = new HashSet<>();
    private final Map<String, Integer> calls = new TreeMap<>();
    private final BitSet covered = new BitSet();
    private int append = -1;

    private SyncTrace(Path directory, int appends) {
        this.directory = directory.toString();
        this.appends = appends;
    }

    static SyncTrace read(Path trace, Path directory, int appends) throws IOException {
        SyncTrace found = new SyncTrace(directory, appends);
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            lines.lines().forEach(found::line);
        }
        return found;
    }

    SyncCount count(String subject) {
        return new SyncCount(
                subject,
                appends,
                covered.cardinality(),
                calls.values().stream().mapToLong(Integer::longValue).sum(),
                calls.entrySet().stream()
                        .map(call -> call.getKey() + " " + call.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private void line(String line) {
        Matcher mark = MARK.matcher(line);
        if (mark.find()) {
            append = Integer.parseInt(mark.group(1));
            return;
        }
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.find()) {
            String begun = unfinished.remove(resumed.group(1));
            if (begun != null) {
                ended(resumed.group(2), begun + resumed.group(3));
            }
            return;
        }
        Matcher call = CALL.matcher(line);
        if (call.find()) {
            if (line.endsWith(UNFINISHED)) {
                String rest = call.group(3);
                unfinished.put(call.group(1), rest.substring(0, rest.length() - UNFINISHED.length()));
            } else {
                ended(call.group(2), call.group(3));
            }
        }
    }

    private void ended(String call, String rest) {
        if (call.startsWith("open")) {
            opened(rest);
        } else if (!rest.contains(" = -1 ") && syncs(call, rest) && append >= 0 && append < appends) {
            covered.set(append);
            calls.merge(call.contains("write") ? call + " to O_DSYNC" : call, 1, Integer::sum);
        }
    }

    private void opened(String rest) {
        Matcher descriptor = OPENED.matcher(rest);
        if (descriptor.find()) {
            if (rest.contains("O_DSYNC") || rest.contains("O_SYNC")) {
                syncing.add(descriptor.group(1));
            } else {
                // the number may have been another file's before
                syncing.remove(descriptor.group(1));
            }
        }
    }

    private boolean syncs(String call, String rest) {
        if (call.equals("msync")) {
            return rest.contains("MS_SYNC");
        }
        Matcher descriptor = DESCRIPTOR.matcher(rest);
        if (!descriptor.find() || !descriptor.group(2).startsWith(directory)) {
            return false;
        }
        return switch (call) {
            case "fsync", "fdatasync" -> true;
            case "pwritev2" ->
                rest.contains("RWF_DSYNC") || rest.contains("RWF_SYNC") || syncing.contains(descriptor.group(1));
            case "write", "pwrite64", "writev", "pwritev" -> syncing.contains(descriptor.group(1));
            default -> false;
        };
    }
}
