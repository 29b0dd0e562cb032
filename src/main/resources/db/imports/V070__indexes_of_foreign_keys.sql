-- Taking a record away asks every table that may point to it.

create index on imports.import (owner) where owner is not null;
