// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * SQLite with {@code journal_mode=WAL} and {@code synchronous=FULL}, one transaction an append. It has one writer at a time;
 * one connection under a lock spares the writers its busy waits. It checks the frames of its WAL, but not the pages of its file.
 */
final class SqliteSubject extends Peer {

    SqliteSubject() {
        super("sqlite", "SQLite, WAL, synchronous FULL", "sqlite");
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess();
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("log.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=" + (config.purpose() == Purpose.DURABLE ? "FULL" : "OFF"));
            statement.execute("CREATE TABLE IF NOT EXISTS log(id INTEGER PRIMARY KEY, record BLOB NOT NULL)");
        }
        if (config.purpose() == Purpose.BUFFERED) {
            connection.setAutoCommit(false);
        }
        return new SqliteLog(connection);
    }

    private static final class SqliteLog implements SubjectLog {
        private final Connection connection;
        private final PreparedStatement insert;

        SqliteLog(Connection connection) throws SQLException {
            this.connection = connection;
            this.insert = connection.prepareStatement("INSERT INTO log(record) VALUES (?)");
        }

        @Override
        public synchronized void append(byte[] record) throws SQLException {
            insert.setBytes(1, record);
            insert.executeUpdate();
        }

        @Override
        public synchronized void drain() throws SQLException {
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }

        @Override
        public void replay(RecordSink sink) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet all = statement.executeQuery("SELECT record FROM log ORDER BY id")) {
                while (all.next()) {
                    sink.accept(ByteBuffer.wrap(all.getBytes(1)));
                }
            }
        }

        @Override
        public void close() throws IOException {
            try {
                insert.close();
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
