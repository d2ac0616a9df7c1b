package io.sluice.tokenapi.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Insert or replace, in words both databases know. */
final class Upsert {
    private Upsert() {}

    /**
     * @param insert a statement that does nothing where the key is taken
     * @param update the same values for the key that is
     * @return whether the row is new
     */
    static boolean put(Handle handle, String insert, String update, Function<Update, Update> bound) {
        if (bound.apply(handle.createUpdate(insert)).execute() > 0) {
            return true;
        }
        bound.apply(handle.createUpdate(update)).execute();
        return false;
    }
}
