/**
 * Who calls. Every {@link io.sluice.tokenapi.caller.CallerScheme} knows one kind of credentials: signed headers, a signed session cookie, a
 * bearer token of somebody else's issuer, an API key. {@link io.sluice.tokenapi.caller.CallerAuthenticator} asks them in turn and bounds how
 * often anybody may call ({@link io.sluice.tokenapi.caller.RateLimiter}).
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.caller;
