// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Subject;
import io.duramen.bench.SubjectSource;
import java.util.stream.Stream;

/** The peers. */
public final class PeerSubjects implements SubjectSource {

    /** Called by the service loader. */
    public PeerSubjects() {}

    @Override
    public Stream<Subject> subjects() {
        return Stream.of(
                new ArtemisSubject(ArtemisFiles.NIO),
                new ArtemisSubject(ArtemisFiles.MAPPED),
                new ArtemisSubject(ArtemisFiles.ASYNCIO),
                new ChronicleSubject(false),
                new ChronicleSubject(true),
                new RocksSubject(),
                new MvStoreSubject(),
                new SqliteSubject(),
                new LmdbSubject(),
                new XodusSubject(),
                new KahaSubject(),
                new RatisSubject(),
                new BookKeeperSubject(),
                new ZooKeeperSubject());
    }
}
