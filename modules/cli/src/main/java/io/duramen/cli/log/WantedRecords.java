// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.TimeConverter;
import io.duramen.wal.LogQuery;
import io.duramen.wal.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which records are wanted; all that are given must hold. */
final class WantedRecords {
    private static final List<RecordType> NAMED =
            List.of(RecordType.DATA, RecordType.PREPARE, RecordType.COMMIT, RecordType.ABORT, RecordType.CHECKPOINT);

    @Option(names = "--from", paramLabel = "LSN", description = "The first record wanted.")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "LSN", description = "The last record wanted.")
    private @Nullable Long to;

    @Option(
            names = "--from-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only records of this time or later, for instance 2026-01-02T03:04:05Z or 2026-01-02.")
    private @Nullable Instant since;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only records before this time.")
    private @Nullable Instant before;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only records of this actor.")
    private @Nullable String actor;

    @Option(names = "--operation", paramLabel = "NAME", description = "Only records of this operation.")
    private @Nullable String operation;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = Type.class,
            description = "Only records of this type: DATA, PREPARE, COMMIT, ABORT, CHECKPOINT or a number.")
    private @Nullable RecordType type;

    @Option(names = "--transaction", paramLabel = "ID", description = "Only records of this transaction; 0 for none.")
    private @Nullable Long transaction;

    @Option(names = "--key", paramLabel = "KEY", description = "Only records about this key.")
    private @Nullable String key;

    /** Whether it is said where to begin. */
    boolean hasStart() {
        return from != null;
    }

    /** Whether something is asked of a record beside its number. */
    boolean hasFilter() {
        return since != null
                || before != null
                || actor != null
                || operation != null
                || type != null
                || transaction != null
                || key != null;
    }

    /** The query that was asked for, to be narrowed further. */
    LogQuery.Builder query() {
        LogQuery.Builder query = LogQuery.builder();
        if (from != null) {
            query.fromLsn(from);
        }
        if (to != null) {
            query.toLsn(to);
        }
        if (since != null) {
            query.since(since);
        }
        if (before != null) {
            query.before(before);
        }
        if (actor != null) {
            query.actor(actor);
        }
        if (operation != null) {
            query.operation(operation);
        }
        if (type != null) {
            query.type(type);
        }
        if (transaction != null) {
            query.transactionId(transaction);
        }
        if (key != null) {
            query.key(key.getBytes(StandardCharsets.UTF_8));
        }
        return query;
    }

    /** A type by its name as it is shown, or by its number. */
    static final class Type implements ITypeConverter<RecordType> {
        @Override
        public RecordType convert(String value) {
            String name = value.toUpperCase(Locale.ROOT);
            for (RecordType known : NAMED) {
                if (known.toString().equals(name)) {
                    return known;
                }
            }
            try {
                return new RecordType(Integer.parseInt(name.replaceFirst("^(USER|RESERVED)_", "")));
            } catch (IllegalArgumentException notAType) {
                throw new TypeConversionException(
                        "expected DATA, PREPARE, COMMIT, ABORT, CHECKPOINT or a number from 1 to 255, found '" + value
                                + "'");
            }
        }
    }
}
