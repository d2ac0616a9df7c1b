/**
 * Access tokens: what a bearer may do ({@link io.sluice.tokenapi.token.Grants}), who may sign
 * ({@link io.sluice.tokenapi.token.KeyRing}), and the two directions between a token's text and its
 * meaning ({@link io.sluice.tokenapi.token.TokenVerifier}, {@link io.sluice.tokenapi.token.TokenIssuer}).
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.token;
