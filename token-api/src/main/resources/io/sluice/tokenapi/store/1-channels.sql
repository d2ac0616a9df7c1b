-- Times are milliseconds since 1970. Ids are as applications give them. Lists of words have a space between them.

CREATE TABLE users (
    id VARCHAR(128) PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT
);

CREATE TABLE client_sessions (
    client_id VARCHAR(128) PRIMARY KEY,
    user_id VARCHAR(128) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device_id VARCHAR(128),
    secret TEXT NOT NULL,
    expires_at BIGINT
);

CREATE INDEX client_sessions_user ON client_sessions (user_id);

CREATE TABLE roles (
    id VARCHAR(128) PRIMARY KEY,
    name VARCHAR(256) NOT NULL,
    scope VARCHAR(16) NOT NULL,
    permissions TEXT NOT NULL,
    UNIQUE (scope, name)
);

CREATE TABLE channels (
    id VARCHAR(128) PRIMARY KEY,
    name TEXT NOT NULL,
    type VARCHAR(16) NOT NULL,
    owner VARCHAR(128) REFERENCES users (id) ON DELETE SET NULL,
    default_role VARCHAR(128) REFERENCES roles (id) ON DELETE SET NULL,
    e2ee VARCHAR(16)
);

CREATE INDEX channels_owner ON channels (owner);
CREATE INDEX channels_default_role ON channels (default_role);

CREATE TABLE channel_members (
    channel_id VARCHAR(128) NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    user_id VARCHAR(128) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    channel_webrtc BOOLEAN,
    PRIMARY KEY (channel_id, user_id)
);

CREATE INDEX channel_members_user ON channel_members (user_id);

CREATE TABLE member_roles (
    channel_id VARCHAR(128) NOT NULL,
    user_id VARCHAR(128) NOT NULL,
    role_id VARCHAR(128) NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (channel_id, user_id, role_id),
    FOREIGN KEY (channel_id, user_id) REFERENCES channel_members (channel_id, user_id) ON DELETE CASCADE
);

CREATE INDEX member_roles_role ON member_roles (role_id);

CREATE TABLE meetings (
    id VARCHAR(128) PRIMARY KEY,
    title TEXT NOT NULL,
    created_by VARCHAR(128) REFERENCES users (id) ON DELETE SET NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    allow_external BOOLEAN NOT NULL
);

CREATE INDEX meetings_created_by ON meetings (created_by);

CREATE TABLE meeting_people (
    meeting_id VARCHAR(128) NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    user_id VARCHAR(128) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    manager BOOLEAN NOT NULL,
    PRIMARY KEY (meeting_id, user_id, manager)
);

CREATE INDEX meeting_people_user ON meeting_people (user_id);

CREATE TABLE guest_links (
    token VARCHAR(128) PRIMARY KEY,
    meeting_id VARCHAR(128) NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    label TEXT,
    created_by VARCHAR(128) REFERENCES users (id) ON DELETE SET NULL,
    max_uses INTEGER,
    uses INTEGER NOT NULL,
    expires_at BIGINT,
    active BOOLEAN NOT NULL
);

CREATE INDEX guest_links_meeting ON guest_links (meeting_id);

CREATE TABLE guests (
    session_id VARCHAR(128) PRIMARY KEY,
    meeting_id VARCHAR(128) NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    link_token VARCHAR(128) REFERENCES guest_links (token) ON DELETE SET NULL,
    display_name TEXT NOT NULL,
    secret_hash VARCHAR(64) NOT NULL,
    key_bundle TEXT NOT NULL,
    admission VARCHAR(16) NOT NULL,
    requested_at BIGINT,
    decided_by VARCHAR(128),
    decided_at BIGINT,
    expires_at BIGINT NOT NULL
);

CREATE INDEX guests_meeting ON guests (meeting_id);
CREATE INDEX guests_link ON guests (link_token);
CREATE INDEX guests_expires_at ON guests (expires_at);
