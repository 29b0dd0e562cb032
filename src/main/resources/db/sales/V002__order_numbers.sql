-- Numbers of orders that are written here rather than imported.
create sequence order_number_series;
