-- What an account is for the price books, where that is agreed and not reckoned from its value.
alter table customers.account add price_class text;
