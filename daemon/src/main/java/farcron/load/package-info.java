/// From files to jobs: finds crontabs, reads them, gives their words a meaning, and notices when
/// they change.
package farcron.load;
