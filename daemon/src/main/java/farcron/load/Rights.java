package farcron.load;

/// What the lines of one crontab may ask of AWS. They run with the daemon's rights there, so a
/// user's may only ask for what root has granted him.
///
/// @param user whose crontab it is
/// @param limited whether the grants are asked at all
record Rights(Grants grants, String user, boolean limited) {

    /// A text that is nobody's, as when it is only checked, may become root's.
    static Rights of(CrontabFile file, Grants grants) {
        boolean free = file.isSystem() || file.isRoots() || file.isNobodys();
        return new Rights(grants, file.user(), !free && !grants.everything());
    }

    /// @return the definition
    /// @throws BadValue if it may not be run
    String definition(String definition, String family) throws BadValue {
        if (limited && !grants.hasUser(user)) {
            throw new BadValue(
                    "is not granted to " + user,
                    "root can add %s to fargate.users, and %s to fargate.families.%s"
                                    .formatted(user, family, user)
                            + ", in farcron.conf");
        }
        if (limited && !grants.hasFamily(user, family)) {
            throw new BadValue(
                    "is no family that is granted to " + user,
                    "root can add %s to fargate.families.%s in farcron.conf"
                            .formatted(family, user));
        }
        return definition;
    }

    /// @return the role
    /// @throws BadValue if it may not be taken
    String role(String arn) throws BadValue {
        if (limited && !grants.hasRole(user, arn)) {
            throw new BadValue(
                    "is not granted to " + user,
                    "take it away, or let root add it to fargate.roles.%s in farcron.conf"
                            .formatted(user));
        }
        return arn;
    }

    /// @param machines what all tasks of users have
    /// @param key of the setting that says so
    /// @return the value
    /// @throws BadValue if it is another one
    String only(String value, String machines, String key) throws BadValue {
        if (limited && !value.equals(machines)) {
            throw new BadValue(
                    "is not granted to " + user,
                    "take it away; root chooses for all users, with %s in farcron.conf"
                            .formatted(key));
        }
        return value;
    }
}
