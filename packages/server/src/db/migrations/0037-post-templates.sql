-- The template that a post was made by: the role it brought at first. Frozen: a change is a new file.
alter table post add column template uuid;
update post set template = role;
create index "post_by_template" on "post" ("template", created_at, id) where deleted_at is null and "template" is not null;

-- By whatever door a post comes.
create function post_template() returns trigger language plpgsql as $$
begin
  new.template := coalesce(new.template, new.role);
  return new;
end $$;
create trigger post_template before insert on post for each row execute function post_template();
