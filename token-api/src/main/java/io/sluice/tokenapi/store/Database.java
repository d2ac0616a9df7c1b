package io.sluice.tokenapi.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** A pool of connections to a database that has our tables. Usable from any thread that may block. */
public final class Database implements AutoCloseable {
    private static final long CONNECTION_PATIENCE_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects, and makes or renews the tables.
     *
     * @throws StoreException when the database can not be reached or has tables of a later version
     */
    public static Database open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("token-api");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        // What is idle for ten minutes goes, down to one.
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_PATIENCE_MILLIS);
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException("the database can not be opened: " + rootMessage(e), e);
        }
        Database database = new Database(pool);
        try {
            Migrations.apply(database.jdbi);
        } catch (RuntimeException e) {
            pool.close();
            throw e instanceof StoreException ? e : new StoreException("the tables can not be made", e);
        }
        return database;
    }

    /**
     * Does everything in one transaction, those methods of the stores included that are called inside it on this thread.
     *
     * @throws StoreException when the database fails; nothing was changed then
     */
    public <T> T inTransaction(Supplier<T> work) {
        try {
            return jdbi.inTransaction(handle -> work.get());
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    <T extends @Nullable Object> T with(HandleCallback<T, SQLException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    void use(HandleConsumer<SQLException> work) {
        try {
            jdbi.useHandle(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    /** Like {@link #with}, in a transaction of its own unless there is one already. */
    <T extends @Nullable Object> T change(HandleCallback<T, SQLException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    /** The text of a statement is safe to show, the values in it are not: only the kind of failure goes into the message. */
    private static StoreException translated(Exception failure) {
        String state = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        // 23503 with PostgreSQL, 23506 with H2; 23505 with both.
        return switch (state) {
            case "23503", "23506" -> new StoreException.MissingReference(failure);
            case "23505" -> new StoreException.Duplicate(failure);
            default -> new StoreException("the database failed, SQLSTATE " + state, failure);
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Ends all connections. What an in-memory database held is gone. */
    @Override
    public void close() {
        if (!pool.isClosed() && pool.getJdbcUrl().startsWith("jdbc:h2:mem:")) {
            // Goes with its last connection from now on.
            jdbi.useHandle(handle -> handle.execute("SET DB_CLOSE_DELAY 0"));
        }
        pool.close();
    }
}
