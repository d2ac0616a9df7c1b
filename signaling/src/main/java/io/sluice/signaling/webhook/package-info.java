/** What backends are told: the payloads of LiveKit's webhooks and how they are signed. */
package io.sluice.signaling.webhook;
