package io.sluice.tokenapi.store;

/** The embedded database keeps the store's promises. */
class H2StoreTest extends StoreContract {
    @Override
    DatabaseSettings emptyDatabase() {
        return DatabaseSettings.inMemory();
    }
}
