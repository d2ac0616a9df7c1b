-- Tokens for a room that were issued before a time: of a user, or of everybody where user_id is empty.

CREATE TABLE revocations (
    room VARCHAR(256) NOT NULL,
    user_id VARCHAR(128) NOT NULL,
    issued_before BIGINT NOT NULL,
    PRIMARY KEY (room, user_id)
);

CREATE INDEX revocations_issued_before ON revocations (issued_before);
