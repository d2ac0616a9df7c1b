/** Sockets and event loops: datagrams in, batches of datagrams out. */
@org.jspecify.annotations.NullMarked
package io.sluice.server.net;
