/// Beside the old cron: what farcron would have run, what cron's log says that it ran, and whether
/// the two agree. Nothing is run, and nothing of the daemon's is touched.
///
/// When a line is due is asked of [farcron.schedule.Agenda], which starts lines in the daemon; what
/// stands in cron's log for it is the text that the daemon itself would write there.
package farcron.shadow;
