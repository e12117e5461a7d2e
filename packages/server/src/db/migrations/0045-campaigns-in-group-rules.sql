-- A group's rule may ask who takes part in a campaign (R167). Frozen: a change is a new file. Rules written before ask for none.
update "group" set rule = rule || '{"campaigns": []}' where rule is not null;
update request set content = jsonb_set(content, '{rule,campaigns}', '[]') where kind = 'groupRule';
