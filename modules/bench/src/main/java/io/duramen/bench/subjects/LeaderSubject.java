// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.Purpose;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Group commit as the textbook has it: whoever finds nobody writing leads and writes for all who wait. */
final class LeaderSubject implements Subject {

    @Override
    public String name() {
        return "leader-follower";
    }

    @Override
    public String title() {
        return "leader and followers, one condition";
    }

    @Override
    public Kind kind() {
        return Kind.REFERENCE;
    }

    @Override
    public Set<Work> works() {
        return Set.of(Work.DURABLE, Work.REPLAY);
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        return new LeaderLog(directory, config.purpose() == Purpose.DURABLE);
    }
}
