// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Subject;
import io.duramen.bench.SubjectSource;
import io.duramen.wal.Durability;
import io.duramen.wal.WritePath;
import java.util.stream.Stream;

/** The floors, the references and Duramen. */
public final class OwnSubjects implements SubjectSource {

    /** Called by the service loader. */
    public OwnSubjects() {}

    @Override
    public Stream<Subject> subjects() {
        return Stream.of(
                new PreWrittenFloor(),
                new GrowFloor(),
                new DsyncFloor(),
                new RwdFloor(),
                new DirectFloor(),
                new JsonLinesFloor(),
                new BufferFloor(),
                new MutexSubject(),
                new LeaderSubject(),
                new DuramenSubject(Durability.WAL),
                new DuramenSubject(Durability.WAL, WritePath.DIRECT),
                new DuramenSubject(Durability.FULL),
                new DuramenSubject(Durability.NONE),
                new SealedSubject());
    }
}
