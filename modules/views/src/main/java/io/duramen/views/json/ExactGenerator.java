// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Writes each {@code double} with the same digits on every JDK, and none that is no number. */
final class ExactGenerator extends JsonGeneratorDelegate {
    private boolean refused;

    ExactGenerator(JsonGenerator out) {
        super(out, false); // so that trees within objects come through here, too
    }

    /** Tells whether something was refused because it is no number. */
    boolean hasRefused() {
        return refused;
    }

    @Override
    public JsonGenerator writeNumber(double number) {
        if (!Double.isFinite(number)) {
            throw notFinite();
        }
        delegate.writeNumber(Numbers.shortest(number));
        return this;
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        if (!Float.isFinite(number)) {
            throw notFinite();
        }
        delegate.writeNumber(Numbers.shortest(number));
        return this;
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        writeStartArray(array, length);
        for (int at = offset; at < offset + length; at++) {
            writeNumber(array[at]);
        }
        writeEndArray();
        return this;
    }

    private StreamWriteException notFinite() {
        refused = true;
        return new StreamWriteException(this, "not a number");
    }
}
