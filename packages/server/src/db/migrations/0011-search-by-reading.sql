-- Names are also found by how they are read: tokens of that are made of every record anew. Frozen: a change is a new file.

insert into "customer_search_queue" (id) select id from "customer";
