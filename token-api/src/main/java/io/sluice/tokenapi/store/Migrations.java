package io.sluice.tokenapi.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings the tables to the present version, one script after the other. A script that has been released never changes; what
 * is to be different comes as another one.
 */
final class Migrations {
    /** Script {@code n} makes version {@code n}, counted from 1. */
    private static final List<String> SCRIPTS = List.of("1-channels.sql", "2-revocations.sql");

    private static final int ATTEMPTS = 5;

    private Migrations() {}

    static void apply(Jdbi jdbi) {
        apply(jdbi, SCRIPTS);
    }

    static void apply(Jdbi jdbi, List<String> scripts) {
        for (int attempt = 1; ; attempt++) {
            try {
                jdbi.useHandle(
                        handle -> handle.execute(
                                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, script TEXT NOT NULL)"));
                for (int version = version(jdbi, scripts.size()); version < scripts.size(); version++) {
                    int next = version + 1;
                    String script = scripts.get(version);
                    jdbi.useTransaction(handle -> step(handle, next, script));
                }
                return;
            } catch (JdbiException e) {
                // Two servers that start at once on one database: the second finds the work done when it looks again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int version(Jdbi jdbi, int known) {
        int version =
                jdbi.withHandle(handle -> handle.createQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")
                        .mapTo(Integer.class)
                        .one());
        if (version > known) {
            throw new StoreException("the database is of version " + version + " and this server knows up to " + known);
        }
        return version;
    }

    /** The row first: whoever comes second waits for it and then fails before doing anything. */
    private static void step(Handle handle, int version, String script) {
        handle.execute("INSERT INTO schema_version (version, script) VALUES (?, ?)", version, script);
        for (String statement : statements(script)) {
            handle.execute(statement);
        }
    }

    private static List<String> statements(String script) {
        try (InputStream text = Migrations.class.getResourceAsStream(script)) {
            if (text == null) {
                throw new IllegalStateException(script + " is missing from the jar");
            }
            String sql = new String(text.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(sql.split(";\\s*(?:\n|$)"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
