/** What an operator does from the command line besides running the server: keys, tokens, rooms, the check of a configuration. */
@org.jspecify.annotations.NullMarked
package io.sluice.server.cli;
