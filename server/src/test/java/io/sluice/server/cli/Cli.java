package io.sluice.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run inside this process. */
record Cli(int status, String out, String err) {
    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Commands.run(arguments, new PrintWriter(out), new PrintWriter(err));
        return new Cli(status, out.toString(), err.toString());
    }
}
