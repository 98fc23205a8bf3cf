// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.SubjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * SQLite with {@code journal_mode=WAL} and {@code synchronous=FULL}, a table {@code WITHOUT ROWID}. It has one writer at a
 * time; one connection under a lock spares the writers its busy waits.
 */
final class SqliteStore extends StorePeer {
    private static final String MANUAL = "https://www.sqlite.org/";

    SqliteStore() {
        super("sqlite", "sqlite", "SQLite, WAL, synchronous FULL", MANUAL + "docs.html");
        promise(Guarantee.ATOMIC, Answer.yes("transactions", MANUAL + "atomiccommit.html"));
        promise(Guarantee.SNAPSHOT_READS, Answer.yes("readers of one version of the WAL", MANUAL + "isolation.html"));
        promise(
                Guarantee.CONFLICTS,
                Answer.yes("one writer; who read before another wrote is refused", MANUAL + "isolation.html"));
        promise(Guarantee.TORN_WRITES, Answer.yes("checksums of WAL frames", MANUAL + "fileformat2.html#walformat"));
        promise(
                Guarantee.DAMAGE,
                Answer.no("pages have no checksum, but by the extension cksumvfs", MANUAL + "cksumvfs.html"));
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=" + (durable ? "FULL" : "OFF"));
            statement.execute("CREATE TABLE IF NOT EXISTS state(k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID");
        }
        connection.setAutoCommit(false);
        return new OpenSqlite(connection);
    }

    private static final class OpenSqlite implements SubjectStore {
        private final Connection connection;
        private final PreparedStatement set;
        private final PreparedStatement get;

        OpenSqlite(Connection connection) throws SQLException {
            this.connection = connection;
            this.set = connection.prepareStatement(
                    "INSERT INTO state(k, v) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v");
            this.get = connection.prepareStatement("SELECT v FROM state WHERE k = ?");
        }

        @Override
        public synchronized void commit(byte[][] keys, byte[][] values) throws SQLException {
            for (int i = 0; i < keys.length; i++) {
                set.setBytes(1, keys[i]);
                set.setBytes(2, values[i]);
                set.executeUpdate();
            }
            connection.commit();
        }

        @Override
        public synchronized byte @Nullable [] get(byte[] key) throws SQLException {
            get.setBytes(1, key);
            try (ResultSet found = get.executeQuery()) {
                return found.next() ? found.getBytes(1) : null;
            }
        }

        @Override
        public synchronized void drain() throws SQLException {
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            connection.setAutoCommit(false);
        }

        @Override
        public void close() throws IOException {
            try {
                set.close();
                get.close();
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
