package io.sluice.tokenapi.token;

import java.time.Instant;

/**
 * A token whose signature and times were found good. Only {@link TokenVerifier} should make one from outside input.
 *
 * @param apiKey key that signed it
 * @param identity participant identity; empty when the token names none (API and webhook tokens)
 * @param expiresAt end of its lifetime, without leeway; a session that is running does not end then
 */
public record AccessToken(String apiKey, String identity, Grants grants, Instant expiresAt) {}
