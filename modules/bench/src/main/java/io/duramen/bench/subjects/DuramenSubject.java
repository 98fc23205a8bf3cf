// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Work;
import io.duramen.wal.Durability;
import io.duramen.wal.OpenCheck;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WritePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Duramen with its defaults but for the durability and the write path. */
final class DuramenSubject implements Subject {
    private final Durability durability;
    private final WritePath path;

    DuramenSubject(Durability durability) {
        this(durability, WritePath.BUFFERED);
    }

    DuramenSubject(Durability durability, WritePath path) {
        this.durability = durability;
        this.path = path;
    }

    @Override
    public String name() {
        if (path != WritePath.BUFFERED) {
            return "duramen-" + path.name().toLowerCase(Locale.ROOT);
        }
        return durability == Durability.WAL
                ? "duramen"
                : "duramen-" + durability.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "Duramen, " + durability + (path == WritePath.BUFFERED ? "" : ", " + path);
    }

    @Override
    public Kind kind() {
        return Kind.DURAMEN;
    }

    @Override
    public boolean syncs() {
        return durability != Durability.NONE;
    }

    @Override
    public Set<Work> works() {
        if (path != WritePath.BUFFERED) {
            return Set.of(Work.DURABLE);
        }
        return switch (durability) {
            case WAL -> Set.of(Work.DURABLE, Work.REPLAY, Work.OPEN);
            case FULL -> Set.of(Work.DURABLE, Work.OPEN);
            case NONE -> Set.of(Work.DURABLE, Work.BUFFERED);
        };
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        WalOptions options = WalOptions.builder()
                .writePath(path)
                .durability(config.purpose() == Purpose.BUFFERED ? Durability.NONE : durability)
                // each record is verified when it is read: once is enough
                .openCheck(config.purpose() == Purpose.REPLAY ? OpenCheck.FRAME_HEADERS : OpenCheck.EVERYTHING)
                .build();
        return DuramenLog.open(directory, options, config.purpose());
    }
}
