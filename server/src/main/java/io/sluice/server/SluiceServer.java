package io.sluice.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.Sources;
import io.sluice.server.cli.Commands;
import io.sluice.server.node.Node;
import io.sluice.server.node.WarmUp;
import io.sluice.transport.dtls.DtlsCertificate;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program. */
public final class SluiceServer {
    private static final int WRONG_USE = 2;
    private static final int FAILED = 1;

    private SluiceServer() {}

    /**
     * Runs until SIGTERM or SIGINT, unless the command line asks for something else. Ends with 2 where the command line or the
     * configuration is wrong, with 1 where a port is taken.
     */
    public static void main(String[] arguments) {
        if (Commands.areMeantBy(arguments)) {
            System.exit(Commands.run(
                    arguments, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
        }
        forgoNettyEvents();
        CommandLine parser = CommandLineFlags.parser();
        try {
            ParseResult parsed = parser.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
            LoadedConfig loaded = ConfigLoader.load(Sources.of(System.getenv(), CommandLineFlags.of(parsed)));
            LogSetup.apply(loaded.config().logging());
            run(loaded);
        } catch (ParameterException e) {
            end(WRONG_USE, List.of(e.getMessage(), "sluice --help lists the flags"));
        } catch (ConfigException e) {
            end(WRONG_USE, e.problems().stream().map(Object::toString).toList());
        } catch (IOException e) {
            end(FAILED, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Netty's flight recorder events cost the first connection a tenth of a second, recorded or not. Who wants them may still say so. */
    private static void forgoNettyEvents() {
        String key = "io.netty.jfr.enabled";
        if (System.getProperty(key) == null) {
            System.setProperty(key, "false");
        }
    }

    private static void run(LoadedConfig loaded) throws IOException {
        Logger log = LoggerFactory.getLogger(SluiceServer.class);
        loaded.warnings().forEach(warning -> log.warn("config {}", warning));
        SluiceConfig config = loaded.config();
        SecureRandom random = new SecureRandom();
        DtlsCertificate certificate = DtlsCertificate.generate(random);
        warmUp(config, certificate, random, log);
        Node node = Node.start(config, certificate, random);
        Shutdown.install(node, config.engine().drainTimeout());
        log.info("ready port={}", node.port());
        if (config.development()) {
            invite(System.out, config, node.port());
        }
    }

    private static void warmUp(SluiceConfig config, DtlsCertificate certificate, SecureRandom random, Logger log) {
        LogSetup.discard(config.logging());
        WarmUp.Done done = WarmUp.run(config, certificate, random);
        LogSetup.apply(config.logging());
        if (done.failure() != null) {
            log.warn("warm_up_failed", done.failure());
        }
        log.debug("warmed_up joins={} connected={} handshakes={}", done.joins(), done.connected(), done.handshakes());
    }

    private static void invite(PrintStream out, SluiceConfig config, int port) {
        out.println();
        out.println("  Meeting page   http://localhost:" + port + "/meet/   (open it in two tabs)");
        out.println("  LiveKit URL    ws://localhost:" + port);
        if (config.keys().placeholder()) {
            config.keys().secrets().forEach((key, secret) -> out.println("  API key        " + key + " / " + secret));
        }
        out.println();
    }

    private static void end(int status, List<String> lines) {
        lines.forEach(line -> System.err.println("sluice: " + line));
        System.exit(status);
    }
}
