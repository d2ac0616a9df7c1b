package io.sluice.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads files that hold secrets, and refuses those that everybody on the machine may touch. */
final class SecretFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final Map<String, String> environment;
    private final Findings findings;

    SecretFile(Map<String, String> environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
    }

    /**
     * The text of a file, or null after noting what is wrong with it.
     *
     * @param path may begin with {@code ~} and hold {@code $NAME} or <code>${NAME}</code>
     * @param where and key: for messages
     */
    @Nullable
    String read(String path, String where, String key) {
        String expanded = expand(path);
        try {
            Path file = Path.of(expanded);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                findings.problem(
                        ProblemCode.FILE_EXPOSED,
                        where,
                        key,
                        "permissions of others on " + expanded + " must be none; chmod o= takes them away");
                return null;
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            findings.problem(ProblemCode.FILE_UNREADABLE, where, key, "there is no file " + expanded);
        } catch (IOException | InvalidPathException e) {
            findings.problem(
                    ProblemCode.FILE_UNREADABLE,
                    where,
                    key,
                    "cannot read the file " + expanded + ": " + e.getMessage());
        }
        return null;
    }

    private String expand(String path) {
        Matcher variables = VARIABLE.matcher(path);
        String expanded = variables.replaceAll(match -> Matcher.quoteReplacement(
                environment.getOrDefault(match.group(1) == null ? match.group(2) : match.group(1), "")));
        return expanded.equals("~") || expanded.startsWith("~/")
                ? environment.getOrDefault("HOME", "~") + expanded.substring(1)
                : expanded;
    }
}
