/** Village lists on paper: printed one page a village, corrections entered by the code of the row. */
import { Button, Group, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { LISTS_KEY, type PrintedSheet, getSheet, printSheets } from '../../api/lists.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import styles from './lists.module.css';
import { SheetCorrections } from './sheet-corrections.tsx';
import { useListTerms, useListWords } from './words.ts';

export function VillageSheets(): ReactNode {
  const words = useListWords();
  const t = words.sheets;
  const [search, change] = useAddress();
  const sheetId = /^\d+$/.test(search['to'] ?? '') ? Number(search['to']) : null;
  const [printed, setPrinted] = useState<readonly PrintedSheet[]>([]);
  const crumb = { key: 0, name: words.page.back, door: doors.receivedLists() };
  return (
    <Page title={t.title} about={t.about} above={<Breadcrumb crumbs={[crumb]} />}>
      <div className="no-print">
        <Section title={t.make}>
          <MakeForm onPrinted={setPrinted} />
        </Section>
      </div>
      <div className="no-print">
        <Section title={t.enter}>
          <Stack gap="sm">
            <p className="soft">{t.enterAbout}</p>
            <NumberInput
              label={t.open}
              description={t.openHint}
              value={sheetId ?? ''}
              min={1}
              allowDecimal={false}
              maw={220}
              onChange={(value) => change({ to: value === '' ? undefined : String(value) }, true)}
            />
            {sheetId !== null && <SheetOf sheetId={sheetId} />}
          </Stack>
        </Section>
      </div>
      {printed.map((sheet) => (
        <SheetPage key={sheet.sheetId} sheet={sheet} />
      ))}
    </Page>
  );
}

function MakeForm({
  onPrinted,
}: {
  onPrinted: (sheets: readonly PrintedSheet[]) => void;
}): ReactNode {
  const t = useListWords().sheets;
  const session = useSession();
  const home = session?.grants.find((grant) => grant.unitId === session.homeUnitId);
  const [unit, setUnit] = useState<UnitOption | null>(
    home ? { id: home.unitId, name: home.unitName, detail: '' } : null,
  );
  const [asOf, setAsOf] = useState<IsoDate | null>(today());
  const [count, setCount] = useState(0);
  const action = useFormAction(async () => {
    if (!unit || !asOf) return;
    const sheets = await printSheets(unit.id, asOf);
    onPrinted(sheets);
    setCount(sheets.length);
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <div className={styles.fields}>
          <UnitPicker
            label={t.unit}
            value={unit}
            onChange={setUnit}
            searchKey={['sheet-unit']}
            search={(text, signal) =>
              searchUnitOptions({ text, levels: ['commune', 'village'] }, signal)
            }
            required
          />
          <DayInput label={t.asOf} value={asOf} onChange={setAsOf} required />
        </div>
        <FormFault fault={action.fault} />
        <Group>
          <Button type="submit" loading={action.isBusy} disabled={!unit || !asOf}>
            {t.make}
          </Button>
          {count > 0 && (
            <>
              <span className="soft">{t.pages(count)}</span>
              <Button variant="default" onClick={() => window.print()}>
                {t.print}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function SheetOf({ sheetId }: { sheetId: number }): ReactNode {
  const sheet = useQuery({
    queryKey: [LISTS_KEY, 'sheet', sheetId],
    queryFn: ({ signal }) => getSheet(sheetId, signal),
  });
  return (
    <QueryView query={sheet} lines={6}>
      {(found) => <SheetCorrections key={found.sheetId} sheet={found} />}
    </QueryView>
  );
}

function SheetPage({ sheet }: { sheet: PrintedSheet }): ReactNode {
  const t = useListWords().sheets;
  const terms = useListTerms();
  const format = useFormat();
  const birth = (line: PrintedSheet['lines'][number]): string =>
    line.birthPrecision === 'year'
      ? (line.birthDate ?? '').slice(0, 4)
      : format.date(line.birthDate as IsoDate | null);
  return (
    <section className={styles.sheet} aria-label={sheet.unitName}>
      <Group justify="space-between" align="baseline">
        <h2>
          {sheet.unitName}, {sheet.communeName}
        </h2>
        <strong className="number">{t.sheet(sheet.sheetId)}</strong>
      </Group>
      <p>
        {t.asOf} {format.date(sheet.asOf)}
      </p>
      {sheet.lines.length === 0 ? (
        <Empty title={t.empty} />
      ) : (
        // a wide sheet scrolls inside its frame, reached by keyboard
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={sheet.unitName}>
          <table>
            <thead>
              <tr>
                <th>{t.code}</th>
                <th>{t.name}</th>
                <th>{t.birth}</th>
                <th>{t.sex}</th>
                <th>{t.id}</th>
                <th>{t.household}</th>
                <th>{terms.fields.category}</th>
                <th>{t.coveredTo}</th>
                <th className={styles.fix}>{t.fix}</th>
              </tr>
            </thead>
            <tbody>
              {sheet.lines.map((line) => (
                <tr key={line.code}>
                  <td className="number">
                    <strong>{line.code}</strong>
                  </td>
                  <td>{line.fullName}</td>
                  <td className="number">{birth(line)}</td>
                  <td>{line.sex === 'male' ? t.male : line.sex === 'female' ? t.female : ''}</td>
                  <td className="number">{line.nationalId}</td>
                  <td>{line.householdCode}</td>
                  <td>{line.category}</td>
                  <td className="number">
                    {line.category === null
                      ? t.none
                      : format.lastDay(line.coveredTo as IsoDate | null)}
                  </td>
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.signs}>
        {t.sign.map((who) => (
          <strong key={who}>{who}</strong>
        ))}
      </div>
    </section>
  );
}
