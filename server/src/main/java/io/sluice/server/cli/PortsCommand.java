package io.sluice.server.cli;

import io.sluice.config.SluiceConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the ports a firewall must let through. */
@Command(name = "ports", mixinStandardHelpOptions = true, description = "List the ports a server listens on.")
final class PortsCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", defaultValue = "", description = "The configuration file.")
    private String file = "";

    @Option(names = "--dev", description = "As the server with --dev.")
    private boolean development;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return ConfigFiles.load(spec, file, development, (loaded, out) -> print(loaded.config(), out));
    }

    private static void print(SluiceConfig config, PrintWriter out) {
        out.println("TCP Ports");
        out.println("  " + config.port() + " - HTTP service");
        if (config.rtc().tcpPort() != 0) {
            out.println("  " + config.rtc().tcpPort() + " - ICE/TCP");
        }
        if (config.prometheus().port() != 0) {
            out.println("  " + config.prometheus().port() + " - metrics, for your own network only");
        }
        out.println("UDP Ports");
        out.println("  " + config.rtc().udpPorts().range() + " - ICE/UDP");
    }
}
