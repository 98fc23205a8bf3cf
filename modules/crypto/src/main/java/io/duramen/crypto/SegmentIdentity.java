// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.UUID;

/**
 * What a segment's key is bound to: a slot moved to another segment, log or format opens nothing.
 *
 * @param logId the log
 * @param segmentNumber the segment's number in it, from 1
 * @param formatMajor the major version of the segment format
 */
public record SegmentIdentity(UUID logId, long segmentNumber, int formatMajor) {}
