/** Composition: which parts a running node is made of. */
@org.jspecify.annotations.NullMarked
package io.sluice.server.node;
