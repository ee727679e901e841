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
    lower(translate(regexp_replace(normalize(input, nfd), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')),
    '[^a-z0-9]+', ' ', 'g'))
$$;
comment on function kernel.fold is 'lower case, no marks, đ as d, anything but a-z 0-9 as one space';

-- The paths a request may see, set per transaction; null outside a request.
create function kernel.scope_paths() returns ltree[]
language sql stable parallel safe
as $$
  select case
    when coalesce(current_setting('app.scope', true), '') = '' then '{}'::ltree[]
    else string_to_array(current_setting('app.scope', true), ',')::ltree[]
  end
$$;

create function kernel.scope_boundaries() returns date
language sql stable parallel safe
as $$
  select coalesce(nullif(current_setting('app.boundaries', true), '')::date, current_date)
$$;
