package io.sluice.tokenapi.live;

import java.time.Instant;

/**
 * Somebody in a room.
 *
 * @param joinedAt when its session began
 * @param audio whether it publishes a microphone or other audio
 * @param video whether it publishes a camera
 * @param screen whether it shares a screen
 */
public record LiveParticipant(
        String identity, String name, Instant joinedAt, boolean audio, boolean video, boolean screen) {}
