package io.sluice.tokenapi.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where the database is.
 *
 * @param url JDBC URL of H2 or PostgreSQL
 * @param user empty for none
 * @param password empty for none
 * @param connections most connections at a time
 */
public record DatabaseSettings(String url, String user, String password, int connections) {
    private static final int CONNECTIONS = 10;
    private static final String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE";

    /** A database of its own that is gone with the process. */
    public static DatabaseSettings inMemory() {
        byte[] name = new byte[8];
        new SecureRandom().nextBytes(name);
        return new DatabaseSettings(
                "jdbc:h2:mem:" + HexFormat.of().formatHex(name) + ";DB_CLOSE_DELAY=-1" + H2, "", "", CONNECTIONS);
    }

    /** An embedded database in a file of this directory, which only one process can have open. */
    public static DatabaseSettings inDirectory(Path directory) {
        String file = directory.toAbsolutePath().resolve("token-api").toString();
        return new DatabaseSettings("jdbc:h2:file:" + file + H2, "", "", CONNECTIONS);
    }

    /** A database elsewhere. @param url {@code jdbc:postgresql://...} or {@code jdbc:h2:...} */
    public static DatabaseSettings at(String url, String user, String password) {
        String whole = url.startsWith("jdbc:h2:") && !url.contains("MODE=") ? url + H2 : url;
        return new DatabaseSettings(whole, user, password, CONNECTIONS);
    }

    /** Hides the password, and the URL, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + kind() + "]";
    }

    /** {@code h2-memory}, {@code h2} or {@code postgresql}, for a log line. */
    public String kind() {
        if (url.startsWith("jdbc:h2:mem:")) {
            return "h2-memory";
        }
        return url.startsWith("jdbc:h2:") ? "h2" : "postgresql";
    }
}
