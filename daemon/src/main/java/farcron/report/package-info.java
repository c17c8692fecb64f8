/// What people and programs are told: status text, JSON, reasons, log lines; over HTTP on a Unix
/// socket and on loopback TCP.
///
/// [farcron.report.StatusServer] moves bytes, [farcron.report.Site] answers, everything else turns
/// one immutable snapshot and the record into words. Nothing here touches the scheduler.
package farcron.report;
