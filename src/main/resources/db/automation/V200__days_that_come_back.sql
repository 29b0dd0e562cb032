-- Whether a rule's date comes back every year; as its field does where nobody said.
alter table automation.rule add column yearly boolean;
