/** Ports and networks as configuration values. */
@org.jspecify.annotations.NullMarked
package io.sluice.config.net;
