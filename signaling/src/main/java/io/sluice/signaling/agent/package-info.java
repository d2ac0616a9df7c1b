/**
 * Agents: programs outside of the server that are called into rooms. Workers register over a WebSocket, dispatches say which agents a room
 * wants, and the engine brings the two together as jobs.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.signaling.agent;
