/**
 * What a server is told before it starts: {@link io.sluice.config.ConfigLoader} merges defaults, a YAML file, environment
 * variables and flags into one immutable {@link io.sluice.config.SluiceConfig}, or says everything that is wrong with
 * them at once.
 *
 * {@snippet :
 * Flags flags = Flags.none()
 *         .with(NamedFlag.CONFIG, "/etc/sluice.yaml")
 *         .with("rtc.tcp_port", "7881"); // every scalar key is a flag
 * try {
 *     LoadedConfig loaded = ConfigLoader.load(Sources.of(System.getenv(), flags));
 *     loaded.warnings().forEach(log::warn);
 *     int port = loaded.config().port();
 * } catch (ConfigException e) {
 *     System.err.println(e.getMessage()); // one line for each problem
 * }
 * }
 */
@org.jspecify.annotations.NullMarked
package io.sluice.config;
