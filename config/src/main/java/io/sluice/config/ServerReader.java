package io.sluice.config;

import java.util.List;

/** Reads what concerns listeners and logs. */
final class ServerReader {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private final Settings settings;
    private final Findings findings;

    ServerReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Everybody knows the placeholder keys, so with them only this machine may call unless told otherwise. */
    List<String> bindAddresses(boolean placeholderKeys) {
        List<String> addresses = settings.texts("bind_addresses");
        return addresses.isEmpty() && placeholderKeys
                ? LOOPBACK
                : addresses.stream().filter(address -> !address.isBlank()).toList();
    }

    PrometheusConfig prometheus() {
        int old = settings.number("prometheus_port");
        int port = settings.number("prometheus.port");
        if (old != 0) {
            findings.warn("prometheus_port is the old name of prometheus.port");
        }
        String username = settings.text("prometheus.username");
        String password = settings.text("prometheus.password");
        if (username.isEmpty() != password.isEmpty()) {
            String given = username.isEmpty() ? "prometheus.password" : "prometheus.username";
            String missing = username.isEmpty() ? "prometheus.username" : "prometheus.password";
            findings.problem(ProblemCode.INCOMPLETE, settings.where(given), given, "needs " + missing + " as well");
        }
        return new PrometheusConfig(port == 0 ? old : port, username, password);
    }

    LoggingConfig logging(boolean development) {
        String level = settings.text("logging.level");
        if (!settings.isSet("logging.level") && development) {
            level = "debug";
        }
        String old = settings.text("log_level");
        if (!old.isEmpty()) {
            findings.warn("log_level is the old name of logging.level");
            level = old;
        }
        return new LoggingConfig(level, settings.flag("logging.json"));
    }

    /** All of these listen on TCP, on the same addresses. */
    void checkListeners(int port, int prometheusPort, int rtcTcpPort) {
        String prometheus = settings.isSet("prometheus.port") ? "prometheus.port" : "prometheus_port";
        checkApart(prometheus, prometheusPort, "port", port);
        checkApart("rtc.tcp_port", rtcTcpPort, "port", port);
        checkApart("rtc.tcp_port", rtcTcpPort, prometheus, prometheusPort);
    }

    private void checkApart(String key, int port, String otherKey, int otherPort) {
        if (port != 0 && port == otherPort) {
            String where = settings.where(settings.isSet(key) ? key : otherKey);
            findings.problem(ProblemCode.CONFLICT, where, key, "port " + port + " is also that of " + otherKey);
        }
    }
}
