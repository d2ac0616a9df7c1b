/**
 * Real clients in one room: Chromium with livekit-client, and the native Node SDK.
 *
 * <p>The clients live in a Node process ({@code src/test/node}); {@link io.sluice.interop.Driver} gives it one command a
 * line, {@link io.sluice.interop.Participant} makes sentences of that. Publishers show a colour and sound a tone of their
 * own, so a test sees whose picture came, not only that bytes came.
 */
package io.sluice.interop;
