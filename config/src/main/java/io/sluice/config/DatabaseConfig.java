package io.sluice.config;

/**
 * Where the token API keeps what it is told.
 *
 * @param url JDBC URL; empty for an embedded database in the data folder, or in memory where there is none
 * @param user empty for none
 * @param password empty for none
 */
public record DatabaseConfig(String url, String user, String password) {
    /** Without the password, and without the URL, which may hold one. */
    @Override
    public String toString() {
        return "DatabaseConfig[user=" + user + "]";
    }
}
