/** The table of targets as a document prints it. */
import { Button, Group, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type MatrixAnswer, getMatrix, saveMatrixFile } from '../../api/targets.ts';
import { useAddress } from '../../shell/address.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { MatrixEntry } from './matrix-entry.tsx';
import { useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { rateText, useTargetWords } from './words.ts';

export function TargetMatrix(): ReactNode {
  const at = useTargetsAddress();
  const [search] = useAddress();
  const chosen = search['bang'] === undefined ? undefined : Number(search['bang']);
  const query = {
    unit: at.unitId,
    indicator: at.indicator,
    knownAt: at.knownAt,
    ...(chosen !== undefined && { matrix: chosen }),
  };
  const answer = useQuery({
    queryKey: ['targets', 'matrix', query],
    queryFn: ({ signal }) => getMatrix(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={answer} lines={12}>
      {(found) => <MatrixPage answer={found} />}
    </QueryView>
  );
}

function MatrixPage({ answer }: { answer: MatrixAnswer }): ReactNode {
  const t = useTargetWords();
  const at = useTargetsAddress();
  const [isEntering, setEntering] = useState(false);
  return (
    <TargetsFrame
      tab="matrix"
      unitName={answer.unit.name}
      boundaries={at.boundaries ?? at.asOf}
      about={t.matrix.about}
      with={{ year: false, indicator: answer.matrixId === null }}
      actions={<Actions answer={answer} onEnter={() => setEntering(!isEntering)} />}
    >
      {isEntering && <MatrixEntry unitId={at.unitId} onDone={() => setEntering(false)} />}
      {answer.matrices.length > 0 && <MatrixPicker answer={answer} />}
      {answer.rows.length === 0 ? (
        <Empty title={t.matrix.none} hint={t.matrix.noneHint} />
      ) : (
        <Section title={answer.title ?? t.matrix.allTargets}>
          {answer.act && (
            <p className="soft">
              {t.matrix.act([answer.act.number, answer.act.title].filter(Boolean).join(' · '))}
            </p>
          )}
          <PrintedTable answer={answer} />
        </Section>
      )}
    </TargetsFrame>
  );
}

function MatrixPicker({ answer }: { answer: MatrixAnswer }): ReactNode {
  const t = useTargetWords().matrix;
  const [, change] = useAddress();
  return (
    <Select
      className={`${styles.wide} no-print`}
      size="xs"
      label={t.choose}
      value={String(answer.matrixId ?? 0)}
      allowDeselect={false}
      data={[
        ...answer.matrices.map((row) => ({ value: String(row.matrixId), label: row.title })),
        { value: '0', label: t.allTargets },
      ]}
      onChange={(value) => change({ bang: value ?? undefined })}
    />
  );
}

function Actions({ answer, onEnter }: { answer: MatrixAnswer; onEnter: () => void }): ReactNode {
  const t = useTargetWords().matrix;
  const { unitId, indicator } = useTargetsAddress();
  const { language } = useSpeech();
  const mayWrite = useMayWrite();
  const exporting = useFormAction(() =>
    saveMatrixFile({ unit: unitId, indicator, matrix: answer.matrixId ?? 0 }, language),
  );
  return (
    <Group gap="xs">
      {answer.rows.length > 0 && (
        <>
          <Button
            size="xs"
            variant="default"
            loading={exporting.isBusy}
            leftSection={<Icon name="download" size={15} />}
            onClick={() => void exporting.run()}
          >
            {t.export}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="print" size={15} />}
            onClick={() => window.print()}
          >
            {t.print}
          </Button>
        </>
      )}
      {mayWrite && (
        <Button size="xs" onClick={onEnter}>
          {t.enter}
        </Button>
      )}
      <FormFault fault={exporting.fault} />
    </Group>
  );
}

function PrintedTable({ answer }: { answer: MatrixAnswer }): ReactNode {
  const t = useTargetWords().matrix;
  const [target, setTarget] = useState<number | null>(null);
  const caption = t.caption(answer.title ?? t.allTargets, answer.unit.name);
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
        <table className={styles.grid}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.group}</th>
              {answer.columns.map((column) => (
                <th
                  key={`${column.from} ${column.kind}`}
                  scope="col"
                  className={column.kind === 'actual' ? styles.actual : undefined}
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) =>
              row.group === null ? (
                <tr key={row.label} className={styles.heading}>
                  <th scope="colgroup" colSpan={answer.columns.length + 1}>
                    {row.label}
                  </th>
                </tr>
              ) : (
                <tr key={row.group} className={styles[`depth${row.depth}`]}>
                  <th scope="row">{row.label}</th>
                  {row.cells.map((cell, at) => {
                    const column = answer.columns[at];
                    return (
                      <td
                        key={`${column?.from} ${column?.kind}`}
                        className={column?.kind === 'actual' ? styles.actual : undefined}
                      >
                        <Cell cell={cell} onOpen={setTarget} />
                      </td>
                    );
                  })}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
      <HistoryDialog
        unitId={answer.unit.unitId}
        targetId={target}
        onClose={() => setTarget(null)}
      />
    </>
  );
}

interface CellProps {
  cell: MatrixAnswer['rows'][number]['cells'][number];
  onOpen: (targetId: number) => void;
}

/** The text of the print, unless the value was changed since. */
function Cell({ cell, onOpen }: CellProps): ReactNode {
  const t = useTargetWords().matrix;
  const format = useFormat();
  const { targetId, printed, rateBp, people } = cell;
  const isBlank = rateBp === null && people === null;
  const now =
    rateBp === null ? (people === null ? '-' : format.number(people)) : rateText(format, rateBp);
  const text = printed !== null && !cell.isChanged ? printed || '-' : now;
  if (targetId === null) return <span className="soft">{text}</span>;
  return (
    <>
      <button
        type="button"
        className={styles.cell}
        aria-label={isBlank ? t.blank : undefined}
        onClick={() => onOpen(targetId)}
      >
        {text}
      </button>
      {cell.isChanged && <span className={styles.cellNote}>{t.changed(printed || '-')}</span>}
    </>
  );
}
