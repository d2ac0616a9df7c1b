package io.sluice.server.manage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** The management API of a node with PostgreSQL. */
class ManagementOverPostgresIT extends ManagementContract {
    private final EmbeddedPostgres postgres = startPostgres();

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    String database() {
        return "token_api: {database: {url: \"" + postgres.getJdbcUrl("postgres", "postgres")
                + "\", user: postgres}}\n";
    }

    @Override
    void endDatabase() throws IOException {
        postgres.close();
    }
}
