package io.sluice.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a configuration is made of besides its defaults.
 *
 * @param document text of the configuration file, if there is one
 * @param environment variables by name; those set to nothing count as not set
 */
public record Sources(@Nullable Document document, Map<String, String> environment, Flags flags) {
    public Sources {
        environment = Map.copyOf(environment);
    }

    /**
     * The sources of a program start. A text given by {@code --config-body} or {@code LIVEKIT_CONFIG} replaces the file
     * of {@code --config}, which is then not read.
     *
     * @throws ConfigException when the file cannot be read
     */
    public static Sources of(Map<String, String> environment, Flags flags) throws ConfigException {
        return new Sources(document(environment, flags), environment, flags);
    }

    private static @Nullable Document document(Map<String, String> environment, Flags flags) throws ConfigException {
        String body = flags.last(NamedFlag.CONFIG_BODY);
        if (body != null && !body.isEmpty()) {
            return new Document("--config-body", body);
        }
        String variable = NamedFlag.CONFIG_BODY.environmentName();
        String inherited = environment.getOrDefault(variable, "");
        if (!inherited.isEmpty()) {
            return new Document(variable, inherited);
        }
        String path = flags.last(NamedFlag.CONFIG);
        if (path == null || path.isEmpty()) {
            return null;
        }
        try {
            return new Document(path, Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(List.of(new Problem(
                    ProblemCode.FILE_UNREADABLE, "--config", "", "cannot read the file " + path + ": " + reason(e))));
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "no permission";
            case MalformedInputException malformed -> "it is not UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }
}
