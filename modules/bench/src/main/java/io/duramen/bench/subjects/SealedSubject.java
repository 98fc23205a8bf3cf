// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.RecordSink;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Work;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Duramen with its defaults and encryption: what it costs is this row beside the plain one. */
final class SealedSubject implements Subject {

    @Override
    public String name() {
        return "duramen-sealed";
    }

    @Override
    public String title() {
        return "Duramen, WAL, AES-256-GCM";
    }

    @Override
    public Kind kind() {
        return Kind.DURAMEN;
    }

    @Override
    public Set<Work> works() {
        return Set.of(Work.DURABLE, Work.REPLAY);
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Path files = Files.createDirectories(directory.resolve("wal"));
        try (Unlock unlock = Unlock.password("of the bench".toCharArray())) {
            Keyring keyring = DuramenLog.isEmpty(keys)
                    ? Keyring.create(keys, unlock, KeyringOptions.defaults())
                    : Keyring.unlock(keys, unlock);
            WalOptions options =
                    WalOptions.builder().sealing(keyring).anchor(Anchor.none()).build();
            return new SealedLog(keyring, DuramenLog.open(files, options, config.purpose()));
        }
    }

    private record SealedLog(Keyring keyring, DuramenLog log) implements SubjectLog {
        @Override
        public void append(byte[] record) {
            log.append(record);
        }

        @Override
        public void drain() {
            log.drain();
        }

        @Override
        public void replay(RecordSink sink) {
            log.replay(sink);
        }

        @Override
        public void close() {
            log.close();
            keyring.close();
        }
    }
}
