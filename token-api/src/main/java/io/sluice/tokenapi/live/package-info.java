/**
 * What changed rights do to people who are in calls. The calls themselves are elsewhere; {@link io.sluice.tokenapi.live.LiveRooms}
 * is all that is needed of them here.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.tokenapi.live;
