package io.sluice.server.hook;

/**
 * An event on its way to one receiver.
 *
 * @param id of the letter, growing in the order of the events
 * @param receiver URL
 * @param room name: letters about one name reach a receiver in order
 * @param event for the log
 * @param writtenMillis of the epoch
 * @param body what is posted
 */
record Letter(long id, String receiver, String room, String event, long writtenMillis, byte[] body) {}
