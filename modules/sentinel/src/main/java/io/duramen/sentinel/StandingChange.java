// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Duration;

/**
 * A kind stands differently than before.
 *
 * @param kind its name
 * @param from how it stood
 * @param to how it stands
 * @param strikes its bursts since it last stood normal
 * @param lasts how long this lasts if nothing else happens; zero for {@link Standing#NORMAL}
 */
public record StandingChange(String kind, Standing from, Standing to, int strikes, Duration lasts) {}
