/// Mails the output of jobs as the machine's cron does: to whom and how is written down when a run
/// starts ([farcron.mail.CronLetterheads]), and the letter goes out after its end
/// ([farcron.mail.Post]), through the sendmail program, once.
package farcron.mail;
