// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/** The journal of ActiveMQ Artemis. It keeps no checksums. */
final class ArtemisSubject extends Peer {
    private static final int FILES = 10;

    private final ArtemisFiles files;

    ArtemisSubject(ArtemisFiles files) {
        super("artemis-" + files.name().toLowerCase(Locale.ROOT), "Artemis journal, " + files, "artemis");
        this.files = files;
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public List<String> jvmFlags() {
        return files == ArtemisFiles.ASYNCIO
                ? JvmFlags.nativeAccess("-Djava.library.path=" + nativeDirectory())
                : JvmFlags.nativeAccess();
    }

    /** Where the build put the library: beside the classes or the jar they are in. */
    private static Path nativeDirectory() {
        try {
            Path code = Path.of(ArtemisSubject.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling("native").resolve("lib").resolve("linux-x86_64");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path is not made of files", e);
        }
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws Exception {
        SequentialFileFactory factory = files.in(directory.toFile());
        factory.setDatasync(config.purpose() == Purpose.DURABLE);
        // compaction off: nothing is ever deleted here
        JournalImpl journal = new JournalImpl(
                ArtemisFiles.FILE_BYTES, FILES, FILES, 0, 0, factory, "bench", "log", files.mostInFlight());
        journal.start();
        ArtemisLog log = new ArtemisLog(journal, config.purpose() == Purpose.DURABLE);
        if (config.purpose() != Purpose.REPLAY) {
            log.load(record -> {});
        }
        return log;
    }
}
