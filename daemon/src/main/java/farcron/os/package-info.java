/// Everything that is POSIX or Linux, answered in plain records.
package farcron.os;
