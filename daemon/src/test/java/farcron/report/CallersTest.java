package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Account;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

class CallersTest {

    private static final long SELF = 998;

    /// As the JDK's: numbers decide, the name is for show.
    private record Peer(long uid, String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Peer peer && peer.uid == uid;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(uid);
        }
    }

    /// Entries `name:uid`, as in `/etc/passwd`.
    private record Machine(String entries) {

        private Stream<Account> accounts() {
            return Arrays.stream(entries.split(" "))
                    .filter(entry -> !entry.isEmpty())
                    .map(entry -> entry.split(":"))
                    .map(entry -> new Account(entry[0], Long.parseLong(entry[1]), 1, "/"));
        }

        Optional<Account> named(String name) {
            return accounts().filter(account -> account.name().equals(name)).findFirst();
        }

        /// As the kernel's number is made a principal: by its first account, else in digits.
        UserPrincipal peer(long uid) {
            return new Peer(
                    uid,
                    accounts()
                            .filter(account -> account.uid() == uid)
                            .map(Account::name)
                            .findFirst()
                            .orElse(Long.toString(uid)));
        }

        UserPrincipalLookupService principals() {
            return new UserPrincipalLookupService() {
                @Override
                public UserPrincipal lookupPrincipalByName(String name) {
                    long uid = named(name).map(Account::uid).orElseGet(() -> Long.valueOf(name));
                    return new Peer(uid, name);
                }

                @Override
                public GroupPrincipal lookupPrincipalByGroupName(String group) {
                    throw new UnsupportedOperationException(group);
                }
            };
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    uid   | accounts          | user      | master | why
                    0     | root:0 ann:1000   | root      | true   | root
                    0     | toor:0 root:0     | toor      | true   | root, whatever its first name is
                    0     | ''                | 0         | true   | root of a container without accounts
                    1000  | root:0 ann:1000   | ann       | false  | a user
                    998   | root:0 farcron:998 | farcron  | true   | the account of the daemon
                    998   | root:0            | 998       | true   | the same in a container that has no account for it
                    70001 | root:0            | uid:70001 | false  | a number without account
                    70001 | 70001:5           | uid:70001 | false  | an account that is called like the number is another's
                    5     | 70001:5           | 70001     | false  | that account
                    0     | 0:5               | 0         | true   | root without account is not the account that is called 0
                    5     | root:0 0:5        | 0         | false  | nor is that account root
                    5     | 998:5             | 998       | false  | nor the daemon's
                    """)
    void who_asks(long uid, String accounts, String user, boolean master, String why) {
        Machine machine = new Machine(accounts);
        Callers callers = new Callers(machine::named, machine.principals(), SELF);
        assertThat(callers.of(machine.peer(uid))).isEqualTo(new Caller.Known(user, master));
    }
}
