// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * What a log did since it was opened.
 *
 * @param records records acknowledged
 * @param payloadBytes bytes of their payloads
 * @param frames frames written, one a group, control frames included
 * @param frameBytes bytes of frames written
 * @param writes write calls for frames
 * @param syncs data syncs on segments, those of arming a segment not included
 * @param markSyncs syncs of the marks file
 * @param rolls how often a new segment was begun
 */
public record WalStatistics(
        long records,
        long payloadBytes,
        long frames,
        long frameBytes,
        long writes,
        long syncs,
        long markSyncs,
        long rolls) {}
