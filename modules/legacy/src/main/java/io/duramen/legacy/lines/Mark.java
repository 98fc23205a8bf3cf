// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a log says about itself: in its first line, at a checkpoint and when it is closed. For a predecessor a mark is a committed
 * transaction that changes nothing. It is written only when everything before it is durable.
 *
 * @param format the format of the lines
 * @param logId the log
 * @param carried how many lines behind the first one are pending transactions from below the first record
 * @param checkpoint the first record still needed, 0 if there never was a checkpoint
 * @param closed whether the log was closed in order here
 */
record Mark(int format, UUID logId, long carried, long checkpoint, boolean closed) {

    static Mark first(UUID logId, long carried, long checkpoint) {
        return new Mark(LineLayout.FORMAT, logId, carried, checkpoint, false);
    }

    static Mark later(UUID logId, long checkpoint, boolean closed) {
        return new Mark(LineLayout.FORMAT, logId, 0, checkpoint, closed);
    }

    String text() {
        return "{\"format\": " + format + ", \"log\": \"" + logId + "\", \"carried\": " + carried + ", \"checkpoint\": "
                + checkpoint + (closed ? ", \"closed\": true}" : "}");
    }

    static @Nullable Mark parse(String raw) {
        try {
            Map<String, Member> members = JsonScanner.object(raw);
            if (members == null) {
                return null;
            }
            Member log = members.get("log");
            Member closed = members.get("closed");
            if (log == null || !log.isString()) {
                return null;
            }
            return new Mark(
                    Math.toIntExact(number(members.get("format"))),
                    UUID.fromString(log.string()),
                    number(members.get("carried")),
                    number(members.get("checkpoint")),
                    closed != null && closed.raw().equals("true"));
        } catch (NotJsonException | IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    private static long number(@Nullable Member member) {
        return member == null ? -1 : Long.parseLong(member.raw());
    }
}
