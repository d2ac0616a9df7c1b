/** The table of configuration keys: their names, types, defaults and whether anything reads them. */
@org.jspecify.annotations.NullMarked
package io.sluice.config.keys;
