// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.Operation;
import io.duramen.testkit.PowerSubject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A workload and its oracle, as the power test of the testkit takes them. */
record StoreSubject(StoreWorkload workload) implements PowerSubject {
    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{16}");

    static List<StoreSubject> of(List<StoreWorkload> workloads) {
        return workloads.stream().map(StoreSubject::new).toList();
    }

    @Override
    public String name() {
        return workload.name();
    }

    @Override
    public String what() {
        return workload.what();
    }

    @Override
    public void run(Storage storage, AckLog log, long seed) {
        try (StoreSession session = StoreSession.create(workload, storage, log, seed)) {
            workload.work(session);
        }
    }

    @Override
    public void verify(Storage storage, AckLog log, long seed) {
        StoreOracle.verify(workload, storage, log, seed);
    }

    /** The kind of the operation and the file, all segments being one and all checkpoints. */
    @Override
    public String point(@Nullable Operation operation) {
        String kind = PowerSubject.super.point(operation);
        if (operation == null) {
            return kind;
        }
        return kind + " "
                + (operation.file().isEmpty()
                        ? "."
                        : NUMBER.matcher(operation.file()).replaceAll("N"));
    }
}
