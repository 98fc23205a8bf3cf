// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Quoted;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.KeyChange;
import io.duramen.commit.ReadableStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The differences of two stores, for people and for machines. */
final class DiffText {
    private static final int SHOWN_BYTES = 60;

    private final ReadableStore older;
    private final ReadableStore newer;
    private final List<KeyChange> changes;
    private final boolean keysOnly;

    DiffText(ReadableStore older, ReadableStore newer, List<KeyChange> changes, boolean keysOnly) {
        this.older = older;
        this.newer = newer;
        this.changes = changes;
        this.keysOnly = keysOnly;
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("older", facts(older));
        facts.put("newer", facts(newer));
        facts.put("equal", changes.isEmpty());
        for (KeyChange.Kind kind : KeyChange.Kind.values()) {
            facts.put(name(kind), count(kind));
        }
        facts.put("changes", changes.stream().map(this::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(ReadableStore store) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", store.recoveryReport().directory());
        facts.put("keys", store.size());
        facts.put("lsn", store.lsn());
        facts.put("root", store.root().toString());
        return facts;
    }

    private Map<String, Object> facts(KeyChange change) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", name(change.kind()));
        Keys.describe(facts, "key", change.key());
        byte[] before = change.before();
        byte[] after = change.after();
        if (before != null && !keysOnly) {
            Keys.describe(facts, "before", before);
        }
        if (after != null && !keysOnly) {
            Keys.describe(facts, "after", after);
        }
        return facts;
    }

    String text(Style style) {
        Lines lines = new Lines();
        lines.line("older", head(older)).line("newer", head(newer));
        for (KeyChange change : changes) {
            lines.text(line(change, style));
        }
        lines.text(
                changes.isEmpty()
                        ? style.good("no key differs")
                        : Units.count(count(KeyChange.Kind.ADDED)) + " added, "
                                + Units.count(count(KeyChange.Kind.REMOVED)) + " removed, "
                                + Units.count(count(KeyChange.Kind.CHANGED)) + " changed");
        return lines.toString();
    }

    private static String head(ReadableStore store) {
        return store.recoveryReport().directory() + ": " + Units.count(store.size(), "key") + " up to record "
                + store.lsn() + ", root " + store.root();
    }

    private String line(KeyChange change, Style style) {
        String sign = switch (change.kind()) {
            case ADDED -> style.good("+");
            case REMOVED -> style.bad("-");
            case CHANGED -> style.odd("~");
        };
        String key = sign + " " + shown(change.key(), Integer.MAX_VALUE);
        return keysOnly ? key : key + " = " + values(change.before(), change.after());
    }

    private static String values(byte @Nullable [] before, byte @Nullable [] after) {
        List<String> shown = new ArrayList<>();
        if (before != null) {
            shown.add(shown(before, SHOWN_BYTES));
        }
        if (after != null) {
            shown.add(shown(after, SHOWN_BYTES));
        }
        return String.join(" -> ", shown);
    }

    /** Shows bytes as text where they are text, else in hexadecimal; of long ones the size alone. */
    private static String shown(byte[] bytes, int most) {
        if (bytes.length > most) {
            return Units.count(bytes.length, "byte");
        }
        String text = Keys.text(bytes);
        return text == null ? "0x" + HexFormat.of().formatHex(bytes) : Quoted.text(text);
    }

    private long count(KeyChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    private static String name(KeyChange.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
