package io.sluice.tokenapi.store;

/** Everything that is kept, in one place to hand around. */
public final class Store {
    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final Channels channels;
    private final Members members;
    private final Roles roles;
    private final Meetings meetings;
    private final Guests guests;
    private final RevocationTable revocations;

    public Store(Database database) {
        this.database = database;
        this.users = new Users(database);
        this.sessions = new Sessions(database);
        this.channels = new Channels(database);
        this.members = new Members(database);
        this.roles = new Roles(database);
        this.meetings = new Meetings(database);
        this.guests = new Guests(database);
        this.revocations = new RevocationTable(database);
    }

    /** For transactions over several of these. */
    public Database database() {
        return database;
    }

    public Users users() {
        return users;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Channels channels() {
        return channels;
    }

    public Members members() {
        return members;
    }

    public Roles roles() {
        return roles;
    }

    public Meetings meetings() {
        return meetings;
    }

    public Guests guests() {
        return guests;
    }

    public RevocationTable revocations() {
        return revocations;
    }
}
