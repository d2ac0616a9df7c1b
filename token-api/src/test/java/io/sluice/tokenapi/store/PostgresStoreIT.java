package io.sluice.tokenapi.store;

/** PostgreSQL keeps the store's promises. */
class PostgresStoreIT extends StoreContract {
    @Override
    DatabaseSettings emptyDatabase() throws Exception {
        return Postgres.database();
    }
}
