// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.spi.AuditSink;
import java.lang.System.Logger.Level;

/** Writes entries and alerts to a logger of the platform, which adds nothing to the line. */
public final class SystemLoggerSink implements AuditSink {
    private final System.Logger logger;

    /**
     * Makes a sink.
     *
     * @param name the logger's name
     */
    public SystemLoggerSink(String name) {
        this.logger = System.getLogger(name);
    }

    @Override
    public void entry(AuditEntry entry) {
        if (logger.isLoggable(Level.DEBUG)) {
            logger.log(Level.DEBUG, entry.toText());
        }
    }

    @Override
    public void alert(AuditAlert alert) {
        logger.log(Level.WARNING, alert.toText());
    }
}
