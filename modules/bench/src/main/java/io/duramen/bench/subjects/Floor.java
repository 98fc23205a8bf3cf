// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.Subject;
import io.duramen.bench.Work;
import java.util.Set;

/** A floor: a way to make bytes durable, with no format and nothing to read back. */
abstract class Floor implements Subject {
    private final String name;
    private final String title;

    Floor(String name, String title) {
        this.name = name;
        this.title = title;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Kind kind() {
        return Kind.FLOOR;
    }

    @Override
    public Set<Work> works() {
        return Set.of(Work.DURABLE);
    }
}
