/** Whose money was paid twice, and who is insured elsewhere beside the card. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '../../shell/address.ts';
import { Page, Toolbar } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { useCoverWords } from './cover-words.ts';
import { BesideList } from './beside-list.tsx';
import { DoubleCards } from './double-cards.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useUnit } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

const BESIDE = 'bao-hiem-khac';

export function DoubleCover(): ReactNode {
  const words = useEntitlementWords();
  const t = useCoverWords().doubleCover;
  const unit = useUnit();
  const [search, change] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  const isBeside = search['xem'] === BESIDE;
  return (
    <Page
      title={unit.name === '' ? t.title : t.titleOf(unit.name)}
      above={<UnitCrumbs unitId={unit.unitId} boundaries={unit.on} withSelf />}
      about={t.about}
    >
      <Toolbar>
        <SegmentedControl
          size="xs"
          aria-label={t.show}
          value={isBeside ? 'beside' : 'cards'}
          data={(['cards', 'beside'] as const).map((value) => ({ value, label: t.shows[value] }))}
          onChange={(value) => change({ xem: value === 'beside' ? BESIDE : undefined })}
        />
        <UnitChoice unit={unit} />
      </Toolbar>
      {isBeside ? <BesideList unitId={unit.unitId} /> : <DoubleCards unitId={unit.unitId} />}
    </Page>
  );
}
