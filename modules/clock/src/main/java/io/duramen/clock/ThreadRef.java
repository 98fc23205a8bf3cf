// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

/**
 * A captured thread, whose clock can be read from other threads with {@link CpuClock#nanos(ThreadRef)}. Made by {@link
 * CpuClock#capture}, and of use only to the clock that made it.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
public interface ThreadRef extends AutoCloseable {

    /**
     * Returns the number Java gives the captured thread.
     *
     * @return the {@linkplain Thread#getId() thread's number}, also after it has ended
     */
    long threadId();

    /** Lets go of the thread; its clock then reads {@link CpuClock#UNKNOWN}. Closing twice does nothing. */
    @Override
    void close();
}
