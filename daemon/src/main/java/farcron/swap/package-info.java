/// From the machine's cron to this one and back: crontabs that both can read, and the steps in
/// which the one service takes the place of the other.
package farcron.swap;
