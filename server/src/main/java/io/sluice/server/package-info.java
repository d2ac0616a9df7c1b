/** The program: reads its configuration, starts the node, and ends in order. */
@org.jspecify.annotations.NullMarked
package io.sluice.server;
