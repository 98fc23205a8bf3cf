// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time somebody typed, or a day, which begins at midnight UTC. */
public final class TimeConverter implements ITypeConverter<Instant> {

    /** Creates a converter; picocli does, where an option names it. */
    public TimeConverter() {}

    @Override
    public Instant convert(String value) {
        try {
            return value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notATime) {
            throw new TypeConversionException(
                    "expected a time such as 2026-01-02T03:04:05Z or a day such as 2026-01-02, found '" + value + "'");
        }
    }
}
