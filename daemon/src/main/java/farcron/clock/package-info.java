/// When lines are due: cron's virtual clock, and what it makes of a zone's clock changes. The
/// running scheduler, `farcron next` and every answer about times use this one piece of code.
///
/// All is pure: moments come in, moments go out.
package farcron.clock;
