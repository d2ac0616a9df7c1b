/**
 * The HTTP endpoints at which applications get access tokens. {@link io.sluice.tokenapi.endpoint.EndpointRouter} is the door of all of them
 * and lets nobody pass whom an {@link io.sluice.tokenapi.endpoint.Endpoint} does not name; several families of endpoints share one
 * {@link io.sluice.tokenapi.endpoint.RoomTokens}.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.endpoint;
