/** LiveKit's client protocol: frames, and what they mean to a session. */
package io.sluice.signaling.livekit;
