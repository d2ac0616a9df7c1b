package io.sluice.interop;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives each test a {@link Stage} of its own; the clients' process and a server for each set of flags start once for
 * all of them. */
final class StageExtension
        implements ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store run = context.getRoot().getStore(NAMESPACE);
        ServerFlags wanted = context.getRequiredTestClass().getAnnotation(ServerFlags.class);
        List<String> flags = wanted == null ? List.of() : List.of(wanted.value());
        ServerUnderTest server =
                run.computeIfAbsent("server" + flags, key -> ServerUnderTest.start(flags), ServerUnderTest.class);
        Driver driver = run.computeIfAbsent("driver", key -> Driver.start(), Driver.class);
        server.assertRunning();
        Stage stage = new Stage(driver, server);
        context.getStore(NAMESPACE).put("stage", stage);
        return stage;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withReport(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withReport(context, failure);
    }

    private static Throwable withReport(ExtensionContext context, Throwable failure) {
        Stage stage = context.getStore(NAMESPACE).get("stage", Stage.class);
        if (stage != null) {
            failure.addSuppressed(new ClientReport(stage.report()));
        }
        return failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Stage stage = context.getStore(NAMESPACE).get("stage", Stage.class);
        if (stage != null) {
            stage.close();
        }
    }

    /** Carries text only; its own stack would say nothing. */
    private static final class ClientReport extends Exception {
        ClientReport(String report) {
            super(report, null, false, false);
        }
    }
}
