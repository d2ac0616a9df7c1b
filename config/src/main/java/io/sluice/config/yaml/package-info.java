/** YAML as a tree whose every node knows its line, so that whoever reads it can point at what is wrong. */
@org.jspecify.annotations.NullMarked
package io.sluice.config.yaml;
