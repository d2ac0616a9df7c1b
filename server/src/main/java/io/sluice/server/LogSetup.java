package io.sluice.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.sluice.config.LoggingConfig;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/** Sends the log to standard output, as lines for people or as JSON objects. */
final class LogSetup {
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX,UTC} %-5level [%thread] %logger{0} %msg%n";

    private LogSetup() {}

    static void apply(LoggingConfig config) {
        apply(config, new ConsoleAppender<>());
    }

    /** Writes the same lines to nowhere: for a {@link io.sluice.server.node.WarmUp}, which is to be no different from what follows. */
    static void discard(LoggingConfig config) {
        OutputStreamAppender<ILoggingEvent> nowhere = new OutputStreamAppender<>();
        nowhere.setOutputStream(OutputStream.nullOutputStream());
        apply(config, nowhere);
    }

    private static void apply(LoggingConfig config, OutputStreamAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        appender.setContext(context);
        appender.setEncoder(encoder(context, config.json()));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        // What libraries tell in detail interests nobody who runs a server.
        root.setLevel(Level.WARN);
        context.getLogger("io.sluice").setLevel(Level.toLevel(config.level(), Level.INFO));
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithFormattedMessage(true);
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.start();
            return encoder;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        return encoder;
    }
}
