package farcron.spool;

/// Who wants something of the spool.
///
/// @param privileged root, or the account that the daemon itself runs as: may ask for anybody's
record Caller(String name, boolean privileged) {

    boolean mayAskFor(String user) {
        return privileged || name.equals(user);
    }
}
