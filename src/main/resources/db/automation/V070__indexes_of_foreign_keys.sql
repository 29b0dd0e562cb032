-- Taking a record away asks every table that may point to it.

create index on automation.approval (decided_by) where decided_by is not null;
create index on automation.approval_vote (approver);
create index on automation.approval_vote (given_by) where given_by is not null;
create index on automation.approval_vote (given_to) where given_to is not null;
