-- Which made-up data this database holds; without a row it holds none.
create schema demo;
grant usage on schema demo to baophu_app;

create table demo.load (
  only_row boolean not null default true,
  name text not null,
  version int not null,
  seed int not null,
  people int,
  told_until date not null,
  unit_id int not null constraint load_unit references units.unit,
  units_on date not null,
  village_id int not null constraint load_village references units.unit,
  entry_id bigint not null,
  loaded_at timestamptz not null,
  constraint load_pkey primary key (only_row),
  constraint load_only_row check (only_row)
);
comment on table demo.load is
  'the one demo of this database: nobody in its register is real, beside what users entered since';
comment on column demo.load.people is 'as asked for; null = the plan''s own number';
comment on column demo.load.told_until is 'the day of loading: nothing in the demo begins later';
comment on column demo.load.unit_id is 'the unit the demo is about';
comment on column demo.load.units_on is 'a day in whose tree the unit stands with the communes of the demo';
comment on column demo.load.village_id is 'a village of it, for the demo''s village collaborator';

grant select on demo.load to baophu_app;
