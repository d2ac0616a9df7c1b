package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.sluice.server.net.Loops;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the log is told when a connection fails: bugs, and nothing that clients can bring about as they like. */
class HttpRoutesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(HttpRoutes.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Loops media = new Loops(1);
    private EmbeddedChannel channel;

    @BeforeEach
    void open() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        channel = new EmbeddedChannel(TestRoutes.over(media, Heartbeat.USUAL));
    }

    @AfterEach
    void close() {
        channel.close();
        logger.detachAppender(log);
        logger.setAdditive(true);
        media.close();
    }

    static Stream<Throwable> clientsDoing() {
        return Stream.of(
                new IOException("connection reset"),
                ReadTimeoutException.INSTANCE,
                new TooLongFrameException(),
                new PrematureChannelClosureException());
    }

    @ParameterizedTest
    @MethodSource("clientsDoing")
    void whatClientsBringAboutEndsTheConnectionSilently(Throwable cause) {
        channel.pipeline().fireExceptionCaught(cause);

        assertThat(channel.isOpen()).isFalse();
        assertThat(log.list).isEmpty();
    }

    @Test
    void aBugEndsTheConnectionAndIsLogged() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("a bug"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("a bug");
        });
    }
}
