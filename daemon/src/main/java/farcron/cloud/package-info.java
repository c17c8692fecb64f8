/// What an account at AWS holds, as the documents in which AWS tells it: permissions, stacks,
/// services, schedules. Texts in, texts out; nobody is asked, and nothing is changed.
package farcron.cloud;
