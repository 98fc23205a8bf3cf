// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one kind stands, by the rules. Time is of {@link System#nanoTime}. <b>Not thread-safe.</b> */
final class Escalation {
    private final String kind;
    private final EscalationRules rules;
    private Standing standing = Standing.NORMAL;
    private int strikes;
    private int doublings;
    private long began;
    private long lasts;

    Escalation(String kind, EscalationRules rules) {
        this.kind = kind;
        this.rules = rules;
    }

    Standing standing() {
        return standing;
    }

    long remaining(long now) {
        return lasts - (now - began);
    }

    /** A burst happened; returns what it changed. A banned kind, of which some transaction was still under way, stays so. */
    @Nullable
    StandingChange strike(long now) {
        if (standing == Standing.BANNED) {
            return null;
        }
        strikes++;
        if (rules.strikes() > 0 && strikes >= rules.strikes()) {
            return become(Standing.BANNED, rules.ban().toNanos(), now);
        }
        if (standing == Standing.NORMAL) {
            return become(Standing.WARNED, rules.term().toNanos(), now);
        }
        doublings = Math.min(doublings + 1, EscalationRules.MAX_DOUBLINGS);
        return become(Standing.EXTENDED, rules.term().toNanos() << doublings, now);
    }

    /** Time has passed; returns what that changed. */
    @Nullable
    StandingChange expire(long now) {
        return standing == Standing.NORMAL || remaining(now) > 0 ? null : pardon(now);
    }

    /** Everything is forgotten. */
    @Nullable
    StandingChange pardon(long now) {
        if (standing == Standing.NORMAL) {
            return null;
        }
        strikes = 0;
        doublings = 0;
        return become(Standing.NORMAL, 0, now);
    }

    private StandingChange become(Standing next, long length, long now) {
        Standing before = standing;
        standing = next;
        began = now;
        lasts = length;
        return new StandingChange(kind, before, next, strikes, Duration.ofNanos(length));
    }
}
