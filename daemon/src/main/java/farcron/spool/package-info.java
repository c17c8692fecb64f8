/// The users' own crontabs: where they lie, who may have one, and how one is replaced.
package farcron.spool;
