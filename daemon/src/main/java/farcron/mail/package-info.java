/// Mails the output of a job as cron does.
package farcron.mail;
