-- What every domain stands on: extensions, the role requests run as, folding of names, the scope of a request.
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

do $$
begin
  if not exists (select from pg_roles where rolname = 'baophu_app') then
    create role baophu_app nologin nobypassrls;
  end if;
end
$$;

create schema kernel;
grant usage on schema kernel to baophu_app;

-- Equals fold() of src/kernel/text.ts; test/fold.test.ts holds the two together.
create function kernel.fold(input text) returns text
language sql immutable strict parallel safe
as $$
  select btrim(regexp_replace(
    lower(translate(regexp_replace(normalize(input, nfd), '[\u0300-\u036f]', '', 'g'), 'ĐđÐðƉɖ', 'dddddd')),
    '[^a-z0-9]+', ' ', 'g'))
$$;
comment on function kernel.fold is 'lower case, no marks, đ (and Ð, Ɖ put for it) as d, anything but a-z 0-9 as one space';

-- What a request may see, set per transaction: paths by the boundaries of the day of their tree,
-- '2023-06-30:u1.u8.u76;2026-01-01:u1.u8,u1.u14'. Nothing outside a request.
create function kernel.scope_trees() returns table (boundaries date, paths ltree[])
language sql stable parallel safe
as $$
  select split_part(tree, ':', 1)::date, string_to_array(split_part(tree, ':', 2), ',')::ltree[]
  from string_to_table(coalesce(current_setting('app.scope', true), ''), ';') tree
  where tree like '%:%'
$$;

create table kernel.kept (
  name text not null,
  version text not null,
  made_at timestamptz not null default now(),
  constraint kept_pkey primary key (name)
);
comment on table kernel.kept is
  'what is kept beside the facts to answer quickly, and the version of the code that made it; another version in the code asks for a rebuild';
