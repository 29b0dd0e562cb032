-- What a mail carried when it was put in last is asked whenever one is sent.
create index outbox_mail on channels.outbox ((payload ->> 'mail')) where kind = 'mail';
