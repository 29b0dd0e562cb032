-- To whom a link was sent: a paper that is sent to somebody else is no longer open to him.
alter table sales.customer_link add column sent_to text;
