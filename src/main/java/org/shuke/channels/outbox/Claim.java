package org.shuke.channels.outbox;

import java.time.Duration;
import java.util.UUID;

/// A thing to send, held by whoever has its fence.
///
/// @param attempts with this one
/// @param age since it was put in
/// @param doubtful may an earlier try have reached the other side?
public record Claim(
    UUID id,
    String kind,
    String destination,
    String payload,
    int attempts,
    int fence,
    Duration age,
    boolean doubtful) {}
