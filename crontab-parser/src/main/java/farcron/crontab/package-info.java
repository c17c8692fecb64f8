/// Reads crontabs as the crons of the Vixie family do: text in, values out. Nothing here does I/O,
/// looks at a clock, or throws on what stands in a file; what is wrong comes back as
/// [farcron.crontab.Problem]s with a place and a remedy.
package farcron.crontab;
