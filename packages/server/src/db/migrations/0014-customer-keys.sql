-- A second customer of the same tax id or web domain is looked for as one is typed or imported, however they are written.
-- Frozen: a change is a new file.

create index customer_by_tax_id on customer
  (upper(regexp_replace(tax_id, '[^0-9A-Za-z]', '', 'g')))
  where deleted_at is null and tax_id is not null;
create index customer_by_web_domain on customer
  (lower(regexp_replace(web_domain, '^\s*([a-z]+://)?(www\.)?([^/:?#\s]*).*$', '\3', 'i')))
  where deleted_at is null and web_domain is not null and kind = 'company';
