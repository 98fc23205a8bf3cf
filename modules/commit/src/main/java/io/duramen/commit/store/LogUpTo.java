// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import java.util.List;
import java.util.UUID;

/** A log as it was when some record was its last. Closing it leaves the log open. */
final class LogUpTo implements ReadableLog {
    private final ReadableLog log;
    private final long last;

    LogUpTo(ReadableLog log, long last) {
        this.log = log;
        this.last = last;
    }

    @Override
    public UUID logId() {
        return log.logId();
    }

    @Override
    public long firstLsn() {
        return log.firstLsn();
    }

    @Override
    public long durableLsn() {
        return Math.min(last, log.durableLsn());
    }

    @Override
    public LogReader read(long fromLsn) {
        return log.read(upTo(fromLsn));
    }

    @Override
    public LogCursor cursor(long fromLsn) {
        return log.cursor(upTo(fromLsn));
    }

    private LogQuery upTo(long fromLsn) {
        return LogQuery.builder().fromLsn(fromLsn).toLsn(last).build();
    }

    @Override
    public LogRecovery recovery() {
        return log.recovery();
    }

    @Override
    public List<SegmentInfo> segments() {
        return log.segments();
    }

    @Override
    public void close() {}
}
