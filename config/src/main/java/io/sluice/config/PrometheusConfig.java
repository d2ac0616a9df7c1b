package io.sluice.config;

/**
 * The metrics listener.
 *
 * @param port 0 for none
 * @param username empty when anybody may read
 * @param password empty exactly when the user name is
 */
public record PrometheusConfig(int port, String username, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "PrometheusConfig[port=" + port + ", username=" + username + "]";
    }
}
