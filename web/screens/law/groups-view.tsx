/** The taxonomies of each period, and where every category stood in each. */
import type { ReactNode } from 'react';
import { subgroupName } from '../../../src/policy/groups.ts';
import type { CategoryRow, TaxonomyRow } from '../../../src/policy/types.ts';
import { Columns, Section, span } from '../../ui/page.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { book } from './law-shelf.ts';
import type { LawSpeech } from './law-speech.ts';
import { Doubt, periodText } from './rule-card.tsx';
import styles from './law.module.css';

export function GroupsView({ speech }: { speech: LawSpeech }): ReactNode {
  const { t } = speech;
  const { taxonomies } = book.data.groups;
  return (
    <div className={styles.stack}>
      <Section title={t.taxonomies}>
        <Columns>
          {taxonomies.toReversed().map((taxonomy) => (
            <Taxonomy key={taxonomy.id} speech={speech} taxonomy={taxonomy} />
          ))}
        </Columns>
      </Section>
      <Section title={t.mapping}>
        <Mapping speech={speech} />
      </Section>
    </div>
  );
}

function Taxonomy({ speech, taxonomy }: { speech: LawSpeech; taxonomy: TaxonomyRow }): ReactNode {
  const { t, language, cite } = speech;
  return (
    <div className={`${styles.taxonomy} ${span.half}`}>
      <h3>{taxonomy.name[language]}</h3>
      <p className="soft number">{periodText(speech, taxonomy)}</p>
      <ol>
        {taxonomy.groups.map(({ group, subgroups, ...name }) => (
          <li key={group}>
            <strong>{name[language]}</strong>
            {subgroups.length > 1 && (
              <div className="soft">
                {subgroups.map((code) => subgroupName(book, code)[language]).join('; ')}
              </div>
            )}
          </li>
        ))}
      </ol>
      <p className={styles.source}>
        {t.source}: {taxonomy.citation.map(cite).join('; ')}{' '}
        <Doubt speech={speech} confidence={taxonomy.confidence} />
      </p>
    </div>
  );
}

function Mapping({ speech }: { speech: LawSpeech }): ReactNode {
  const { t, language, format } = speech;
  const { categories, taxonomies } = book.data.groups;
  const columns: Column<CategoryRow>[] = [
    { id: 'name', title: t.category, value: (row) => row.name[language], width: 260 },
    { id: 'code', title: t.code, value: (row) => row.cardCode?.code ?? null },
    ...taxonomies.map((taxonomy) => ({
      id: taxonomy.id,
      title: t.from(format.date(taxonomy.from)),
      hint: taxonomy.name[language],
      value: (row: CategoryRow) => placeText(speech, row, taxonomy.id),
      width: 110,
    })),
  ];
  return (
    <DataTable
      id="law-groups"
      caption={t.mapping}
      columns={columns}
      rows={categories}
      rowKey={(row) => row.id}
    />
  );
}

function placeText({ t }: LawSpeech, row: CategoryRow, taxonomy: string): string | null {
  const place = row.places.find((each) => each.taxonomy === taxonomy);
  return place ? t.point(place.group, place.point ?? '') : null;
}
