/** Everything a change would do, before it is done. */
import type { ReactNode } from 'react';
import type { ChangePreview } from '../../api/unit-changes.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useTexts } from '../../text/language.tsx';
import { Notice } from '../../ui/states.tsx';
import styles from './change.module.css';

export function PreviewPanel({ preview }: { preview: ChangePreview }): ReactNode {
  const t = useTexts('units').change;
  const faultText = useFaultText();
  const { places, people, assignments } = preview;
  return (
    <div className={styles.preview}>
      <Lines
        title={t.ended}
        lines={preview.ended.map((unit) => [unit.name, unit.code].filter(Boolean).join(' · '))}
      />
      <Lines
        title={t.created}
        lines={preview.created.map((unit) =>
          [unit.name, unit.code, unit.parent].filter(Boolean).join(' · '),
        )}
      />
      <Lines
        title={t.renewed}
        lines={preview.renewed.map((unit) => t.fromTo(unit.before, unit.after))}
      />
      <p>{t.places(places.changed)}</p>
      {people && <p>{t.people(people.changed)}</p>}
      {assignments.households + assignments.persons > 0 && (
        <p>{t.assignments(assignments.households, assignments.persons)}</p>
      )}
      {places.uncertain > 0 && (
        <Notice tone="warn">
          {t.uncertain(places.uncertain)} {people && t.uncertainPeople(people.uncertain)}
        </Notice>
      )}
      {preview.warnings.length > 0 && (
        <Notice tone="warn">
          <ul>
            {preview.warnings.map((warning) => (
              <li key={`${warning.code}${warning.at ?? ''}`}>{faultText(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
