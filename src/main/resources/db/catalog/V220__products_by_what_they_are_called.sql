-- Which product a line without one names is asked whenever an order or a quote has such lines.
create index on catalog.product (lower(sku));
create index on catalog.product (lower(trim(name)));
