// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The application as an OSGi component that is injected nothing and uses Duramen's finders, as code that knows no OSGi does. */
public final class FindingComponent implements Function<Path, List<String>> {

    /** Called by the container. */
    public FindingComponent() {}

    @Override
    public List<String> apply(Path directory) {
        List<String> lines = new ArrayList<>();
        Loading.found().run(directory, lines::add);
        return lines;
    }
}
